import { perText } from '@/lib/python/per-text'
import type { CallRecord } from '@/lib/python/record'
import type { PythonModule } from './facts'
import { perModule } from './per-module'

const LOG_METHOD = /\.(?:debug|info|warning|warn|error|exception|critical|fatal|log|trace|success|msg)$/
const LOGGER =
  /^(?:logging(?:\.(?:getLogger|Logger|LoggerAdapter)\(\))?|structlog\.(?:stdlib\.)?(?:get_logger|getLogger)\(\)|loguru\.logger|logbook\.Logger\(\)|celery\.utils\.log\.get_task_logger\(\)|aws_lambda_powertools\.(?:logging\.)?Logger\(\)|flask\.current_app\.logger|flask\.Flask\(\)\.logger|absl\.logging|prefect\.get_run_logger\(\)|dagster\.get_dagster_logger\(\)|twisted\.logger\.Logger\(\)|oslo_log\.log\.getLogger\(\))\.\w+$/
const LOGGER_NAME = /(?:^|[._])(?:log|logger|logging)(?:\.bind\(\))?\.\w+$/i
/** `output_log`, `log_event`; not what sets logging up. */
const PASSES_ON = /^(?=\w+$)(?:.*_)?log(?:_\w|$)/
const SETS_UP = /(?:^|_)(?:set|setup|config(?:ure)?|init|get|create|make|add|clear)_/

/** A call of a logger: of logging, structlog, loguru, or by a conventional name. */
export function isLogCall({ callee, written }: CallRecord): boolean {
  return isLogMethod(callee) && (isOfLogger(callee) || LOGGER_NAME.test(written))
}

const isLogMethod = perText((callee) => LOG_METHOD.test(callee))
const isOfLogger = perText(
  (callee) => LOGGER.test(callee) || LOGGER_NAME.test(callee) || /get_?[lL]ogger\(\)\.\w+$/.test(callee),
)

export type LogCall = { readonly module: PythonModule; readonly call: CallRecord }

/** Calls of loggers, and of the repository's own functions that hand what they are given to one: `output_log(message)`. */
export function logCalls(modules: readonly PythonModule[]): readonly LogCall[] {
  const own = new Set(modules.flatMap(logFunctionsIn))
  const isOwn = ({ path, imports }: PythonModule, { callee }: CallRecord) => {
    const name = callee.slice(callee.lastIndexOf('.') + 1)
    return PASSES_ON.test(name) && [path, ...imports].some((place) => own.has(`${place}:${name}`))
  }
  return modules.flatMap((module) =>
    module.record.calls
      .filter((call) => isLogCall(call) || (own.size > 0 && isOwn(module, call)))
      .map((call) => ({ module, call })),
  )
}

const logFunctionsIn = perModule(ownLogFunctions)

function ownLogFunctions({ path, record }: PythonModule): string[] {
  const logging = new Set(record.calls.filter(isLogCall).map(({ scope }) => scope))
  return record.functions
    .filter(
      ({ name, qualifiedName, method, nested }) =>
        !method && !nested && PASSES_ON.test(name) && !SETS_UP.test(name) && logging.has(qualifiedName),
    )
    .map(({ name }) => `${path}:${name}`)
}
