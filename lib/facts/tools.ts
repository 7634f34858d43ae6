import type { FactInput } from './fact-input'
import type { FileEntry, Role, ToolsFact } from './facts'
import { baseName, folderOf, inFolder } from './paths'
import { foldersAround } from './project-folders'
import { parseToml } from './toml'
import { configuredTools } from './tools/configured'
import { coverageThreshold } from './tools/coverage'
import { readPreCommit } from './tools/pre-commit'
import { readStyleConfig, withHookOptions } from './tools/ruff-config'
import { dependencyUpdates } from './tools/updates'

const ELSEWHERE: ReadonlySet<Role> = new Set(['test', 'docs', 'fixture', 'vendored', 'template'])

/** What is configured to look after the code; whether it is run is for `ci`. */
export function readTools({ facts, project }: FactInput): ToolsFact {
  const { files } = facts
  const folders = projectFolders(files.all, project.path)
  const pyprojects = new Map(
    folders.flatMap((folder) => {
      const path = inFolder(folder, 'pyproject.toml')
      const text = files.text(path)
      return text === null ? [] : [[path, parseToml(text)] as const]
    }),
  )
  const preCommit = readPreCommit(files, project.path)
  return {
    configured: configuredTools(files, folders, pyprojects),
    hooks: preCommit?.hooks.map(({ id, repo, rev, path, line }) => ({ id, repo, rev, path, line })) ?? [],
    preCommit: preCommit && preCommit.hooks.length > 0 ? { path: preCommit.path, ci: preCommit.ci } : null,
    ...withHookOptions(readStyleConfig(files, folders, pyprojects), preCommit?.hooks ?? []),
    coverageThreshold: coverageThreshold(files, folders, pyprojects),
    dependencyUpdates: dependencyUpdates(files),
  }
}

/** The project's folder, those around it up to the root, and folders directly below the project that hold a Python project of their own. */
function projectFolders(all: readonly FileEntry[], project: string): readonly string[] {
  const own = all
    .filter(
      ({ path, role }) =>
        /^(?:pyproject\.toml|setup\.(?:py|cfg)|tox\.ini|requirements\.txt)$/.test(baseName(path)) &&
        !ELSEWHERE.has(role),
    )
    .map(({ path }) => folderOf(path))
    .filter((folder) => (project === '' ? folder.split('/').length <= 2 : folder.startsWith(`${project}/`)))
  return [...new Set([project, ...foldersAround(project), '', ...own])]
    .filter((folder) => !folder.split('/').some((part) => part.startsWith('.')))
    .slice(0, 60)
}
