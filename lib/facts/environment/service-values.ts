import { perText } from '@/lib/python/per-text'
import type { ModuleRecord, Value } from '@/lib/python/record'
import type { EnvironmentFact, PythonModule } from '../facts'
import { isForDevelopment, settingsModels } from './hard-coded'

type HardCoded = EnvironmentFact['hardCoded'][number]

const LOCAL =
  /^(?:https?|wss?|grpc|tcp|ftp):\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal)(?::\d{2,5})?(?:\/|$)|^(?:localhost|127\.0\.0\.1|host\.docker\.internal):\d{2,5}$/i
/** A neighbour by the name that its container has: `http://users:5000/users`. */
const NEIGHBOUR = /^(?:https?|wss?|grpc|tcp):\/\/(?!test)[a-z][a-z0-9_-]{0,60}:\d{2,5}(?:\/|$)/i
/** Servers of one installation, and a name of a host. */
const HOST_SETTING =
  /(?:^|[._'])(?:\w{0,40}_)?(?:MAIL_SERVER|(?:EMAIL|SMTP|DB|DATABASE|POSTGRES|MYSQL|REDIS|MONGO|MONGODB|RABBITMQ|KAFKA|BROKER|LDAP|MQTT)_(?:HOST|SERVER|HOSTNAME|ADDRESS))(?:'\])?$/
const HOST = /^(?=.*[a-z])(?!localhost$|(?:smtp|mail)\.example\.)[a-z0-9][\w-]{0,60}(?:\.[a-z0-9][\w-]{0,60}){1,6}$/i
/** A mailbox of one person, or a place for one. */
const EMAIL =
  /^[\w.+-]{1,64}@(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|proton(?:mail)?|gmx|mail|qq|163|example)\.[\w.]{2,12}$/i
const EMAIL_SETTING =
  /(?:^|[._'])(?:ADMINS?|MANAGERS|\w{0,40}(?:EMAIL|SENDER|RECIPIENTS?|MAIL_FROM|FROM_ADDRESS))(?:'\])?$/
const BUCKET_SETTING = /(?:^|[._'])\w{0,40}BUCKET(?:_NAME)?(?:'\])?$/
/** Ids and public keys that a provider gives to one installation. */
const IDENTITY_SETTING =
  /(?:^|[._'])\w{0,40}(?:(?:PUBLIC|SITE|PUBLISHABLE)_KEY|(?:CLIENT|APP|TENANT|ACCOUNT)_ID)(?:'\])?$/
const IDENTITY = /^(?=.*\d|.{16})[\w.-]{8,120}$/
/** An address to listen at, or to fall back to. */
const OWN_ADDRESS = /bind|listen|default|fallback|example|allowed_hosts|internal_ips|trusted|base_?url|server_?name/i
const LISTENS =
  /(?:^|\.)(?:run|listen|bind|serve|start_server|run_app|add_insecure_port|add_secure_port|print|get|getenv|setdefault|urlparse|urljoin|startswith|endswith|replace|define|Field|Query|Body|Header|option|Option|add_argument|skip|error)$|log|environ|config$/i

/** What a service names of one deployment: neighbours on this machine, buckets, people's addresses. */
export function serviceValues({ path, record }: PythonModule, isReached: boolean): HardCoded[] {
  if (isForDevelopment(path, 'module')) return []
  return [...assigned(path, record), ...(isReached || record.routes.length > 0 ? given(path, record) : [])]
}

function assigned(path: string, record: ModuleRecord): HardCoded[] {
  const models = settingsModels(record)
  const seen = new Set<string>()
  // Assigned twice: a condition chooses.
  const chosen = new Set(
    record.assignments
      .map(({ target, scope }) => `${scope} ${target}`)
      .filter((place) => seen.has(place) || !seen.add(place)),
  )
  return record.assignments.flatMap(({ target, value, line, scope, inDevelopment }) => {
    if (inDevelopment || models.has(scope) || chosen.has(`${scope} ${target}`)) return []
    if (isForDevelopment(path, scope) || OWN_ADDRESS.test(target)) return []
    const isSetting = !scope.startsWith('function:') || target.includes('[')
    const [local] = texts(value).filter((text) => LOCAL.test(text) || NEIGHBOUR.test(text))
    if (local) return [{ what: `${target} is the literal address "${local.slice(0, 60)}"`, path, line }]
    if (isSetting && EMAIL_SETTING.test(target) && texts(value).some((text) => EMAIL.test(text)))
      return [{ what: `${target} is one person's address`, path, line }]
    if (isSetting && HOST_SETTING.test(target) && value.kind === 'string' && HOST.test(value.value))
      return [{ what: `${target} is the host "${value.value.slice(0, 60)}"`, path, line }]
    if (isSetting && BUCKET_SETTING.test(target) && value.kind === 'string' && value.value !== '')
      return [{ what: `${target} is the bucket "${value.value.slice(0, 60)}"`, path, line }]
    if (isSetting && IDENTITY_SETTING.test(target) && value.kind === 'string' && IDENTITY.test(value.value))
      return [{ what: `${target} is a literal`, path, line }]
    return []
  })
}

const listens = perText((callee) => LISTENS.test(callee))

function given(path: string, record: ModuleRecord): HardCoded[] {
  return record.calls.flatMap(({ callee, args, keywords, line, inMain, inDevelopment }) => {
    if (inMain || inDevelopment || listens(callee)) return []
    const values = Object.entries(keywords).filter(([name]) => !OWN_ADDRESS.test(name))
    const local = [...args, ...values.map(([, value]) => value)]
      .flatMap(texts)
      .find((text) => LOCAL.test(text) || NEIGHBOUR.test(text))
    if (local)
      return [{ what: `${callee.slice(0, 60)} is given the literal address "${local.slice(0, 60)}"`, path, line }]
    const bucket = keywords.Bucket ?? keywords.bucket_name
    return bucket?.kind === 'string'
      ? [{ what: `${callee.slice(0, 60)} is given the bucket "${bucket.value.slice(0, 60)}"`, path, line }]
      : []
  })
}

/** A text, or those of a list. */
function texts(value: Value): string[] {
  if (value.kind === 'string' || value.kind === 'fstring') return [value.value.trim()]
  return value.kind === 'list' ? value.items.slice(0, 20).flatMap(texts) : []
}
