import { isPlaceholder } from '@/lib/python/secrets'
import type { SecretFinding } from '../facts'
import { isLocalHost, isMadeOfUser } from './providers'

/** What it shows in place of secrets is made up; tokens of known forms are looked for all the same. */
export const EXAMPLE_FILE = /(?:^|[/._-])(?:examples?|samples?)(?:[._-][^/]*)?$|\.(?:template|tpl|dist)(?:\.\w+)?$/i
/** A template is filled in and deployed as often as it is an example; that of an env file is copied by hand. */
const TEMPLATE = /\.(?:template|tpl)(?:\.\w+)?$/i
const TEMPLATE_OF_ENV = /(?:^|[/.])env(?:\.[\w-]{1,40})?\.(?:template|tpl)$/i
const SAYS_EXAMPLE = /(?:^|[/._-])(?:examples?|samples?)(?:$|[/._-])/i
const COMPOSE = /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/i
/** In the name of a host or of a database. */
const IN_PRODUCTION = /(?:^|[/_.-])(?:prod|production|live)(?![a-z])/i

interface Address {
  readonly user: string
  readonly password: string
  readonly host: string
  /** What follows the host: a port and the name of a database. */
  readonly after: string
}

/** How bad a password in an address is, or null when nobody outside could log in with it. */
export function addressSeverity(path: string, address: Address): SecretFinding['severity'] | null {
  const { user, password, host } = address
  if (isPlaceholder(password) || isLocalHost(host)) return null
  const isInOneNetwork = /^[\w-]+$/.test(host)
  if (EXAMPLE_FILE.test(path) && !path.endsWith('.py')) {
    if (isInOneNetwork || isMadeOfUser(user, password)) return null
    if (!TEMPLATE.test(path) || TEMPLATE_OF_ENV.test(path) || SAYS_EXAMPLE.test(path)) return 'development'
  }
  return isInOneNetwork ? severityInNetwork(path, address) : 'leak'
}

/** A single word is the name of a service of compose for the most part, one with a hyphen that of a machine as well. */
function severityInNetwork(path: string, { user, password, host, after }: Address): SecretFinding['severity'] | null {
  const [place = ''] = /^(?::\d{1,5})?\/[\w-]*/.exec(after) ?? []
  if (IN_PRODUCTION.test(host) || IN_PRODUCTION.test(place)) return 'leak'
  if (!host.includes('-') || isMadeOfUser(user, password)) return null
  return COMPOSE.test(path) ? 'development' : 'insecure-default'
}
