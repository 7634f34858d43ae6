import type { Evidence, LaunchCommand, PythonModule } from '../facts'
import { reach } from './beside-worker'
import { isCeleryForOthers } from './celery-for-others'
import { cronScripts } from './clock'
import { findPublishing } from './publishing'
import {
  botSigns,
  isCollection,
  type KindFacts,
  pipelineSigns,
  scraperSigns,
  shippedCommands,
  workerSigns,
} from './signals'

export interface WorkerVerdict {
  /** Known by its framework or its start command; else only that something starts it. */
  readonly strong: boolean
  readonly reason: string
  readonly evidence: readonly Evidence[]
}

/** Long-running or scheduled work without an HTTP API of its own. */
export function judgeWorker(facts: KindFacts, servesWeb: boolean): WorkerVerdict | null {
  const modules = facts.python.application
  const shipped = shippedCommands(facts)
  const started = shipped.filter(isLongRunning)
  const pipelines = pipelineSigns(modules)
  const signs = [...pipelines, ...botSigns(modules), ...workerSigns(modules), ...scraperSigns(modules)]
  const evidence = [...started.map((command) => command.evidence), ...signs.map((sign) => sign.evidence)]
  if (isCollection(facts)) return null
  if (findPublishing(facts).length > 0 && started.length === 0) return null
  if (started.length === 0 && isCeleryForOthers(facts, signs)) return null
  if (pipelines[0]) return { strong: true, reason: `It defines ${pipelines[0].what}.`, evidence }
  if (started[0] && !servesWeb)
    return {
      strong: !isCorner(started, modules),
      reason: `${started[0].evidence.path} starts ${started[0].program}, which works without being asked.`,
      evidence,
    }
  if (signs[0]) return { strong: true, reason: `It runs ${signs[0].what}.`, evidence }
  if (started[0]) return { strong: true, reason: `${started[0].evidence.path} starts ${started[0].program}.`, evidence }
  const scheduled = scheduledRun(facts)
  if (scheduled) return { strong: true, reason: 'A pipeline runs it on a schedule.', evidence: [scheduled] }
  const cron = servesWeb ? null : cronScripts(facts)
  if (cron) return { strong: false, reason: `${cron.path} starts it by the clock.`, evidence: [cron] }
  const script = shipped.find(
    ({ entry, process, server, source }) =>
      entry !== null && process !== 'release' && server === null && source !== 'script' && source !== 'procfile',
  )
  return script && !servesWeb
    ? {
        strong: false,
        reason: `${script.evidence.path} starts ${script.entry} and nothing serves HTTP.`,
        evidence: [script.evidence],
      }
    : null
}

/** Functions in a cloud that are made of less than a quarter of the code: a package need not be one for their sake. */
function isCorner(started: readonly LaunchCommand[], modules: readonly PythonModule[]): boolean {
  const entries = started.flatMap(({ program, entry }) => (program === 'serverless' && entry !== null ? [entry] : []))
  if (entries.length < started.length) return false
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const lines = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + (byPath.get(path)?.record.codeLines ?? 0), 0)
  return lines(reach(entries, byPath)) * 4 < lines(byPath.keys())
}

/** A worker by its program or its name, or any program that units and clusters keep running. */
function isLongRunning({ process, program, source, entry, server }: LaunchCommand): boolean {
  if (process === 'worker' || process === 'scheduler' || program === 'serverless') return true
  const kept = source === 'systemd' || source === 'supervisor' || source === 'kubernetes'
  return kept && process === 'other' && entry !== null && server === null
}

/** A pipeline with a schedule that runs a module of the application. */
function scheduledRun({ ci, files }: KindFacts): Evidence | null {
  const scheduled = new Set(
    ci.pipelines
      .filter(({ triggers, onChange }) => !onChange && triggers.some(({ event }) => event === 'schedule'))
      .map(({ path }) => path),
  )
  const step = ci.steps.find(({ path, pipeline, command }) => {
    if (!scheduled.has(path) && !scheduled.has(pipeline)) return false
    const script = command.find((word) => /\.py$/.test(word))?.replace(/^\.\//, '')
    return script !== undefined && files.all.some((file) => file.path === script && file.role === 'application')
  })
  return step
    ? { path: step.path, line: step.line, note: `Runs \`${step.command.join(' ').slice(0, 100)}\` on a schedule.` }
    : null
}
