import { perText } from '@/lib/python/per-text'
import type { CallRecord, ModuleRecord, Value } from '@/lib/python/record'
import { isSigningKeyName } from '@/lib/python/secret-names'
import type { EnvironmentFact, Facts } from '../facts'

type HardCoded = EnvironmentFact['hardCoded'][number]

const DSN =
  /^(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|rediss|amqps?|kafka|nats|oracle|mssql|clickhouse|memcached|ldaps?)(?:\+[\w-]+)?:\/\/./i
const PRIVATE_HOST =
  /^(?:https?:\/\/)?(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2}(?::\d+)?(?:\/|$)|^https?:\/\/[\w.-]+\.(?:internal|corp|intra|lan|svc|cluster\.local)(?::\d+)?(?:\/|$)/i
const USER_PATH = /^(?:[A-Z]:\\{1,2}Users\\|\/home\/[\w.-]+\/|\/Users\/[\w.-]+\/)/
const CONNECTS =
  /^(?:psycopg2?\.connect|psycopg\.connect|psycopg\.AsyncConnection\.connect|asyncpg\.(?:connect|create_pool)|pymysql\.connect|MySQLdb\.connect|mysql\.connector\.connect|aiomysql\.\w+|redis\.(?:Redis|StrictRedis|asyncio\.Redis|ConnectionPool)|aioredis\.\w+|pymongo\.MongoClient|motor\.\w+\.AsyncIOMotorClient|pika\.ConnectionParameters|kafka\.Kafka(?:Consumer|Producer)|smtplib\.SMTP(?:_SSL)?|elasticsearch\.\w+|cx_Oracle\.connect|pyodbc\.connect|paho\.mqtt\..*)$/

/** A range of addresses is no host. */
const RANGE = /^[\d.]{7,15}\/\d{1,2}$/
/** What is fallen back to, or written into a file that a person then edits; and who may ask, which is no address that is asked. */
const NOT_IN_FORCE = /default|fallback|template|example|sample|^(?:INTERNAL_IPS|ALLOWED_HOSTS)$/i
/** Settings that are for development only. */
const SETTINGS = /(?:settings?|config(?:(?!config)\w)*|conf)(?:\/|\.py$|_)/i
const DEVELOPMENT =
  /(?:^|[_-])(?:dev|development|local|test|testing|tests|ci|debug|sample|example|demo)(?:[_-]|config|settings|$)/i

/** Keywords that explain to people. */
const PROSE = /^(?:help|help_text|description|doc|docs|summary|title|examples?|placeholder|metavar|message)$/

/** Addresses, hosts and paths of one environment, written into the code. Fallbacks of environment reads are none. */
export function hardCodedValues(path: string, record: ModuleRecord, isImported = false): HardCoded[] {
  // Where a server that is set up for one machine keeps its files.
  if (/(?:^|\/)gunicorn[\w.-]*\.py$/.test(path)) return []
  if (SETTINGS.test(path) && isForDevelopment(path, 'module')) return []
  const found: HardCoded[] = []
  const settingsClasses = settingsModels(record)
  for (const { target, value, line, scope, inDevelopment } of record.assignments) {
    if (inDevelopment || settingsClasses.has(scope) || isForDevelopment('', scope)) continue
    // What a module that others import shows when it is run by hand.
    if (isImported && record.mainGuard && scope === 'function:main') continue
    const what = NOT_IN_FORCE.test(target) ? null : (literal(value) ?? literalInside(value))
    if (what) found.push({ what: `${target} is ${what}`, path, line })
    if (
      /^(?:DEBUG|app\.debug)$/.test(target) &&
      value.kind === 'bool' &&
      value.value &&
      /settings|config|app/.test(path) &&
      !/dev|local|test/.test(path)
    ) {
      found.push({ what: 'DEBUG is on in the code', path, line })
    }
    if (value.kind === 'dict') found.push(...databaseHosts(value, path, line))
  }
  for (const call of record.calls) found.push(...connection(call, path))
  return found
}

/** Scopes of classes whose values are what is fallen back to: models of settings, and the parts that they are made of. */
export function settingsModels({ classes }: ModuleRecord): ReadonlySet<string> {
  const isModel = (base: string) => /Settings$/.test(base)
  const isMade = classes.some(({ bases }) => bases.some(isModel))
  return new Set(
    classes
      .filter(({ bases, name }) =>
        bases.some(
          (base) => isModel(base) || (isMade && /(?:Settings|Config|Options)$/.test(name) && /BaseModel$/.test(base)),
        ),
      )
      .map(({ name }) => `class:${name}`),
  )
}

