import type { RouteRecord } from '@/lib/python/record'
import type { FactInput } from './fact-input'
import type { Evidence, PythonModule, RoutesFact } from './facts'
import { type Application, findApplications } from './routes/frameworks'
import { djangoChild, findMounts, type Mount, ownPrefixes } from './routes/mounts'
import { ObjectFinder, type ObjectKey } from './routes/objects'
import { PathConstants } from './routes/path-constants'
import { pyramidViews } from './routes/pyramid'

const MAX_ROUTES = 10_000
const MAX_DEPTH = 8

/** Routes of the application with the prefixes that they are mounted below, across modules. */
export function readRoutes({ facts }: FactInput): RoutesFact {
  const { python } = facts
  const finder = new ObjectFinder(python)
  const own = ownPrefixes(python.application)
  const mounts = new Map<ObjectKey, Mount>()
  for (const mount of findMounts(python.application, finder))
    if (!mounts.has(mount.child)) mounts.set(mount.child, mount)
  const applications = findApplications(python.application)
  const constants = new PathConstants(python, finder)
  const views = pyramidViews(python.application)
  const only = onlyFramework(python.application, applications)
  const routes = python.application.flatMap((module) =>
    [...views.inModule(module), ...module.record.routes.filter((route) => !views.isViewed(module, route))]
      .filter(({ framework, handler }) => djangoChild(framework, handler, module.path, finder) === null)
      .map((written) => {
        const framework = written.framework === 'unknown' ? (only ?? 'unknown') : written.framework
        const route = { ...written, framework, path: constants.filledIn(written.path, module) }
        return { ...route, module: module.path, fullPath: fullPath(route, module) }
      }),
  )
  const frameworks = new Map<string, Evidence>()
  for (const { framework, evidence } of applications)
    if (!frameworks.has(framework)) frameworks.set(framework, evidence)
  for (const { framework, module, line } of routes) {
    const name = TITLES[framework] ?? framework
    if (!frameworks.has(name) && name !== 'unknown')
      frameworks.set(name, { path: module, line, note: `Registers a route by ${name}.` })
  }
  return {
    frameworks: [...frameworks].map(([name, evidence]) => ({ name, evidence })),
    routes: routes.slice(0, MAX_ROUTES),
    applications: applications.map(({ evidence }) => evidence),
  }

  function fullPath(route: RouteRecord, module: PythonModule): string | null {
    if (route.path === null) return null
    const object = route.on ? finder.key(module.path, route.on) : `${module.path}::urlpatterns`
    const below = [classPrefix(route, module), route.path]
    return join([...prefixes(object, route.framework, module.path), ...below])
  }

  function prefixes(object: ObjectKey, framework: string, path: string): string[] {
    const found: string[] = []
    const seen = new Set<ObjectKey>()
    for (let at: ObjectKey | undefined = object; at !== undefined && !seen.has(at) && seen.size < MAX_DEPTH; ) {
      seen.add(at)
      const mount: Mount | undefined = mounts.get(at)
      if (!mount?.replaces) found.unshift(own.get(at) ?? '')
      if (mount) found.unshift(mount.prefix)
      // A REST framework's router is most often added to the module's own patterns.
      at = mount?.parent ?? (framework === 'drf' && seen.size === 1 ? `${path}::urlpatterns` : undefined)
    }
    return found
  }
}

const TITLES: Readonly<Record<string, string>> = {
  fastapi: 'FastAPI',
  starlette: 'Starlette',
  flask: 'Flask',
  'flask-smorest': 'Flask',
  'flask-restful': 'Flask',
  quart: 'Quart',
  sanic: 'Sanic',
  bottle: 'Bottle',
  litestar: 'Litestar',
  falcon: 'Falcon',
  aiohttp: 'aiohttp',
  'django-ninja': 'Django Ninja',
  drf: 'Django REST framework',
  django: 'Django',
  'django-include': 'Django',
  pyramid: 'Pyramid',
  cornice: 'Pyramid',
  tornado: 'Tornado',
  connexion: 'Connexion',
  chalice: 'Chalice',
  robyn: 'Robyn',
  blacksheep: 'BlackSheep',
  nicegui: 'NiceGUI',
  'lambda-powertools': 'Lambda Powertools',
  'azure-functions': 'Azure Functions',
}

/** The framework of routes on an object that another module makes, where the repository uses only one. */
function onlyFramework(modules: readonly PythonModule[], applications: readonly Application[]): string | null {
  const names = Object.keys(TITLES)
  const used = new Set([
    ...modules.flatMap(({ record }) => record.routes.map(({ framework }) => framework)),
    ...applications.flatMap(({ framework }) => names.find((name) => TITLES[name] === framework) ?? []),
  ])
  used.delete('unknown')
  const [first] = used
  return used.size === 1 && first !== undefined ? first : null
}

/** Litestar's controllers and class-based views carry a path of their own. */
function classPrefix({ framework, handler }: RouteRecord, { record }: PythonModule): string {
  if (framework !== 'litestar' || !handler?.includes('.')) return ''
  const owner = record.classes.find(({ name }) => name === handler.split('.')[0])
  const path = owner?.fields.find(({ name }) => name === 'path')?.value
  return path?.kind === 'string' ? path.value : ''
}

/** Joins with single slashes; marks of regular expressions at the ends go. */
function join(parts: readonly string[]): string {
  const plain = parts
    .map((part) => part.replace(/^\^|\\?\$$/g, '').replace(/^\/+|(?<!\/)\/+$/g, ''))
    .filter((part) => part !== '')
  const last = parts.at(-1) ?? ''
  const slash = plain.length > 0 && /\/\$?$/.test(last) && last !== '/' ? '/' : ''
  return `/${plain.join('/')}${slash}`
}
