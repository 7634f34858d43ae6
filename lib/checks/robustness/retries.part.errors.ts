import { oncePer } from '@/lib/facts/once-per'
import { perText } from '@/lib/python/per-text'
import type { HandlerRecord, ModuleRecord } from '@/lib/python/record'

/** Told by its error where the call is not known. */
const OF_THE_NETWORK =
  /(?:OperationalError|InterfaceError|RequestException|HTTPError|URLError|NoBrokersAvailable|TransportError|ServerSelectionTimeoutError|BinanceAPIException|APIError|ApiException)$|$(?<=Connect\w*Error|(?:Timeout|AMQP)\w*)/

const named = perText((type) => OF_THE_NETWORK.test(type))
const constantsIn = oncePer(constantsOf)

/** A handler that catches errors of the network, by their names or by that of a constant that holds them. */
export function isOfTheNetwork({ types }: HandlerRecord, record: ModuleRecord): boolean {
  const known = constantsIn(record)
  return types.some((type) => known.has(type) || named(type))
}

function constantsOf({ assignments }: ModuleRecord): ReadonlySet<string> {
  const found = assignments.filter(
    ({ scope, value }) =>
      scope === 'module' &&
      value.kind === 'list' &&
      value.items.some((item) => item.kind === 'name' && named(item.value)),
  )
  return new Set(found.map(({ target }) => target))
}
