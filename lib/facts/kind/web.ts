import type { Evidence, LaunchCommand } from '../facts'
import { besideWorker } from './beside-worker'
import { findPublishing } from './publishing'
import { commandLineSigns, isCollection, isProgram, type KindFacts, shippedCommands, shownImports } from './signals'

export interface WebVerdict {
  /** It makes an application or routes of its own. */
  readonly present: boolean
  /** And that is what it mainly is. */
  readonly main: boolean
  readonly reason: string
  readonly evidence: readonly Evidence[]
}

const SIDE_SERVERS = /^(?:http\.server)$/
const MAX_EVIDENCE = 6

/** Is it a web service, or does it only have a side door to the web? */
export function judgeWeb(facts: KindFacts): WebVerdict {
  const { routes } = facts
  const frameworks = routes.frameworks.map(({ name }) => name)
  const shipped = shippedCommands(facts).filter(({ process, server }) => process === 'web' && server !== null)
  const present = routes.applications.length + routes.routes.length > 0
  if (!present && shipped.length === 0) return none('', [])
  const named = frameworks.length > 0 ? listed(frameworks) : (shipped[0]?.program ?? 'a web server')
  const count =
    routes.routes.length === 0 ? '' : ` with ${routes.routes.length} ${routes.routes.length === 1 ? 'route' : 'routes'}`
  const evidence = [
    ...shipped.map((command) => command.evidence),
    ...routes.applications,
    ...routes.frameworks.map((each) => each.evidence),
  ].slice(0, MAX_EVIDENCE)
  const side = isCollection(facts)
    ? 'Many small programs lie side by side; some are web applications.'
    : sideDoor(facts, shipped)
  if (side !== null) return { present: true, main: false, reason: side, evidence }
  const how = shipped[0] ? ` and ${shipped[0].evidence.path} starts it` : ''
  return { present: true, main: true, reason: `It serves HTTP by ${named}${count}${how}.`, evidence }
}

/** The framework itself is no service, whatever routes its own modules know. */
function isFramework({ dependencies, routes }: KindFacts): boolean {
  const name = normalise(dependencies.package?.name ?? '')
  return name !== '' && routes.frameworks.some((each) => normalise(each.name.replace(' REST framework', '')) === name)
}

/** Why the web is not what the repository mainly does; null when it is. */
function sideDoor(facts: KindFacts, shipped: readonly LaunchCommand[]): string | null {
  if (isFramework(facts)) return 'It is a web framework, not a service made with one.'
  const { routes, dependencies, python, launch } = facts
  const weak = routes.frameworks.length > 0 && routes.frameworks.every(({ name }) => SIDE_SERVERS.test(name))
  const beside = besideWorker(facts, shipped)
  if (beside !== null) return beside
  if (isToolFirst(facts, shipped))
    return 'Its command line is what its README shows; the web application beside it is a side door.'
  if (onlyShows(facts, shipped)) return 'It is a package for others; the application that is started only shows it.'
  if (weak && isCorner(facts)) return 'A small HTTP server is only a corner of it.'
  if (shipped.length > 0)
    return weak && commandLineSigns(python.application).length > 0 && dependencies.scripts.length > 0
      ? 'A small HTTP server is one of its commands.'
      : null
  if (isDocumented(facts)) return null
  const mainScript = mainConsoleScript(facts)
  if (mainScript !== null)
    return starts(facts, mainScript) || isMostlyRoutes(facts)
      ? null
      : `Its main command ${mainScript} is a command-line tool; the web is one of its side doors.`
  if (hasDjangoProject(facts)) return null
  if (findPublishing(facts).length > 0) {
    return shipsImage(facts) && routes.routes.length >= 5
      ? null
      : 'It is a package for others; nothing starts the web application in it.'
  }
  if (
    weak &&
    commandLineSigns(python.application).length > 0 &&
    !launch.commands.some(({ source, server }) => source === 'code' && server)
  ) {
    return 'A small HTTP server is one of its commands.'
  }
  return isCorner(facts) ? 'A small web application is only a corner of it, and nothing starts it.' : null
}

