import { listAt, textAt, textsAt, valueAt } from '../document'
import type { FilesFact, HookConfig } from '../facts'
import { foldersAround } from '../project-folders'
import { parseYaml } from '../yaml'

/** A hook with what only the reader of pipelines needs of it. */
export interface PreCommitHook extends HookConfig {
  /** Command line of a local hook, else ''. */
  readonly entry: string
  readonly arguments: readonly string[]
  /** Runs on a plain commit: not for the `manual` stage alone. */
  readonly automatic: boolean
}

export interface PreCommitConfig {
  readonly path: string
  readonly hooks: readonly PreCommitHook[]
  /** It has a `ci:` section: pre-commit.ci runs it on pull requests. */
  readonly ci: boolean
}

const NAMES = ['.pre-commit-config.yaml', '.pre-commit-config.yml', 'prek.yaml']

/** Reads the pre-commit configuration of the project's folder, else of the nearest one around it; null when there is none. */
export function readPreCommit(files: FilesFact, folder = ''): PreCommitConfig | null {
  const folders = folder === '' ? [] : [folder, ...foldersAround(folder)]
  const places = [...folders.flatMap((each) => NAMES.map((name) => `${each}/${name}`)), ...NAMES]
  const path = places.find((candidate) => files.has(candidate))
  const text = path === undefined ? null : files.text(path)
  if (path === undefined || text === null) return null
  const document = parseYaml(text)
  const manualByDefault = isManual(textsAt(document.value, 'default_stages'))
  const hooks = listAt(document.value, 'repos').flatMap((repo, at) =>
    listAt(repo, 'hooks').flatMap((hook, place): PreCommitHook[] => {
      const id = textAt(hook, 'id')
      if (id === undefined) return []
      const stages = textsAt(hook, 'stages')
      return [
        {
          id,
          repo: textAt(repo, 'repo') ?? '',
          rev: textAt(repo, 'rev') ?? null,
          path,
          line: document.lineOf(['repos', at, 'hooks', place]) ?? 1,
          entry: textAt(hook, 'entry') ?? '',
          arguments: textsAt(hook, 'args'),
          automatic: stages.length === 0 ? !manualByDefault : !isManual(stages),
        },
      ]
    }),
  )
  return { path, hooks, ci: valueAt(document.value, 'ci') !== undefined }
}

function isManual(stages: readonly string[]): boolean {
  return stages.length > 0 && stages.every((stage) => stage === 'manual')
}
