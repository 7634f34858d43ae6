import { riskyCalls } from '@/lib/facts/calls'
import type { Evidence, PythonModule } from '@/lib/facts/facts'
import { isDiagnosticPrint, isLogCall, loggingConfiguration } from '@/lib/facts/logging'
import { defineCheck, fail, notApplicable, partial, pass, unknown } from '../check'
import { percent, plural } from '../wording'

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
    if (python.unparsedShare > 0.1)
      return unknown(`${percent(python.unparsedShare)} of the application code could not be parsed.`)
    const runs = kind.kind === 'web-service' || kind.kind === 'worker'
    const modules = python.application
    const logs = modules.flatMap((module) => module.record.calls.filter(isLogCall).map((call) => ({ module, call })))
    const prints = printsThatCount(modules, kind.kind)
    const configuration = loggingConfiguration(facts)
    const printEvidence = prints
      .slice(0, 6)
      .map(({ module, call }) => ({ path: module.path, line: call.line, note: 'Diagnostics by print().' }))
    if (logs.length === 0 && prints.length === 0) {
      if (!runs)
        return notApplicable(
          kind.kind === 'cli'
            ? 'It neither logs nor prints diagnostics; what it prints is its output.'
            : 'It neither logs nor prints diagnostics.',
        )
      return fail(`No logging at all in ${plural(modules.length, 'module')}.`, [
        { path: '', note: 'Looked for logging, structlog and loguru in application code.' },
      ])
    }
    const perThousand = (prints.length / Math.max(python.lines, 1)) * 1000
    if (logs.length === 0 && !runs && prints.length <= 2 && perThousand < 1)
      return notApplicable(
        `It does not log, and prints ${plural(prints.length, 'time')} in ${python.lines.toLocaleString('en')} lines.`,
        printEvidence,
      )
    if (logs.length === 0)
      return fail(`Diagnostics by print() only: ${plural(prints.length, 'call')} and no logger.`, printEvidence)
    const logging = new Set(logs.map(({ module }) => module.path))
    const working = new Set([
      ...riskyCalls(modules).map(({ module }) => module.path),
      ...modules.filter(({ record }) => record.routes.length > 0).map(({ path }) => path),
    ])
    const share = working.size === 0 ? 1 : [...working].filter((path) => logging.has(path)).length / working.size
    const central = modules.some(logsRequests)
    const faults = [
      ...(perThousand >= 1 && prints.length > 1
        ? [`print() is common too (${perThousand.toFixed(1)} per 1,000 lines)`]
        : []),
      ...(share < 0.2 && !central ? [`only ${percent(share)} of the modules that do I/O log`] : []),
      ...(configuration.length === 0 && kind.kind !== 'library' && kind.kind !== 'notebook'
        ? ['it is configured nowhere']
        : []),
    ]
    const evidence: Evidence[] = [
      ...configuration.slice(0, 3),
      ...logs.slice(0, 3).map(({ module, call }) => ({
        path: module.path,
        line: call.line,
        note: `${call.written.slice(0, 60)} logs.`,
      })),
    ]
    const counts = `${plural(logs.length, 'log call')} in ${logging.size} of ${plural(modules.length, 'module')}`
    if (faults.length === 0)
      return pass(`${counts}${configuration.length > 0 ? ', configured centrally' : ''}.`, evidence)
    return partial(`${counts}, but ${faults.join(' and ')}.`, [...printEvidence, ...evidence].slice(0, 12))
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

/** A command line's own output is no diagnostic, nor is what a management command or a notebook prints. */
function printsThatCount(
  modules: readonly PythonModule[],
  kind: string,
): { module: PythonModule; call: PythonModule['record']['calls'][number] }[] {
  if (kind === 'cli' || kind === 'notebook') return []
  return modules
    .filter(({ path, record }) => {
      const isCommand =
        record.imports.some(({ module }) => /^(?:argparse|click|typer|fire|docopt|cmd)$/.test(module)) ||
        /management\/commands\/|(?:^|\/)(?:cli|__main__|console)\.py$/.test(path)
      return !isCommand
    })
    .flatMap((module) => module.record.calls.filter(isDiagnosticPrint).map((call) => ({ module, call })))
}

function logsRequests({ path, record }: PythonModule): boolean {
  const middleware =
    /middleware/i.test(path) ||
    record.functions.some(
      ({ decorators, name }) =>
        /middleware/i.test(name) ||
        decorators.some((decorator) => /middleware|(?:before|after)_request/.test(decorator.name)),
    ) ||
    record.classes.some(({ name }) => /Middleware$/.test(name))
  return middleware && record.calls.some(isLogCall)
}
