import type { RepoSnapshot, SnapshotFile } from '@/lib/snapshot/snapshot'
import { notebookModule } from './notebook'

/** Under what the record of a file is kept: its blob id, and that it was read as a notebook, which the same bytes need not be. */
export function recordKey({ path, blob }: Pick<SnapshotFile, 'path' | 'blob'>): string {
  return path.endsWith('.ipynb') ? `${blob}:ipynb` : (blob ?? '')
}

interface PythonSource {
  /** See recordKey. */
  readonly blob: string
  readonly path: string
  readonly content: Uint8Array
  /** Of a notebook: the lines on which its code cells begin. */
  readonly cells?: readonly number[]
}

/** Python text to analyse: modules, and the code cells of notebooks joined to one module, each once. */
export function pythonSources(snapshot: RepoSnapshot): readonly PythonSource[] {
  const sources = new Map<string, PythonSource>()
  for (const file of snapshot.files.values()) {
    const { path, content } = file
    const key = recordKey(file)
    if (!file.blob || !content || sources.has(key)) continue
    if (path.endsWith('.py') || path.endsWith('.pyw')) sources.set(key, { blob: key, path, content })
    if (!path.endsWith('.ipynb')) continue
    const module = notebookModule(content)
    if (module === null) continue
    sources.set(key, { blob: key, path, content: new TextEncoder().encode(module.text), cells: module.cells })
  }
  return [...sources.values()]
}
