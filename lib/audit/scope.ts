import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { ownerOf, parentOf } from './folders'

/** Manifests, locks and configurations of tools, which hold for the members of a workspace in the folders below. */
const FOR_MEMBERS =
  /(?:^|\/)(?:pyproject\.toml|[\w.-]+\.lock|pylock\.[\w.]*toml|setup\.cfg|tox\.ini|\.?(?:ruff|mypy|pytest)\.(?:toml|ini)|\.flake8|\.?pylintrc|pyrightconfig\.json|\.coveragerc|\.pre-commit-config\.ya?ml)$/

/**
 * What one project of several is judged on: its own files, and what stands once for all (pipelines, root lock,
 * pre-commit, README, tests at the root; of a project around it what holds for its members), never the code of another
 * project.
 */
export function scopeTo(snapshot: RepoSnapshot, project: string, projects: readonly string[]): RepoSnapshot {
  const known = new Set(projects)
  const files = [...snapshot.files].filter(([path]) => {
    const owner = ownerOf(path, known)
    if (owner === project) return true
    if (owner !== null && owner !== '')
      return project.startsWith(`${owner}/`) && parentOf(path) === owner && FOR_MEMBERS.test(path)
    return !isCode(path) || /(^|\/)tests?\//.test(path)
  })
  return { ...snapshot, files: new Map(files) }
}

function isCode(path: string): boolean {
  return /\.(pyw?|ipynb)$/.test(path)
}
