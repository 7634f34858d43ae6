import type { Evidence, Facts, ProbeFact } from '@/lib/facts/facts'
import { defineCheck, type Fix, fail, notApplicable, type Outcome, partial, pass, unknown } from '../check'
import {
  findHealthLibraries,
  findHealthRoutes,
  findHealthServer,
  isHealthPath,
  unserved,
} from './health-checks.part.routes'

type Modules = Facts['python']['application']

const MAX_PROBES = 50
const MAX_TARGETS = 200

export default defineCheck({
  id: 'health-checks',
  category: 'observability',
  title: 'A route tells whether the service is healthy',
  weight: 3,
  why: 'Without one, a load balancer keeps sending requests to an instance that hangs, and a roll-out can not tell a broken release from a good one.',
  needs: ['kind', 'routes', 'launch', 'python'],
  detect({ kind, routes, launch, python }): Outcome {
    // A worker may make a web application only for its settings and its context.
    const listens =
      routes.routes.length > 0 ||
      (routes.applications.length > 0 && launch.commands.some(({ server }) => server !== null))
    const scheduler = kind.kind === 'worker' ? airflowHealth(python, launch) : null
    if (scheduler) return pass('The web server of Airflow serves its own health and a probe asks it.', [scheduler])
    if (kind.kind !== 'web-service' && !(kind.kind === 'worker' && listens)) {
      return notApplicable(
        kind.kind === 'worker'
          ? 'The worker serves no port that could be asked.'
          : 'It serves no requests, so nothing asks for its health.',
      )
    }
    const probes = launch.probes.filter(({ kind: how, target }) => how !== 'http' || target !== null)
    const targets = [...new Set(probes.flatMap(({ target }) => target ?? []))].slice(0, MAX_TARGETS)
    const found = findHealthRoutes(routes.routes, targets)
    const libraries = findHealthLibraries(routes.routes, python.application)
    const good = [...found, ...libraries]
    const lost = libraries.length > 0 ? new Set<ProbeFact>() : lostProbes(probes, routes, python.application)
    const probing = probes.slice(0, MAX_PROBES).map((probe) => probeEvidence(probe, lost.has(probe)))
    if (good[0]) {
      const { title, path } = good[0]
      const asking = probes.find(({ target }) => target !== null && isAsked(path, target))
      const [astray] = lost
      const asked = asking && ` and ${asking.evidence.path} asks it`
      const beside = astray && `, but ${astray.evidence.path} asks ${astray.target}, where no route was found`
      return pass(
        `${title}${asked ?? beside ?? ''}.`,
        [...good.map(({ evidence }) => evidence), ...probing].slice(0, 10),
      )
    }
    const platform = platformHealth(routes, targets)
    if (platform) return pass(platform, probing.slice(0, 6))
    if (python.unparsedShare > 0.1)
      return unknown(
        `${Math.round(python.unparsedShare * 100)} % of the code could not be parsed, and no health route is in the rest.`,
      )
    const named = targets.find(isHealthPath)
    const own = named === undefined ? null : findHealthServer(named, python.application)
    if (own) return pass(`${named} is asked by a probe, and served by hand.`, [own, ...probing].slice(0, 10))
    const ownPlatform = airflowHealth(python, launch)
    if (ownPlatform) return pass('The web server of Airflow serves its own health and a probe asks it.', [ownPlatform])
    if (named)
      return partial(
        `A probe asks ${named}, but no route of that name is registered in the code.`,
        probing.slice(0, 10),
      )
    if (probing[0])
      return partial('It is probed, but only at an ordinary page, a port or a process.', probing.slice(0, 10))
    const modules = new Set(routes.routes.map(({ module }) => module)).size
    const count =
      routes.routes.length === 0
        ? 'No route'
        : `${routes.routes.length} ${routes.routes.length === 1 ? 'route' : 'routes'} in ${modules} ${modules === 1 ? 'module' : 'modules'}; none`
    return fail(`${count} serves health.`, [
      {
        path: '',
        note: `Looked for routes such as /health, /healthz, /livez, /readyz, /ping in ${python.application.length} modules, and for probes in images, compose, Kubernetes and platform files.`,
      },
      ...routes.applications.slice(0, 3),
    ])
  },
  fix: healthFix,
})

