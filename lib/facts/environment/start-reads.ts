import type { EnvironmentFact, Facts, FilesFact } from '../facts'

export const START_COMMAND = 'the start command'

/** Variables that a start command fills in, such as `--port ${PORT:-8000}`; not those that its own script sets. */
export function startReads({ launch, files }: Pick<Facts, 'launch' | 'files'>): EnvironmentFact['reads'][number][] {
  const found = new Map<string, EnvironmentFact['reads'][number]>()
  for (const { words, evidence, development, source, process } of launch.commands) {
    if (development || source === 'readme' || process === 'release') continue
    for (const match of words
      .join(' ')
      .slice(0, 5000)
      .matchAll(/\$\{?([A-Z][A-Z0-9_]{1,60})\b/g)) {
      const name = match[1] ?? ''
      if (found.has(name) || isSetIn(evidence.path, name, files)) continue
      found.set(name, {
        name,
        path: evidence.path,
        line: evidence.line ?? 1,
        via: START_COMMAND,
        settingsLayer: false,
      })
    }
  }
  return [...found.values()]
}

/** `APP_DIR=/srv/app` in a script; `PORT=${PORT:-8000}` keeps what the environment says. */
function isSetIn(path: string, name: string, files: FilesFact): boolean {
  const set = new RegExp(`^[ \\t]*(?:export |readonly |local )?${name}=(?!["']?\\$\\{?${name}\\b)`, 'm')
  return !/(?:^|\/)(?:Dockerfile|Procfile)/.test(path) && set.test(files.text(path) ?? '')
}
