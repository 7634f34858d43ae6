import type { FilesFact, ProbeFact } from '../facts'
import type { EntryResolver } from './entry'
import { readProbeCommand } from './probe-command'

/** A check that runs a script of the repository asks for what the script asks for. */
export function followProbe(
  probe: ProbeFact,
  words: readonly string[],
  files: FilesFact,
  entries: EntryResolver,
): ProbeFact {
  if (probe.kind !== 'command') return probe
  const script = words.flatMap((word) => word.split(/\s+/)).find((word) => /\.(?:py|sh)$/.test(word))
  const path = script ? entries.script(script, probe.evidence.path) : null
  const text = path === null ? null : files.text(path)
  if (text === null) return probe
  for (const line of text.split('\n', 500)) {
    const found = readProbeCommand(['sh', '-c', line])
    if (found.kind === 'http') return { ...probe, ...found }
  }
  const url = /["'](?:https?:\/\/[^\s"'/]{1,200}|\{\w+\})(\/[\w./-]{1,200})["']/.exec(text.slice(0, 20_000))
  return url?.[1] ? { ...probe, kind: 'http', target: url[1] } : probe
}
