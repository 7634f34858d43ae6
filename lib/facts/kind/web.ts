import type { Evidence, LaunchCommand } from '../facts'
import { findPublishing } from './publishing'
import { botSigns, commandLineSigns, type KindFacts, scraperSigns, shippedCommands } from './signals'

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
  const side = sideDoor(facts, shipped)
  if (side !== null) return { present: true, main: false, reason: side, evidence }
  const how = shipped[0] ? ` and ${shipped[0].evidence.path} starts it` : ''
  return { present: true, main: true, reason: `It serves HTTP by ${named}${count}${how}.`, evidence }
}

/** Why the web is not what the repository mainly does; null when it is. */
function sideDoor(facts: KindFacts, shipped: readonly LaunchCommand[]): string | null {
  const { routes, dependencies, python, launch } = facts
  const weak = routes.frameworks.length > 0 && routes.frameworks.every(({ name }) => SIDE_SERVERS.test(name))
  const bots = [...botSigns(python.application), ...scraperSigns(python.application)]
  if (bots[0] && routes.routes.length <= 2 && !shipped.some(({ program }) => SERVER_PROGRAMS.test(program))) {
    return `It is ${bots[0].what} with a small web page beside.`
  }
  if (shipped.length > 0)
    return weak && commandLineSigns(python.application).length > 0 && dependencies.scripts.length > 0
      ? 'A small HTTP server is one of its commands.'
      : null
  const scripts = launch.commands.filter(({ source }) => source === 'console-script')
  const starting = scripts.filter(({ process, server }) => process === 'web' && server !== null)
  const mainScript = mainConsoleScript(facts)
  if (mainScript && !starting.some(({ words }) => words[0] === mainScript))
    return `Its main command ${mainScript} is a command-line tool; the web is one of its side doors.`
  if (mainScript) return null
  if (hasDjangoProject(facts)) return null
  if (findPublishing(facts).length > 0)
    return 'It is a package for others; the web application in it is not started by anything.'
  if (
    weak &&
    commandLineSigns(python.application).length > 0 &&
    !launch.commands.some(({ source, server }) => source === 'code' && server)
  ) {
    return 'A small HTTP server is one of its commands.'
  }
  return isCollection(facts) ? 'Many small unrelated web applications lie side by side.' : null
}

const SERVER_PROGRAMS = /^(?:gunicorn|uvicorn|hypercorn|granian|daphne|uwsgi|waitress-serve|fastapi)$/

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

/** Exercises: applications in many folders, none of them started by anything that ships. */
function isCollection({ routes, python }: KindFacts): boolean {
  const folders = new Set(routes.applications.map(({ path }) => path.split('/').slice(0, 2).join('/')))
  const routed = new Set(routes.routes.map(({ module }) => module))
  return folders.size >= 5 && routed.size * 4 < python.application.length
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
