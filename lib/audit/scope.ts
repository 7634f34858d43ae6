import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { ownerOf } from './folders'

/**
 * What one project of several is judged on: its own files, and what stands once for all (pipelines, root lock,
 * pre-commit, README, tests at the root), never the code of another project.
 */
export function scopeTo(snapshot: RepoSnapshot, project: string, projects: readonly string[]): RepoSnapshot {
  const known = new Set(projects)
  const files = [...snapshot.files].filter(([path]) => {
    const owner = ownerOf(path, known)
    if (owner === project) return true
    if (owner !== null && owner !== '') return false
    return !isCode(path) || /(^|\/)tests?\//.test(path)
  })
  return { ...snapshot, files: new Map(files) }
}

function isCode(path: string): boolean {
  return /\.(pyw?|ipynb)$/.test(path)
}
