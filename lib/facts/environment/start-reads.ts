import type { EnvironmentFact, LaunchFact } from '../facts'

export const START_COMMAND = 'the start command'

/** Variables that a start command fills in, such as `--port ${PORT:-8000}`. */
export function startReads({ commands }: LaunchFact): EnvironmentFact['reads'][number][] {
  const found = new Map<string, EnvironmentFact['reads'][number]>()
  for (const { words, evidence, development, source, process } of commands) {
    if (development || source === 'readme' || process === 'release') continue
    for (const match of words
      .join(' ')
      .slice(0, 5000)
      .matchAll(/\$\{?([A-Z][A-Z0-9_]{1,60})\b/g)) {
      const name = match[1] ?? ''
      if (!found.has(name))
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
