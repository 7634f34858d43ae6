import type { FilesFact, PythonFact } from '../../facts'
import { inFolder } from '../../paths'

/** Shell text or words that a task runner's target stands for. */
export interface TaskScript {
  readonly text: string
  readonly path: string
  readonly line: number
  /** Folder it runs in; null when it can't be told. */
  readonly directory: string | null
  /** What led here: `make test`. */
  readonly note: string
  readonly canFail?: boolean
  readonly errexit?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** It runs inside a container. */
  readonly container?: boolean
}

export interface RunnerInput {
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly directory: string
  /** Inside a container, where the repository may lie elsewhere. */
  readonly container?: boolean
  readonly files: FilesFact
  readonly python: PythonFact
}

/**
 * The scripts behind a command; null when the command is not for this runner. `missing` names a file that the command
 * needs and that is not there.
 */
export type Runner = (
  input: RunnerInput,
) => { readonly scripts: readonly TaskScript[]; readonly missing?: string } | null

/** The first of these names that exists in the folder or in one of the folders above it. */
export function findUpwards(files: FilesFact, folder: string, names: readonly string[]): string | null {
  for (let current: string | null = folder; current !== null; current = parentOf(current)) {
    const base: string = current
    const found = names.map((name) => inFolder(base, name)).find((path) => files.has(path))
    if (found) return found
  }
  return null
}

function parentOf(folder: string): string | null {
  if (folder === '') return null
  const slash = folder.lastIndexOf('/')
  return slash < 0 ? '' : folder.slice(0, slash)
}
