import { riskyCalls } from '@/lib/facts/calls'
import type { Evidence, Facts, PythonModule } from '@/lib/facts/facts'
import { logCalls } from '@/lib/facts/logging'
import { loggingConfiguration, platformLogging } from '@/lib/facts/logging/configuration'
import { homeMadeDiagnostics } from '@/lib/facts/logging/home-made'
import { defineCheck, fail, notApplicable, type Outcome, partial, pass, unknown } from '../check'
import { formatCount, percent, plural } from '../wording'
import { type FoundPrint, printsThatCount } from './structured-logging.part.prints'
import { logsRequests } from './structured-logging.part.requests'

/** Through a session or a cursor, or a manager of Django where it asks the database at once. */
const DATABASE =
  /(?:^|[._])(?:session|db|database|conn|connection|cursor)(?:\(\))?\.(?:execute\w*|exec|commit|query|scalars?|add|add_all|delete|flush|refresh|fetch\w*)(?:\(\)|$)|\.objects\b[\w.()]{0,120}\.(?:a?(?:get|create|get_or_create|update_or_create|bulk_create|bulk_update|update|delete|first|last|count|exists|aggregate|in_bulk))$/i

const LIBRARY =
  /^(?:logging|structlog|loguru|logbook|absl|twisted|celery|tornado\.log|oslo_log|google\.appengine)(?:\.|$)|log/

export default defineCheck({
  id: 'structured-logging',
  category: 'observability',
  title: 'Logging is used throughout and configured',
  weight: 3,
  why: 'At three in the morning the log is all there is. Prints have no level, no time and no name, and cannot be switched, searched or routed.',
  needs: ['python', 'kind', 'launch', 'files'],
  detect(facts) {
    const { python, kind } = facts
    if (kind.kind === 'none') return notApplicable('There is practically no application code.')
    const modules = python.application
    const logs = logCalls(modules)
    if (python.unparsedShare > 0.1) {
      const unread = `${percent(python.unparsedShare)} of the application code could not be parsed`
      const runs = kind.kind === 'web-service' || kind.kind === 'worker'
      if (!runs || logs.length > 0 || importsLogging(python)) return unknown(`${unread}.`)
      return fail(`${unread}, and no logger is imported anywhere.`, [
        { path: '', note: 'Looked for logging, structlog and loguru in application code.' },
      ])
    }
    const prints = printsThatCount(modules, kind.kind, logs.length > 0)
    if (logs.length === 0) return withoutLogCalls(facts, prints)
    const configuration = [...loggingConfiguration(facts), ...platformLogging(python)]
    const logging = new Set(logs.map(({ module }) => module.path))
    const perThousand = (prints.length / Math.max(python.lines, 1)) * 1000
    const owesConfiguration = kind.kind !== 'library'
    const faults = [
      ...(perThousand >= 1 ? [`print() is common too (${perThousand.toFixed(1)} per 1,000 lines)`] : []),
      ...(kind.kind === 'library' ? [] : rareness(modules, logging, logs)),
      ...(configuration.length === 0 && owesConfiguration ? ['it is configured nowhere'] : []),
    ]
    const evidence: Evidence[] = [
      ...(owesConfiguration ? configuration.slice(0, 3) : []),
      ...logs.slice(0, 3).map(({ module, call }) => ({
        path: module.path,
        line: call.line,
        note: `${call.written.slice(0, 60)} logs.`,
      })),
    ]
    const counts = `${plural(logs.length, 'log call')} in ${logging.size} of ${plural(modules.length, 'module')}`
    if (faults.length === 0)
      return pass(
        `${counts}${configuration.length > 0 && owesConfiguration ? ', configured centrally' : ''}.`,
        evidence,
      )
    return partial(`${counts}, but ${faults.join(' and ')}.`, [...printEvidence(prints), ...evidence].slice(0, 12))
  },
  fix({ kind }) {
    if (kind.kind === 'library') {
      return {
        summary: 'Give each module a logger of its own name and configure nothing: that is for the application.',
        snippet: {
          path: 'module.py',
          language: 'python',
          code: 'import logging\n\nlogger = logging.getLogger(__name__)\n',
        },
      }
    }
    return {
      summary:
        'Give each module a logger, configure it once at the entry point with the level from the environment, and turn diagnostic prints into log calls.',
      snippet: {
        path: 'logging_config.py',
        language: 'python',
        code: 'import logging.config\nimport os\n\nlogging.config.dictConfig({\n    "version": 1,\n    "disable_existing_loggers": False,\n    "formatters": {"json": {"()": "pythonjsonlogger.json.JsonFormatter"}},\n    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},\n    "root": {"level": os.environ.get("LOG_LEVEL", "INFO"), "handlers": ["out"]},\n})\n',
      },
    }
  },
})

