import type { CallRecord } from '@/lib/python/record'
import type { Evidence, Facts, FilesFact, LaunchCommand, PythonModule, SharedModule } from '../facts'

const CONFIGURES =
  /^(?:logging\.(?:basicConfig|config\.(?:dictConfig|fileConfig)|handlers\.\w+)|structlog\.configure(?:_once)?|loguru\.logger\.(?:add|configure)|logging\.getLogger\(\)\.(?:addHandler|setLevel)|logging\.(?:StreamHandler|FileHandler)|rich\.logging\.RichHandler|coloredlogs\.install|google\.cloud\.logging\.Client|aws_lambda_powertools\.(?:logging\.(?:logger\.)?)?Logger|daiquiri\.setup|logfire\.configure|ecs_logging\.\w+|logzero\.\w+|verboselogs\.\w+|tornado\.log\.\w+|oslo_log\.log\.setup|(?:[\w.()]+\.)?(?:app|application|current_app|Flask\(\))\.logger\.(?:addHandler|setLevel|handlers\.\w+))$/
/** Of a package that several services share: `platform.logging.setup()`, `company_utils.logging.flask.init_app(app)`. */
const SHARED =
  /\.(?:\w+_)?(?:logging|logger|logs?|logutils?)(?:\.\w+)?\.(?:init|init_app|init_logging|setup\w*|config\w*)$|\.(?:setup|configure|config|init|initialize|init_app)_(?:\w+_)?(?:logging|loggers?|logs?)$/
const SETTING = /^(?:LOGGING|LOGGING_CONFIG|logconfig|logconfig_dict|LOG_CONFIG)$/
const NAMED_SO = /^(?:log|logs|loggers?|logging|log_?conf\w*|logging_?conf\w*)$/i
/** `Log = Tamga(file_path=...)`: a logger of some other library is told at once where it writes. */
const LOGGER = /^(?:\w+_)?log(?:ger)?$/i
const WHERE_TO = /(?:^|_)(?:handlers?|file(?:name|path)?|streams?|console|outputs?|sinks?)(?:_|$)/i
const LOGS = /^(.{1,200})\.(?:debug|info|warn|warning|error|exception|critical|fatal|success)$/
const DESCRIBES_HANDLERS = /\[handlers[\].]|\bhandlers["']?\s*:/

/** Where an application configures its logging; alembic's generated env.py is none. */
export function loggingConfiguration({
  python,
  launch,
  files,
}: Pick<Facts, 'python' | 'launch' | 'files'>): Evidence[] {
  let loggers: ReadonlySet<string> | undefined
  // Asked for hardly any application, and looks at every call.
  const logsWith = (name: string) => {
    loggers ??= loggersOf(python.application)
    return loggers.has(name)
  }
  const siblings = new Set(python.shared.map(({ module }) => module.name.split('.', 1)[0]))
  const inCode = python.application.flatMap((module) =>
    isAlembic(module) ? [] : configuredIn(module, (top) => python.thirdParty.has(top) || siblings.has(top), logsWith),
  )
  return [
    ...inCode,
    ...python.shared.flatMap(configuredInShared),
    ...launch.commands.flatMap(configuredByCommand),
    ...configurationFile(files),
  ]
}

const PLATFORMS: readonly (readonly [string, string])[] = [
  ['airflow', 'Airflow'],
  ['prefect', 'Prefect'],
  ['dagster', 'Dagster'],
  ['scrapy', 'Scrapy'],
]

/** Workflow platforms run the code as tasks of their own and set up their log before. */
export function platformLogging({ thirdParty }: Facts['python']): Evidence[] {
  return PLATFORMS.flatMap(([module, name]) =>
    (thirdParty.get(module) ?? [])
      .slice(0, 1)
      .map(({ path, line }) => ({ path, line, note: `${name} sets up the log of its tasks.` })),
  )
}

/** What messages are logged with: the last name, and how it was made where that is known (`tamga.Tamga()`). */
function loggersOf(modules: readonly PythonModule[]): ReadonlySet<string> {
  const owners = modules.flatMap(({ record }) =>
    record.calls.flatMap(({ callee, args }) => (args.length > 0 ? (LOGS.exec(callee)?.[1] ?? []) : [])),
  )
  return new Set(owners.flatMap((owner) => [owner, owner.slice(owner.lastIndexOf('.') + 1)]))
}

function configuredIn(
  { path, record }: PythonModule,
  isForeign: (top: string) => boolean,
  logsWith: (name: string) => boolean,
): Evidence[] {
  const isShared = ({ callee }: CallRecord) => SHARED.test(callee) && isForeign(callee.split('.', 1)[0] ?? '')
  const call = record.calls.find((each) => CONFIGURES.test(each.callee) || isShared(each))
  const setting = record.assignments.find(({ target, value }) => SETTING.test(target) && value.kind !== 'none')
  const made = record.assignments.find(
    ({ target, value, scope }) =>
      scope === 'module' &&
      LOGGER.test(target) &&
      value.kind === 'call' &&
      isForeign(value.callee.split('.', 1)[0] ?? '') &&
      Object.keys(value.keywords).some((name) => WHERE_TO.test(name)) &&
      (logsWith(target) || logsWith(`${value.callee}()`)),
  )
  return [
    ...(call ? [{ path, line: call.line, note: `${call.callee.slice(0, 80)} configures logging.` }] : []),
    ...(setting ? [{ path, line: setting.line, note: `${setting.target} configures logging.` }] : []),
    ...(made ? [{ path, line: made.line, note: `${made.target} is told where it writes.` }] : []),
  ]
}

/** What another project of the repository sets up for this one, which calls it. */
function configuredInShared({ module: { path, record }, runs }: SharedModule): Evidence[] {
  const call = record.calls.find((each) => CONFIGURES.test(each.callee) && runs(each))
  return call
    ? [{ path, line: call.line, note: `${call.callee.slice(0, 80)} configures logging for what imports it.` }]
    : []
}

/** Celery's level sets up the root logger; that of a web server is about its own log. */
function configuredByCommand({ words, program, evidence }: LaunchCommand): Evidence[] {
  const named = words.some(
    (word) => /^--?log-?config/.test(word) || (program === 'celery' && /^(?:-l\w*|--loglevel)(?:=|$)/.test(word)),
  )
  return named ? [{ ...evidence, note: 'The start command configures logging.' }] : []
}

/** A file of such a name that describes handlers: `logging.yaml`, `logging_production.ini`. */
function configurationFile(files: FilesFact): Evidence[] {
  const found = files.all.find(({ path, role }) => {
    if (role !== 'application' || !/\.(?:ya?ml|ini|conf|cfg|json|toml)$/.test(path)) return false
    const words = path.slice(path.lastIndexOf('/') + 1).split(/[._-]/)
    return (
      words.some((word) => NAMED_SO.test(word)) && DESCRIBES_HANDLERS.test(files.text(path)?.slice(0, 20_000) ?? '')
    )
  })
  return found ? [{ path: found.path, note: 'A logging configuration file.' }] : []
}

function isAlembic({ path, record }: PythonModule): boolean {
  return path.endsWith('env.py') && record.imports.some(({ module }) => module.startsWith('alembic'))
}
