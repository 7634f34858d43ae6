import { isDevelopmentCondition } from '@/lib/python/development'
import type { LiteralSecret, Value } from '@/lib/python/record'
import { isSecretName, isSigningKeyName, plainName } from '@/lib/python/secret-names'
import type { PythonModule, SecretFinding } from '../facts'

export const DEVELOPMENT_PLACE =
  /(?:^|[/._-])(?:dev|development|local|test|tests|testing|ci|debug|sandbox|example)(?:$|[/._-])/i
/** Helpers for tests, and benchmarks, that stand beside the application: only what looks real is looked at. */
const TEST_PLACE = /(?:^|[/._-])(?:tests?|testing|conftest|benchmarks?)(?:$|[/._-])/i
const DEVELOPMENT_CLASS = /^class:(?=\w+$).*(?:Dev|Test|Local|Debug)/
/** `MockBillingService.create` stands in where nothing real is asked. */
const STAND_IN_CLASS = /^(?:class|function):(?:Mock|Fake|Dummy)[A-Z]\w*(?:\.|$)/
/** Its name says that it stands in for a better one. */
const STANDS_IN = /(?:^|_)(?:default|fallback|local|dev|development|test|testing|dummy|sample|insecure)(?:_|$)/
/** Texts for people, descriptions of data, and what a reader of the documentation is shown. */
const DESCRIBES =
  /example|schema|sample|placeholder|mock|dummy|fake|error|message|label|help|doc|swagger|openapi|translat|mapping|fields?$|columns?$|types?$|widgets?$|choices|headers?_map/i
/** Declares an option or a field: its keywords describe, they do not log in. */
const DECLARES = /(?:add_argument|Field|Option|Argument|Column|CharField|getenv|environ\.get|config|env)$/
const BENCHMARK = /(?:^|[/._-])benchmarks?(?:$|[/._-])/i
/** Flask loads no others. */
const IN_CAPITALS = /^(?:[\w.]*\.)?[A-Z][A-Z0-9_]*$/
/** Makes an account of the application's own. */
const SEEDS =
  /(?:^|\.)(?:[A-Z]\w*(?:User|Account|Admin|Member|Profile)|User|Account|Admin)(?:\.\w+)*$|create_(?:super)?user$|set_password$|(?:generate|make)_password(?:_hash)?$/
