import type { RepoSnapshot } from '@/lib/snapshot/snapshot'

/** Python text to analyse: modules, and the code cells of notebooks joined to one module (by the notebook's blob id). */
export function pythonSources(
  _snapshot: RepoSnapshot,
): readonly { readonly blob: string; readonly path: string; readonly content: Uint8Array }[] {
  return []
}
