import { type FoundCall, outboundCalls } from '@/lib/facts/calls'
import type { Evidence, Facts, PythonModule } from '@/lib/facts/facts'
import { isLocalDatabase } from './retries.part.local-database'

/** What leaves the process over the network: calls, and clients that work without a call of this code. */
export interface Reach {
  readonly calls: readonly FoundCall[]
  readonly database: Evidence | null
  /** Clients of chats, which connect by themselves. */
  readonly bots: readonly Evidence[]
  /** "HTTP through requests", "a database"... each once. */
  readonly what: readonly string[]
}

const BOT = /^(?:discord|disnake|nextcord|hikari)\.(?:\w+\.)*\w*(?:Bot|Client)$|^pydis_core\.BotBase$/

export function readReach(facts: Pick<Facts, 'python' | 'dependencies' | 'files'>): Reach {
  const modules = facts.python.application
  const found = outboundCalls(modules)
  const asked = djangoDatabase(modules)
  const local = (asked !== null || found.some(isDatabase)) && isLocalDatabase(facts)
  const calls = local ? found.filter((call) => !isDatabase(call)) : found
  const database = local ? null : asked
  const bots = modules.flatMap(chatClients)
  const what = new Set(calls.map((call) => call.what))
  if (database) what.add('a database')
  if (bots.length > 0) what.add('Discord')
  return { calls, database, bots, what: [...what] }
}

function isDatabase({ what }: FoundCall): boolean {
  return what === 'a database'
}

function chatClients({ path, record }: PythonModule): Evidence[] {
  const places = [
    ...record.classes.filter(({ bases }) => bases.some((base) => BOT.test(base))),
    ...record.calls.filter(({ callee }) => BOT.test(callee)),
  ]
  return places.slice(0, 1).map(({ line }) => ({ path, line, note: 'It talks to Discord.' }))
}

function djangoDatabase(modules: readonly PythonModule[]): Evidence | null {
  for (const { path, record } of modules) {
    const databases = record.assignments.find(({ target }) => target === 'DATABASES')
    if (databases && /postgres|mysql|oracle|env|url|parse|config/i.test(JSON.stringify(databases.value))) {
      return { path, line: databases.line, note: 'Django talks to a database server.' }
    }
  }
  return null
}