/** Settings files that Dynaconf reads before the environment. */
const LAYERED = /(?:^|\/)\.?(?:settings|secrets)\.(?:toml|ya?ml|json|ini)$/

/** Literal credentials that the code always uses, and those of a settings layer's committed files. */
export function hardCodedSecrets({ python, secrets }: Pick<Facts, 'python' | 'secrets'>): HardCoded[] {
  const application = new Set(python.application.map(({ path }) => path))
  const isLayered = python.application.some(({ record }) =>
    record.imports.some(({ module }) => /^(?:dynaconf|flask_dynaconf)(?:\.|$)/.test(module)),
  )
  const counted = secrets.findings.filter(({ suppressed }) => !suppressed)
  return [
    ...counted
      .filter(({ severity, path }) => severity === 'leak' && application.has(path))
      // A signing key is one application's own: it is judged with the secrets.
      .filter(({ what }) => !isSigningKeyName(what.split(' ')[0] ?? ''))
      .filter(({ what, path }) => !NOT_IN_FORCE.test(what) && !isForDevelopment(path, 'module')),
    ...counted.filter(({ severity, path }) => isLayered && severity !== 'development' && LAYERED.test(path)),
  ].map(({ what, path, line }) => ({ what: `a credential (${what})`, path, line }))
}

/** A module or a class of settings that is for development or tests only. */
export function isForDevelopment(path: string, scope: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '')
  const own = scope.startsWith('class:') ? scope.slice('class:'.length).replace(/([a-z])(?=[A-Z])/g, '$1_') : ''
  return DEVELOPMENT.test(name) || DEVELOPMENT.test(own)
}

const isOtherwiseJudged = perText((callee) =>
  /environ|getenv|^os\.|config$|^print$|log|\.get$|Field$|add_argument$|Option$/i.test(callee),
)

function connection({ callee, args, keywords, line, inDevelopment }: CallRecord, path: string): HardCoded[] {
  if (inDevelopment || isOtherwiseJudged(callee)) return []
  const values = [...args, ...Object.entries(keywords).flatMap(([name, value]) => (PROSE.test(name) ? [] : [value]))]
  const direct = values.map(literal).find((what) => what !== null)
  if (direct) return [{ what: `${callee} is given ${direct}`, path, line }]
  if (!CONNECTS.test(callee)) return []
  const host = keywords.host ?? keywords.bootstrap_servers ?? keywords.hosts ?? args[0]
  return host?.kind === 'string' && host.value !== ''
    ? [{ what: `${callee} is given the host "${host.value.slice(0, 60)}"`, path, line }]
    : []
}

/** A table of addresses, such as `HOSTS = {'loyalty': 'http://loyalty.internal'}`. */
function literalInside(value: Value): string | null {
  const items =
    value.kind === 'dict' ? value.entries.map((entry) => entry.value) : value.kind === 'list' ? value.items : []
  return items.map(literal).find((what) => what !== null) ?? null
}

/** Django's DATABASES with literal hosts and names of users. */
function databaseHosts(value: Extract<Value, { kind: 'dict' }>, path: string, line: number): HardCoded[] {
  for (const entry of value.entries) {
    if (entry.value.kind !== 'dict') continue
    const keys = new Map(
      entry.value.entries.flatMap((e) => (e.key.kind === 'string' ? [[e.key.value, e.value] as const] : [])),
    )
    const engine = keys.get('ENGINE')
    const host = keys.get('HOST')
    if (engine?.kind === 'string' && !engine.value.includes('sqlite') && host?.kind === 'string' && host.value !== '') {
      return [{ what: `a database is given the host "${host.value.slice(0, 60)}"`, path, line }]
    }
  }
  return []
}

function literal(value: Value): string | null {
  if (value.kind === 'secret' && /:\/\//.test(value.masked)) return 'a literal address with a password'
  if (value.kind !== 'string') return null
  const text = value.value.trim()
  if (DSN.test(text) && !/\{|\$|<|%s/.test(text))
    return `the literal address "${text.replace(/:[^:@/]{1,200}@/, ':…@').slice(0, 60)}"`
  if (PRIVATE_HOST.test(text) && !RANGE.test(text)) return `the literal address "${text.slice(0, 60)}"`
  return USER_PATH.test(text) ? "a path of one person's machine" : null
}
