import type { Facts, SecretFinding } from '@/lib/facts/facts'
import { isSigningKeyName } from '@/lib/python/secret-names'
import type { Fix } from '../check'

const ADDRESS = 'password in an address'
const SCHEME = /(?<![a-z])([a-z][a-z0-9]{1,15})(?:\+[a-z0-9]{1,15})?:\/\//gi
/** What an address opens, by its scheme, with the words that name it in variables. */
const OPENED: readonly (readonly [scheme: RegExp, what: string, variable: string, named: RegExp])[] = [
  [
    /^(?:postgres|postgresql|mysql|mariadb|mssql|oracle|cockroachdb|mongodb|sqlserver)$/i,
    'the database',
    'DATABASE_URL',
    /(?:^|_)(?:DATABASE|DB|POSTGRES\w*|PG|MYSQL|MARIADB|MONGO\w*|SQL\w*)_/i,
  ],
  [/^rediss?$/i, 'Redis', 'REDIS_URL', /(?:^|_)(?:REDIS|CACHE)_/i],
  [/^amqps?$/i, 'the broker', 'BROKER_URL', /(?:^|_)(?:BROKER|AMQP|RABBIT\w*)_/i],
]
const OTHER = [/^/, 'the server that it names', 'SERVICE_URL', /(?!)/] as const

/** Takes back what was leaked first: what stands in the history stays known. */
export function leakFix({ files, environment }: Pick<Facts, 'files' | 'environment'>, leak: SecretFinding): Fix {
  const { what, path, line } = leak
  if (what !== ADDRESS)
    return {
      summary: `${replacement(what)}: removing it from the file does not take it back. Then read it from the environment or a secret manager, and add a scanner to CI.`,
      ...(path.endsWith('.py') ? { snippet: readFrom(path, 'value', variableFor(what)) } : {}),
    }
  const written = files.text(path)?.split('\n')[line - 1]?.slice(0, 1000) ?? ''
  const schemes = [...written.matchAll(SCHEME)].map(([, scheme = '']) => scheme)
  const [, server, variable, named] =
    OPENED.find(([pattern]) => schemes.some((scheme) => pattern.test(scheme))) ?? OTHER
  const change = `Change the password of the address at ${path}:${line} in ${server} now: removing it from the file does not take it back.`
  const known = environment.reads.find(
    ({ name }) => name !== null && /_(?:URL|URI|DSN)$/i.test(name) && named.test(name),
  )
  if (known?.name)
    return {
      summary: `${change} Then use ${known.name} there as well, which ${known.path}:${known.line} reads from the environment, and add a scanner to CI.`,
      ...(path.endsWith('.py') ? { snippet: readFrom(path, 'url', known.name) } : {}),
    }
  return {
    summary: `${change} Then read the whole address from the environment or a secret manager, and add a scanner to CI.`,
    ...(path.endsWith('.py') ? { snippet: readFrom(path, 'url', variable) } : {}),
  }
}

/** A key of one's own is made anew; what a provider gave is rotated there. */
function replacement(what: string): string {
  const [name = what] = what.split(' in a ')
  if (isSigningKeyName(name))
    return `Generate a new ${name} now, which ends the sessions and tokens signed with this one`
  if (what.startsWith('private key'))
    return 'Generate a new private key now, and withdraw this one wherever it is trusted'
  return `Rotate ${what} at its provider now`
}

function readFrom(path: string, name: string, variable: string): NonNullable<Fix['snippet']> {
  const code = `import os\n\n${name} = os.environ["${variable}"]  # no default: fail at start when it is missing\n`
  return { path, language: 'python', code }
}

/** A name for the environment, from `password of requests.get`, `API_KEY`, "Stripe live key". */
function variableFor(what: string): string {
  const name = what
    .replace(/ of .*/s, '')
    .replace(/^.*\.(?=\w)/, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|(?<!_)_+$/g, '')
  return name.toUpperCase() || 'SECRET'
}
