import picocolors from 'picocolors'
import type { AuditReport } from '@/lib/audit/report'
import { visibleText } from '@/lib/checks/visible-text'
import { weighReport } from '@/lib/checks/weights'
import { AppError } from '@/lib/errors'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { type Command, HELP, parseCommand } from './arguments'
import { jsonReport } from './json-report'
import { markdownReport } from './markdown-report'
import { readInput } from './read-input'
import { readWeights } from './read-weights'
import { sarifReport } from './sarif-report'
import { terminalReport } from './terminal-report'
import { VERSION } from './version'
import { viewOf } from './view'
import { writeReport } from './write-report'

/** What the command line needs of the process that it runs in. */
export interface CliIo {
  out(text: string): void
  error(text: string): void
  /** One changing line; null when nobody watches. An empty text clears it. */
  readonly progress: ((text: string) => void) | null
  readonly colors: boolean
  readonly width: number
  /** Judges a snapshot, which it may consume. */
  audit(snapshot: RepoSnapshot, onProgress: (done: number, total: number) => void): Promise<AuditReport>
}

/** Runs one command; answers the exit code: 0 done, 1 under the bar, 2 bad use or unreadable input. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<0 | 1 | 2> {
  try {
    const command = parseCommand(argv)
    if (command.name === 'help') io.out(HELP)
    if (command.name === 'version') io.out(`airworthy ${VERSION}\n`)
    return command.name === 'audit' ? await audit(command, io) : 0
  } catch (error) {
    io.progress?.('')
    const known = error instanceof AppError
    io.error(`airworthy: ${visibleText(known ? error.message : `An unexpected failure: ${String(error)}`)}\n`)
    return 2
  }
}

async function audit(command: Extract<Command, { name: 'audit' }>, io: CliIo): Promise<0 | 1> {
  const { progress } = io
  // Before the audit, which may take a while.
  const weights = command.weights === null ? null : await readWeights(command.weights)
  const input = await readInput(command.path, command.ref, (entries) => progress?.(`Reading: ${entries} files`))
  const whole = await io.audit(input.snapshot, (done, total) => progress?.(`Analysing: ${done} of ${total} modules`))
  progress?.('')
  const report = viewOf(weights ? weighReport(whole, weights) : whole, command.project)
  if (command.sarif) await writeReport(command.sarif, sarifReport(report), 'w')
  if (command.markdown) await writeReport(command.markdown, markdownReport(report), 'a')
  if (command.json) io.out(jsonReport(report, input.path))
  else {
    const colors = picocolors.createColors(io.colors && command.color)
    io.out(terminalReport(report, input, { colors, width: io.width }))
  }
  return isUnder(report.score, command.failUnder, io) ? 1 : 0
}

function isUnder(score: number | null, bar: number | null, io: CliIo): boolean {
  if (bar === null) return false
  if (score !== null && score >= bar) return false
  io.error(score === null ? 'airworthy: nothing could be judged\n' : `airworthy: the score ${score} is under ${bar}\n`)
  return true
}
