import type { FilesFact } from '../facts'
import { resolveIn } from '../paths'
import type { JobHistory } from './history'
import type { Unwrapped } from './prefixes'

interface Manager {
  readonly manifest: string
  /** Folders above the one it is run in that it looks into. */
  readonly upwards: number
  /** What an earlier command says that makes the manifest. */
  readonly makes: RegExp
  /** Files that it makes its manifest of, unasked. */
  readonly takes: readonly string[]
}

const MANAGERS: Readonly<Record<NonNullable<Unwrapped['manager']>, Manager>> = {
  pipenv: {
    manifest: 'Pipfile',
    upwards: 3,
    // What is named stands on the same line: `pipenv install --dev` is told nothing by the command on the next.
    makes:
      /\bPipfile\b(?!\.lock)|\bPIPENV_PIPFILE\b|\bpipenv\b[^\n;&|]{0,80}?\binstall(?:[ \t]|\\\n)+(?:--?[\w-]+(?:[ \t]|\\\n)+){0,9}["']?[\w.]/,
    takes: ['requirements.txt'],
  },
  poetry: {
    manifest: 'pyproject.toml',
    upwards: 50,
    makes: /\bpyproject\.toml\b|\bpoetry\s+(?:init|new)\b/,
    takes: [],
  },
}

/** The manifest that `pipenv run` or `poetry run` needs and that is nowhere: the environment would be without any tool. */
export function missingManifest(
  { manager, env }: Pick<Unwrapped, 'manager' | 'env'>,
  directory: string,
  files: FilesFact,
  history: JobHistory,
): string | null {
  if (manager === null || history.isForeign || env.PIPENV_PIPFILE !== undefined) return null
  const { manifest, upwards, makes, takes } = MANAGERS[manager]
  if (history.says(makes)) return null
  const parts = directory === '' ? [] : directory.split('/')
  for (let up = 0; up <= Math.min(upwards, parts.length); up++) {
    const folder = parts.slice(0, parts.length - up).join('/')
    if ([manifest, ...takes].some((name) => files.has(resolveIn(folder, name) ?? ''))) return null
  }
  const path = resolveIn(directory, manifest)
  return path === null || files.ignoredByGit(path) ? null : path
}
