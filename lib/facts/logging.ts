import type { CallRecord } from '@/lib/python/record'
import type { Evidence, Facts, PythonModule } from './facts'

const LOG_METHOD = /\.(?:debug|info|warning|warn|error|exception|critical|fatal|log|trace|success|msg|bind)$/
const LOGGER =
  /^(?:logging(?:\.(?:getLogger|Logger|LoggerAdapter)\(\))?|structlog\.(?:stdlib\.)?(?:get_logger|getLogger)\(\)|loguru\.logger|logbook\.Logger\(\)|celery\.utils\.log\.get_task_logger\(\)|aws_lambda_powertools\.(?:logging\.)?Logger\(\)|flask\.current_app\.logger|flask\.Flask\(\)\.logger|absl\.logging|prefect\.get_run_logger\(\)|dagster\.get_dagster_logger\(\)|twisted\.logger\.Logger\(\)|oslo_log\.log\.getLogger\(\))\.\w+$/
const LOGGER_NAME = /(?:^|[._])(?:log|logger|logging|LOG|LOGGER|_log|_logger|_LOGGER)(?:\.bind\(\))?\.\w+$/
const CONFIGURES =
  /^(?:logging\.(?:basicConfig|config\.(?:dictConfig|fileConfig)|handlers\.\w+)|structlog\.configure(?:_once)?|loguru\.logger\.(?:add|configure)|logging\.getLogger\(\)\.(?:addHandler|setLevel)|logging\.(?:StreamHandler|FileHandler)|rich\.logging\.RichHandler|coloredlogs\.install|google\.cloud\.logging\.Client|aws_lambda_powertools\.(?:logging\.)?Logger|daiquiri\.setup|logfire\.configure|ecs_logging\.\w+|logzero\.\w+|verboselogs\.\w+|tornado\.log\.\w+|oslo_log\.log\.setup)$/

/** A call of a logger: of logging, structlog, loguru, or by a conventional name. */
export function isLogCall({ callee, written }: CallRecord): boolean {
  return (
    LOG_METHOD.test(callee) &&
    (LOGGER.test(callee) ||
      LOGGER_NAME.test(callee) ||
      LOGGER_NAME.test(written) ||
      /get_?[lL]ogger\(\)\.\w+$/.test(callee))
  )
}

/** `print` and `pprint` outside the main block that do not write to a file of their own. */
export function isDiagnosticPrint({ callee, keywords, inMain }: CallRecord): boolean {
  if (inMain || !/^(?:print|pprint|pprint\.pprint)$/.test(callee)) return false
  const file = keywords.file ?? keywords.stream
  return file === undefined || (file.kind === 'name' && /^sys\.std(?:out|err)$/.test(file.value))
}

/** Where an application configures its logging; alembic's generated env.py is none. */
export function loggingConfiguration({
  python,
  launch,
  files,
}: Pick<Facts, 'python' | 'launch' | 'files'>): Evidence[] {
  const inCode = python.application.flatMap((module) => (isAlembic(module) ? [] : configuredIn(module)))
  const started = launch.commands
    .filter(({ words }) =>
      words.some((word) => /^--?(?:log-config|logconfig|log-level|access-logfile|loglevel)/.test(word)),
    )
    .map(({ evidence }) => ({ ...evidence, note: 'The start command configures logging.' }))
  const kept = files.all.find(
    ({ path, role }) =>
      role === 'application' && /(?:^|\/)(?:logging|log_?config\w*)\.(?:ya?ml|ini|conf|json|toml)$/.test(path),
  )
  return [...inCode, ...started, ...(kept ? [{ path: kept.path, note: 'A logging configuration file.' }] : [])]
}

function configuredIn({ path, record }: PythonModule): Evidence[] {
  const call = record.calls.find(({ callee }) => CONFIGURES.test(callee))
  const setting = record.assignments.find(({ target }) =>
    /^(?:LOGGING|LOGGING_CONFIG|logconfig_dict|LOG_CONFIG)$/.test(target),
  )
  return [
    ...(call ? [{ path, line: call.line, note: `${call.callee} configures logging.` }] : []),
    ...(setting ? [{ path, line: setting.line, note: `${setting.target} configures logging.` }] : []),
  ]
}

function isAlembic({ path, record }: PythonModule): boolean {
  return path.endsWith('env.py') && record.imports.some(({ module }) => module.startsWith('alembic'))
}
