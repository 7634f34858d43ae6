import { type FoundCall, outboundCalls } from '@/lib/facts/calls'
import { DJANGO_MAIL } from '@/lib/facts/calls/names'
import { DATABASE } from '@/lib/facts/calls/names.data'
import type { Evidence, Facts, PythonModule } from '@/lib/facts/facts'
import { isLocalDatabase } from './retries.part.local-database'

/** What leaves the process over the network: calls, and clients that work without a call of this code. */
export interface Reach {
  readonly calls: readonly FoundCall[]
  readonly database: Evidence | null
  /** Clients of chats and spiders, which connect by themselves. */
  readonly bots: readonly Evidence[]
  /** "HTTP through requests", "a database"... each once. */
  readonly what: readonly string[]
}

/** Clients that are made by being derived from, and connect by themselves. */
const BOT =
  /^(?:discord|disnake|nextcord|hikari|lightbulb|tanjun|interactions)\.(?:\w+\.)*\w*(?:Bot|Client|GatewayBot)$|^pydis_core\.BotBase$|^redbot\.core\.\w+\.Cog$/
const SPIDER = /^scrapy\.(?:\w+\.)*\w*Spider$/

export function readReach(facts: Pick<Facts, 'python' | 'dependencies' | 'files' | 'kind'>): Reach {
  const modules = withoutLoose(facts)
  const found = outboundCalls(modules).filter(({ what }) => what !== DJANGO_MAIL || hasMailServer(modules))
  const asked = djangoDatabase(modules)
  const local = (asked !== null || found.some(isDatabase)) && isLocalDatabase(facts)
  const calls = local ? found.filter((call) => !isDatabase(call)) : found
  const database = local ? null : asked
  const bots = [...modules.flatMap(selfConnecting), ...modules.flatMap(spiders)]
  const what = new Set(calls.map((call) => call.what))
  if (database) what.add('a database')
  for (const { note } of bots) what.add(note.includes('Discord') ? 'Discord' : 'pages of other servers')
  return { calls, database, bots, what: [...what] }
}

/** Beside a package that is published, a script that it neither imports nor declares is for its makers. */
function withoutLoose({ python, files, kind }: Pick<Facts, 'python' | 'files' | 'kind'>): readonly PythonModule[] {
  const modules = python.application
  if (kind.kind !== 'library' && kind.kind !== 'cli') return modules
  if (!modules.some(({ path }) => /\/__init__\.py$/.test(path))) return modules
  const manifests = ['pyproject.toml', 'setup.cfg', 'setup.py'].map((path) => files.text(path) ?? '').join('\n')
  if (!/\[build-system\]|\bsetup\(|^\[metadata\]/m.test(manifests)) return modules
  const imported = new Set(modules.flatMap(({ imports }) => imports))
  const isDeclared = (name: string) =>
    [`"${name}"`, `'${name}'`, `= "${name}:`, `= '${name}:`, `= ${name}:`, `=${name}:`].some((text) =>
      manifests.includes(text),
    )
  return modules.filter(({ path }) => path.includes('/') || imported.has(path) || isDeclared(path.slice(0, -3)))
}

function isDatabase({ what }: FoundCall): boolean {
  return what === DATABASE
}

/** Where Django sends its mails; else it prints them, or they go nowhere. */
function hasMailServer(modules: readonly PythonModule[]): boolean {
  return modules.some(({ record }) => record.assignments.some(({ target }) => target === 'EMAIL_HOST'))
}

function selfConnecting({ path, record }: PythonModule): Evidence[] {
  const places = [
    ...record.classes.filter(({ bases }) => bases.some((base) => BOT.test(base))),
    ...record.calls.filter(({ callee }) => BOT.test(callee)),
  ]
  return places.slice(0, 1).map(({ line }) => ({ path, line, note: 'It talks to Discord.' }))
}

function spiders({ path, record }: PythonModule): Evidence[] {
  return record.classes
    .filter(({ bases }) => bases.some((base) => SPIDER.test(base)))
    .slice(0, 1)
    .map(({ line }) => ({ path, line, note: 'A spider asks pages of other servers.' }))
}

function djangoDatabase(modules: readonly PythonModule[]): Evidence | null {
  for (const { path, record } of modules) {
    const databases = record.assignments.find(
      ({ target, value }) =>
        /^DATABASES(?:\[['"]default['"]\](?:\[['"]ENGINE['"]\])?)?$/.test(target) &&
        /postgres|postgis|mysql|oracle|mssql|env|url|parse|config/i.test(JSON.stringify(value)),
    )
    if (databases) return { path, line: databases.line, note: 'Django talks to a database server.' }
  }
  return null
}
