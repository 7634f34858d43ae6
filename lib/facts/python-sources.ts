import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { notebookModule } from './notebook'

/** Python text to analyse: modules, and the code cells of notebooks joined to one module (by the notebook's blob id). */
export function pythonSources(
  snapshot: RepoSnapshot,
): readonly { readonly blob: string; readonly path: string; readonly content: Uint8Array }[] {
  const sources = new Map<string, { blob: string; path: string; content: Uint8Array }>()
  for (const { path, blob, content } of snapshot.files.values()) {
    if (!blob || !content || sources.has(blob)) continue
    if (path.endsWith('.py') || path.endsWith('.pyw')) sources.set(blob, { blob, path, content })
    if (!path.endsWith('.ipynb')) continue
    const text = notebookModule(content)
    if (text !== null) sources.set(blob, { blob, path, content: new TextEncoder().encode(text) })
  }
  return [...sources.values()]
}