function probeEvidence({ evidence, target, kind }: ProbeFact, isLost: boolean): Evidence {
  const note = evidence.note.replace(/\.$/, '')
  if (target === null) return { ...evidence, note: `${note} (${kind}).` }
  const said = note.endsWith(` ${target}`) ? note : `${note} asks ${target}`
  return { ...evidence, note: `${said}${isLost ? ', where no route was found' : ''}.` }
}

/** Probes that nothing answers, of the first ones; compose and Kubernetes probe containers of others as well. */
function lostProbes(probes: readonly ProbeFact[], { routes }: Facts['routes'], modules: Modules): Set<ProbeFact> {
  const known = new Map<string, boolean>()
  const isLost = (target: string) => {
    const told = known.get(target) ?? asksNothing(target, routes, modules)
    known.set(target, told)
    return told
  }
  const own = probes.filter(({ source }) => source === 'platform' || source === 'dockerfile').slice(0, MAX_PROBES)
  return new Set(own.filter(({ target }) => target !== null && isHealthPath(target) && isLost(target)))
}

function asksNothing(target: string, routes: Facts['routes']['routes'], modules: Modules): boolean {
  if (PLATFORMS.some(([, path]) => path.test(target))) return false
  return unserved(target, routes) && findHealthServer(target, modules) === null
}

function isAsked(path: string | null, target: string): boolean {
  return path !== null && strip(target) === strip(path)
}

function strip(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '')
}

const PLATFORMS: readonly (readonly [string, RegExp])[] = [
  ['Streamlit', /_stcore\/health$/],
  ['NiceGUI', /_nicegui/],
]

/** A framework's own endpoint counts when something asks for it. */
function platformHealth({ frameworks }: Facts['routes'], targets: readonly string[]): string | null {
  const found = PLATFORMS.find(
    ([name, path]) => frameworks.some((each) => each.name === name) && targets.some((target) => path.test(target)),
  )
  return found ? `${found[0]} serves its own health endpoint and a probe asks it.` : null
}

/** Flows that are served by a web server of Airflow which the repository starts and asks. */
function airflowHealth({ application }: Facts['python'], { probes }: Facts['launch']): Evidence | null {
  if (!application.some(({ record }) => record.imports.some(({ module }) => /^airflow\b/.test(module)))) return null
  const asked = probes.find(({ target }) => target !== null && /^\/(?:api\/v2\/(?:monitor\/)?)?health$/.test(target))
  return asked ? { ...asked.evidence, note: `A probe asks ${asked.target} of the web server of Airflow.` } : null
}

const SNIPPETS: Readonly<Record<string, string>> = {
  FastAPI:
    '@app.get("/livez", include_in_schema=False)\nasync def livez() -> dict[str, str]:\n    return {"status": "ok"}\n',
  Flask: '@app.get("/livez")\ndef livez():\n    return {"status": "ok"}\n',
  Django:
    'from django.http import JsonResponse\nfrom django.urls import path\n\nurlpatterns += [path("livez", lambda request: JsonResponse({"status": "ok"}))]\n',
  aiohttp:
    'async def livez(request):\n    return web.json_response({"status": "ok"})\n\napp.router.add_get("/livez", livez)\n',
}

function healthFix({ routes, launch }: Pick<Facts, 'routes' | 'launch'>): Fix {
  const framework =
    routes.frameworks
      .map(({ name }) => (name.startsWith('Django') ? 'Django' : name))
      .find((name) => name in SNIPPETS) ?? 'FastAPI'
  const probe = launch.probes.length > 0 ? 'aim the probes that exist at it' : 'let the platform ask it'
  return {
    summary: `Register a cheap route without authentication that answers 200 while the process works, add one that checks the database when there is one, and ${probe}.`,
    snippet: {
      path: routes.applications[0]?.path ?? 'app/main.py',
      language: 'python',
      code: SNIPPETS[framework] ?? '',
    },
  }
}
