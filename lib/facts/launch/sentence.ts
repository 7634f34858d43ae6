import type { Evidence } from '../facts'
import type { FoundServer } from './code-server'
import type { Origin } from './origin'

/** Says what a command starts, and where that is told. */
export function startSentence(
  words: readonly string[],
  code: FoundServer | null,
  origin: Origin,
  hard: Evidence | null,
): string {
  const command = words.join(' ').replace(/\s+/g, ' ')
  const short = command.length > 120 ? `${command.slice(0, 117)}...` : command
  const via = code && code.path !== origin.path ? `; ${code.path}:${code.line} starts ${code.program}` : ''
  const debugs = hard ? `; ${hard.path}:${hard.line} switches debugging on` : ''
  return `Starts \`${short}\`${via}${debugs}.`
}
