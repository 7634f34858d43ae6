import type { LaunchCommand, PythonModule } from '../facts'
import { botSigns, type KindFacts, longRunningSigns, pipelineSigns, scraperSigns, shippedCommands } from './signals'

const SERVER_PROGRAMS = /^(?:gunicorn|uvicorn|hypercorn|granian|daphne|uwsgi|waitress-serve|fastapi)$/
/** Frameworks whose routes stand in code where they are seen: an application without any serves nothing. */
const ROUTES_SEEN = new Set(['Flask', 'FastAPI', 'Starlette', 'Bottle', 'Quart', 'Sanic', 'aiohttp', 'Falcon'])
const STATUS_PAGE =
  /^\/?(?:_?health\w*|health[-_]?check|livez?|liveness|readyz?|readiness|alive|ping|status|metrics|version|favicon\.ico)?\/?$/i
const MAX_ROUTES_OF_A_PAGE = 2
const RUNS_PIPELINES = /^(?:airflow|prefect|dagster|luigid)/
const AIRFLOW_PLUGIN = /^airflow(?:\.\w+)*\.AirflowPlugin$/

/** Why the web application is only something beside a bot, a consumer or a worker; null when it is more than that. */
export function besideWorker(facts: KindFacts, shipped: readonly LaunchCommand[]): string | null {
  const { routes, python } = facts
  const isServed = shipped.some(({ program }) => SERVER_PROGRAMS.test(program))
  const bots = [...botSigns(python.application), ...scraperSigns(python.application)]
  if (bots[0] && routes.routes.length <= MAX_ROUTES_OF_A_PAGE && !isServed)
    return `It is ${bots[0].what} with a small web page beside.`
  const pipelines = pipelineSigns(python.application)
  const isItsOwn = shipped.some(({ program }) => !RUNS_PIPELINES.test(program))
  if (pipelines[0] && !isItsOwn && (routes.routes.length <= MAX_ROUTES_OF_A_PAGE || arePlugins(facts)))
    return `It defines ${pipelines[0].what}; the pages beside are served by what runs it.`
  const loops = longRunningSigns(python.application)
  const paths = routes.routes.map(({ fullPath, path }) => fullPath ?? path)
  if (loops[0] && paths.length > 0 && paths.every((path) => path !== null && STATUS_PAGE.test(path)))
    return `It runs ${loops[0].what}; what it serves beside is its own status.`
  const main = mainEntryApart(facts)
  if (main !== null) return main
  const programs = programsApart(facts)
  if (programs.others.length > programs.web.length && routes.routes.length <= MAX_ROUTES_OF_A_PAGE && !isServed)
    return `${programs.others.join(' and ')} do the work; the web page beside only shows it.`
  return holdsSettingsOnly(facts)
    ? 'Its web application has no route and nothing serves it: it holds the settings.'
    : null
}

/** Every route stands beside a plugin of Airflow, whose own web server takes it in. */
function arePlugins({ routes, python }: KindFacts): boolean {
  const plugins = new Set(
    python.application
      .filter(({ record }) => record.classes.some(({ bases }) => bases.some((base) => AIRFLOW_PLUGIN.test(base))))
      .map(({ path }) => path),
  )
  return routes.routes.length > 0 && routes.routes.every(({ module }) => plugins.has(module))
}

/** What the image, or else the README first, starts is a loop that knows nothing of the routes: these stand beside it. */
function mainEntryApart(facts: KindFacts): string | null {
  const modules = new Map(facts.python.application.map((module) => [module.path, module]))
  const isStart = ({ entry, process }: LaunchCommand) => entry !== null && modules.has(entry) && process !== 'release'
  const main =
    shippedCommands(facts).find((command) => command.source === 'dockerfile' && isStart(command)) ??
    facts.launch.commands.find((command) => command.source === 'readme' && isStart(command))
  if (!main?.entry || main.server !== null || main.process === 'web') return null
  const reached = new Set(reach([main.entry], modules))
  if (facts.routes.routes.some(({ module }) => reached.has(module))) return null
  const [loop] = longRunningSigns(facts.python.application.filter(({ path }) => reached.has(path)))
  return loop ? `What ${main.evidence.path} starts runs ${loop.what}; the web application stands beside it.` : null
}

/** Modules that what ships starts by themselves: those that serve HTTP, and those that know nothing of these. */
function programsApart(facts: KindFacts): { readonly web: readonly string[]; readonly others: readonly string[] } {
  const modules = new Map(facts.python.application.map((module) => [module.path, module]))
  const started = shippedCommands(facts).filter(({ source, process }) => source !== 'script' && process !== 'release')
  const entries = (of: readonly LaunchCommand[]) =>
    [...new Set(of.flatMap(({ entry }) => entry ?? []))].filter((entry) => modules.has(entry))
  const web = entries(started.filter(({ process, server }) => process === 'web' && server !== null))
  const around = new Set(reach([...web, ...facts.routes.routes.map(({ module }) => module)], modules))
  const others = entries(started.filter(({ server }) => server === null)).filter(
    (entry) => !reach([entry], modules).some((path) => around.has(path)),
  )
  return { web, others: web.length === 0 ? [] : others }
}

/** Modules and what they import, one after the other. */
export function reach(paths: readonly string[], modules: ReadonlyMap<string, PythonModule>): readonly string[] {
  const seen = new Set(paths)
  for (const each of seen)
    for (const target of modules.get(each)?.imports ?? []) if (modules.has(target)) seen.add(target)
  return [...seen]
}

/** An application without any route, which no command serves, while a command starts a worker. */
function holdsSettingsOnly({ routes, launch }: KindFacts): boolean {
  return (
    routes.routes.length === 0 &&
    routes.frameworks.length > 0 &&
    routes.frameworks.every(({ name }) => ROUTES_SEEN.has(name)) &&
    launch.commands.every(({ server }) => server === null) &&
    launch.commands.some(({ process }) => process === 'worker' || process === 'scheduler')
  )
}
