import type { EnvironmentFact } from '@/lib/facts/facts'

type Reads = EnvironmentFact['reads']

/** Of the person who runs it: where that person keeps what is kept, a configuration file or its key among it. */
const HOME_FOLDER =
  /^(?:\w{1,60}_)?(?:HOME|HOME_DIR|(?:CONFIG|CONFIGMAP|CONFIGURATION|CONF|SETTINGS)(?:_(?:DIR|HOME|PATH|FILE|KEY_FILE))?|KEY_?FILE|ENV_FILE|(?:CACHE|DATA|STATE|LOG)_(?:DIR|HOME)|HISTORY(?:_FILE)?)$/
/** What the program calls itself. */
const OF_THE_PRODUCT = /^(?:\w{1,60}_)?(?:PROJECT|APP|CLI|PACKAGE)_(?:NAME|TITLE|DESCRIPTION)$/i
/** Words of hosts, credentials and paths. */
const NEEDS =
  /(?:^|_)(?:URLS?|URI|HOSTS?|HOSTNAME|PORT|ADDR|ADDRESS|SERVERS?|ENDPOINTS?|DOMAIN|DSN|DATABASE|DB|USER|USERNAME|LOGIN|PASS|PASSWORD|PASSWD|PWD|TOKENS?|KEYS?|APIKEY|SECRETS?|CREDENTIALS?|AUTH|ACCOUNT|BUCKET|REGION|PROXY|CERTS?|CERTIFICATES?|CA_BUNDLE|PATH|PATHS|DIR|DIRECTORY|FOLDER|FILE|ROOT|LOCATION|SOURCE|BROKER|REDIS|QUEUE|TOPIC|TENANT|PROJECT|WORKSPACE|CLUSTER|ENV|ENVIRONMENT|STAGE)(?:_|$)/i

export function variableNames(reads: Reads): readonly string[] {
  return [...new Set(reads.flatMap(({ name }) => (name ? [name] : [])))]
}

/** A variable says a host, a credential or a path; or a settings layer is there whose variables are not seen. */
export function needsEnvironment({ reads, settingsLayers }: EnvironmentFact): boolean {
  const names = variableNames(reads)
  if (names.length === 0) return settingsLayers.length > 0
  return names.some((name) => NEEDS.test(name) && !HOME_FOLDER.test(name) && !OF_THE_PRODUCT.test(name))
}

export function undocumentedNames({ reads, documented }: EnvironmentFact): readonly string[] {
  const known = new Set(documented.map(({ name }) => name.toUpperCase()))
  return variableNames(reads).filter((name) => !known.has(name.toUpperCase()))
}

/** At least half of the reads stand in a class or a library of settings, which lists them. */
export function isModel({ reads, settingsLayers }: EnvironmentFact): boolean {
  const listed = reads.filter(({ settingsLayer }) => settingsLayer).length
  return settingsLayers.length > 0 && listed >= reads.length / 2
}

/** More modules than that are many places, whatever they read. */
const MANY_PLACES = 10
const MANY_OF_ALL = 0.25

/**
 * In more than five modules, of which none holds half of the variables, or in which the same ones are read again and
 * again; or in a large part of many modules, past any settings.
 */
export function isScattered(reads: Reads, modules: number): boolean {
  const direct = new Set(reads.flatMap(({ path, settingsLayer }) => (settingsLayer ? [] : [path])))
  if (direct.size > MANY_PLACES && direct.size > modules * MANY_OF_ALL) return true
  const places = new Map<string, Set<string>>()
  for (const { name, path } of reads) places.set(path, (places.get(path) ?? new Set()).add(name ?? ''))
  if (places.size <= 5) return false
  const names = variableNames(reads)
  const most = [...places.values()].reduce((most, { size }) => Math.max(most, size), 0)
  const repeated = names.filter((name) => [...places.values()].filter((each) => each.has(name)).length > 1)
  return most * 2 < names.length || repeated.length * 3 >= names.length
}