/** Under a quarter of the code belongs to the web application, and beside it stand programs of their own. */
function isCorner({ routes, python }: KindFacts): boolean {
  const modules = new Map(python.application.map((module) => [module.path, module]))
  const reached = new Set([
    ...routes.applications.map(({ path }) => path),
    ...routes.routes.map(({ module }) => module),
  ])
  for (const path of reached) for (const target of modules.get(path)?.imports ?? []) reached.add(target)
  const lines = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + (modules.get(path)?.record.codeLines ?? 0), 0)
  const programs = python.application.filter((module) => !reached.has(module.path) && isProgram(module))
  return programs.length >= 3 && lines(reached) * 4 < lines(modules.keys())
}

/** The README shows the console script at work again and again, and what ships starts something else. */
function isToolFirst(facts: KindFacts, shipped: readonly LaunchCommand[]): boolean {
  const script = mainConsoleScript(facts)
  const own = facts.launch.commands.find(({ source, words }) => source === 'console-script' && words[0] === script)
  if (!own || own.process === 'web' || shipped.some(({ entry }) => entry === own.entry)) return false
  return (
    facts.launch.commands.filter(
      ({ source, entry, process }) => source === 'readme' && process !== 'web' && entry === own.entry,
    ).length >= 5
  )
}

/** A published package that its README imports, and what ships starts no module of it but one that stands beside. */
function onlyShows(facts: KindFacts, shipped: readonly LaunchCommand[]): boolean {
  const { launch, files } = facts
  const entries = shipped.flatMap(({ entry }) => entry ?? [])
  const inPackage = (path: string) => files.has(`${path.slice(0, path.lastIndexOf('/') + 1)}__init__.py`)
  return (
    entries.length > 0 &&
    entries.every((entry) => !inPackage(entry)) &&
    !launch.commands.some(({ source, server }) => source === 'console-script' && server !== null) &&
    findPublishing(facts).length > 0 &&
    shownImports(facts).length > 0
  )
}

/** The README tells how to start a server on a module of the repository. */
function isDocumented({ launch }: KindFacts): boolean {
  return launch.commands.some(
    ({ source, process, server, entry, program }) =>
      source === 'readme' &&
      process === 'web' &&
      server !== null &&
      (entry !== null || /^(?:flask|runserver)$/.test(program)),
  )
}

function starts({ launch }: KindFacts, script: string): boolean {
  return launch.commands.some(
    ({ source, process, server, words }) =>
      source === 'console-script' && words[0] === script && process === 'web' && server !== null,
  )
}

/** Not published, and at least one in eight modules registers routes. */
function isMostlyRoutes(facts: KindFacts): boolean {
  const routed = new Set(facts.routes.routes.map(({ module }) => module))
  return findPublishing(facts).length === 0 && routed.size * 8 >= facts.python.application.length
}

function shipsImage({ launch }: KindFacts): boolean {
  return launch.commands.some(({ source, development }) => source === 'dockerfile' && !development)
}

/** The console script that is the project's own name, or its only one. */
export function mainConsoleScript({ dependencies }: Pick<KindFacts, 'dependencies'>): string | null {
  const { scripts } = dependencies
  const wanted = normalise(dependencies.package?.name ?? '')
  const own = scripts.find(({ name }) => normalise(name) === wanted)
  return (own ?? (scripts.length > 0 ? scripts[0] : undefined))?.name ?? null
}

function hasDjangoProject({ files, routes }: KindFacts): boolean {
  const manage = files.all.some(({ path, role }) => /(?:^|\/)manage\.py$/.test(path) && role === 'application')
  return manage && routes.frameworks.some(({ name }) => name.startsWith('Django'))
}

function none(reason: string, evidence: readonly Evidence[]): WebVerdict {
  return { present: false, main: false, reason, evidence }
}

function listed(names: readonly string[]): string {
  const few = names.slice(0, 3)
  return few.length < 2 ? (few[0] ?? '') : `${few.slice(0, -1).join(', ')} and ${few.at(-1)}`
}

function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}