const PASSWORD = /(?:^|_)(?:pass(?:word|wd|phrase)?|pwd|passwort)$/
const USER = /(?:^|_)(?:user(?:_?name)?|login)$/
/** Names a Secret of Kubernetes, where the value is kept. */
const NAMES_SECRET = /(?:^|\.)kubernetes\.(?:\w+\.)*Secret$/
/** Characters of words repeat more than those of a random token. */
const MOST_OF_WORDS = 4.2
const OF_SETTINGS = /(?:^|[._])(?:settings|config|conf)[.[]/i
/** Values of the application's configuration that are read after a literal, and win. */
const LATER_CONFIGURATION = /\.config\.from_(?:prefixed_env|envvar|pyfile|file|json)$/

/** Literal credentials in a module: what is assigned, passed, kept in dictionaries, compared, or falls back to a literal. */
export function literalSecrets(
  module: PythonModule,
  /** Scopes whose values the environment replaces where it has them. */
  overridden: ReadonlySet<string> = new Set(),
): SecretFinding[] {
  const { path, record } = module
  const suppressed = new Set(record.suppressions.filter(isSecretDecision).map(({ line }) => line))
  return record.literalSecrets
    .filter(
      (secret) => isCounted(secret) && (!TEST_PLACE.test(path) || isCredible(secret) || isInBenchmark(path, secret)),
    )
    .filter((secret) => !isOfGuest(module, secret))
    .map((secret) => ({
      severity: severityOf(module, secret, overridden),
      what: nameFor(secret),
      masked: `… (${secret.value.length} characters)`,
      path,
      line: secret.line,
      suppressed: suppressed.has(secret.line),
    }))
}

function isCounted(secret: LiteralSecret): boolean {
  const { name, use, value, form, login, under, callee = '', inMain } = secret
  const signs = isSigningKeyName(name)
  if (!signs && (!isSecretName(name) || value.length < 4)) return false
  if (under.some((key) => DESCRIBES.test(key)) || /example|schema/i.test(callee)) return false
  switch (use) {
    case 'argument':
      if (name === 'secret' && NAMES_SECRET.test(callee)) return false
      if (form === 'request' && !signs && !SEEDS.test(callee)) return false
      return !inMain && !DECLARES.test(callee)
    case 'entry':
      if (inMain) return false
      return signs || (login && PASSWORD.test(plainName(name))) || (form === 'mixed' && isCredible(secret))
    case 'compared':
      if (isOwnSetting(name)) return false
      return PASSWORD.test(plainName(name)) || signs
    default:
      return true
  }
}

/** An application that compares its own setting asks whether it was set: `settings.SECRET_KEY == '---'`. */
function isOwnSetting(name: string): boolean {
  return OF_SETTINGS.test(name) || (isSigningKeyName(name) && /^[^a-z]*$/.test(name))
}

/** Whoever logs in as `anonymous` is asked for no password of their own. */
function isOfGuest({ record }: PythonModule, { name, use, line, scope, callee }: LiteralSecret): boolean {
  const isGuest = (value: Value | undefined) => value?.kind === 'string' && value.value.toLowerCase() === 'anonymous'
  if (use === 'argument')
    return record.calls.some(
      (call) =>
        call.callee === callee &&
        call.line <= line &&
        line <= call.endLine &&
        (call.args.some(isGuest) ||
          Object.entries(call.keywords).some(([key, value]) => USER.test(key) && isGuest(value))),
    )
  const stem = plainName(name).replace(PASSWORD, '')
  return (
    use === 'assigned' &&
    record.assignments.some((other) => {
      const plain = plainName(other.target)
      return other.scope === scope && USER.test(plain) && plain.replace(USER, '') === stem && isGuest(other.value)
    })
  )
}

function isCredible({ value }: LiteralSecret): boolean {
  return !value.placeholder && value.length >= 12 && value.entropy >= 3
}

/** Of a benchmark a word in place of a value says nothing. */
function isInBenchmark(path: string, { value, form }: LiteralSecret): boolean {
  return BENCHMARK.test(path) && form === 'mixed' && !value.placeholder && value.length >= 8
}

function severityOf(
  module: PythonModule,
  secret: LiteralSecret,
  overridden: ReadonlySet<string>,
): SecretFinding['severity'] {
  const { name, use, value, form, login, host, annotation, scope, callee = '' } = secret
  if (isForDevelopment(module.path, secret) || (isInBenchmark(module.path, secret) && !isCredible(secret)))
    return 'development'
  if (use === 'assigned' && overridden.has(scope) && IN_CAPITALS.test(name)) return 'insecure-default'
  if (use === 'fallback' || use === 'parameter' || standsIn(module, secret)) return 'insecure-default'
  if (annotation !== undefined && scope.startsWith('class:')) return 'insecure-default'
  if (STANDS_IN.test(plainName(name)) || SEEDS.test(callee)) return 'insecure-default'
  const asks = form === 'template' || form === 'request'
  if (isSigningKeyName(name)) return asks && (value.length < 30 || value.placeholder) ? 'insecure-default' : 'leak'
  const isPassword = PASSWORD.test(plainName(name))
  if (form === 'words' && !isPassword && value.entropy < MOST_OF_WORDS) return 'insecure-default'
  if (!value.placeholder && value.length >= 8 && value.entropy >= 2.5) return 'leak'
  if (asks || host === 'local' || !isPassword) return 'insecure-default'
  return (login && !value.placeholder) || use === 'compared' ? 'leak' : 'insecure-default'
}

function isForDevelopment(path: string, { scope, under, conditions }: LiteralSecret): boolean {
  return (
    DEVELOPMENT_PLACE.test(path) ||
    DEVELOPMENT_CLASS.test(scope) ||
    STAND_IN_CLASS.test(scope) ||
    under.some((key) => DEVELOPMENT_PLACE.test(key)) ||
    conditions.some(isDevelopmentCondition)
  )
}

/** Something else is used where there is something else: the same name is set from elsewhere, or later configuration wins. */
function standsIn(
  { record }: PythonModule,
  { name, use, line, scope, conditions, callee = '' }: LiteralSecret,
): boolean {
  const plain = plainName(name)
  if (conditions.some((text) => text === 'except' || (/\bnot\b|\bis None\b/.test(text) && text.includes(name))))
    return true
  if (use === 'assigned' && !scope.startsWith('function:'))
    return record.assignments.some(
      (other) =>
        other.scope === scope &&
        other.line !== line &&
        plainName(other.target) === plain &&
        !/^(?:secret|string|none)$/.test(other.value.kind),
    )
  const isConfiguration = /\.config\b/.test(name) || /\.config\.(?:update|from_mapping)$/.test(callee)
  return isConfiguration && record.calls.some((call) => call.line > line && LATER_CONFIGURATION.test(call.callee))
}

function nameFor({ name, use, callee }: LiteralSecret): string {
  if (use === 'fallback') return `fallback of ${name}`
  return use === 'argument' && callee ? `${name} of ${shorten(callee)}` : name
}

function isSecretDecision({ kind, codes }: PythonModule['record']['suppressions'][number]): boolean {
  if (kind === 'allowlist-secret') return true
  return codes.some((code) => /^(?:S10[567]|B10[567])$/.test(code))
}

function shorten(callee: string): string {
  return callee.length > 60 ? `…${callee.slice(-58)}` : callee
}