/** What can't be parsed still tells what it imports, and may log. */
function importsLogging({ modules }: Facts['python']): boolean {
  return modules.some(
    ({ role, record }) =>
      role === 'application' &&
      record.imports.some(
        ({ module, names }) =>
          LIBRARY.test(module) || names.some(({ name }) => /^(?:logging|log|logger|current_app|app)$/.test(name)),
      ),
  )
}

function withoutLogCalls(
  facts: Pick<Facts, 'python' | 'kind' | 'launch' | 'files'>,
  prints: readonly FoundPrint[],
): Outcome {
  const { python, kind } = facts
  const own = homeMadeDiagnostics(python.application)
  const runs = kind.kind === 'web-service' || kind.kind === 'worker'
  const rare = (prints.length / Math.max(python.lines, 1)) * 1000 < 1
  if (runs && rare) {
    const configuration = loggingConfiguration(facts)
    const modules = plural(python.application.length, 'module')
    if (configuration.length > 0)
      return partial(`Logging is configured, but none of ${modules} logs anything.`, configuration.slice(0, 6))
    if (prints.length === 0)
      return fail(`No logging at all in ${modules}.`, [
        { path: '', note: 'Looked for logging, structlog and loguru in application code.' },
      ])
  }
  if (own.length > prints.length)
    return fail(
      `Diagnostics by a function of its own that prints: ${plural(own.length, 'call')} and no logger.`,
      own
        .slice(0, 6)
        .map(({ module, call }) => ({ path: module.path, line: call.line, note: `${call.written} prints.` })),
    )
  if (prints.length === 0)
    return notApplicable(
      kind.kind === 'cli'
        ? 'It neither logs nor prints diagnostics; what it prints is its output.'
        : 'It neither logs nor prints diagnostics.',
    )
  if (!runs && prints.length <= 2 && rare)
    return notApplicable(
      `It does not log, and prints ${plural(prints.length, 'time')} in ${formatCount(python.lines)} lines.`,
      printEvidence(prints),
    )
  return fail(`Diagnostics by print() only: ${plural(prints.length, 'call')} and no logger.`, printEvidence(prints))
}

function printEvidence(prints: readonly FoundPrint[]): Evidence[] {
  return prints
    .slice(0, 6)
    .map(({ module, call }) => ({ path: module.path, line: call.line, note: 'Diagnostics by print().' }))
}

/** Said when few of the modules log that do I/O or answer requests. */
function rareness(
  modules: readonly PythonModule[],
  logging: ReadonlySet<string>,
  logs: ReturnType<typeof logCalls>,
): string[] {
  const working = new Set([
    ...logging,
    ...riskyCalls(modules).map(({ module }) => module.path),
    ...modules.filter(works).map(({ path }) => path),
  ])
  const share = logging.size / working.size
  return share < 0.2 && !logsRequests(logs) ? [`only ${percent(share)} of the modules that do I/O log`] : []
}

/** It answers requests or asks a database. */
function works({ record }: PythonModule): boolean {
  const answers = record.routes.some(({ framework }) => !framework.startsWith('django'))
  return answers || record.calls.some(({ callee }) => DATABASE.test(callee))
}
