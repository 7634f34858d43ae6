import type { Evidence, Facts, PythonModule, RoutesFact } from '@/lib/facts/facts'
import type { FunctionRecord, ModuleRecord } from '@/lib/python/record'

type Route = RoutesFact['routes'][number]

const AROUND_API =
  /^\/?(?:api\/)?(?:admin|schema|docs|doc|redoc|swagger(?:-ui)?|openapi(?:\.json|\.ya?ml)?|static|media|apidocs|apispec\w*)(?:\/|$)/i
const HEALTH =
  /^\/?(?:(?:api|v\d+|\{[^{}/]{0,60}\})\/){0,3}(?:(?:health|status)\/)?(?:_?health\w*|health[-_]?check|livez?|liveness|readyz?|readiness|ping|status|__\w+__|metrics|version)\/?$/i

/** Import that brings a generator of OpenAPI or a GraphQL schema, with the name shown. */
const GENERATORS: Readonly<Record<string, string>> = {
  drf_spectacular: 'drf-spectacular',
  drf_yasg: 'drf-yasg',
  flask_smorest: 'flask-smorest',
  flasgger: 'Flasgger',
  apispec: 'apispec',
  connexion: 'Connexion',
  flask_restx: 'Flask-RESTX',
  flask_restplus: 'Flask-RESTPlus',
  apiflask: 'APIFlask',
  flask_openapi3: 'flask-openapi3',
  ninja: 'Django Ninja',
  aiohttp_apispec: 'aiohttp-apispec',
  aiohttp_swagger: 'aiohttp-swagger',
  aiohttp_pydantic: 'aiohttp-pydantic',
  sanic_ext: 'sanic-ext',
  sanic_openapi: 'sanic-openapi',
  spectree: 'SpecTree',
  quart_schema: 'quart-schema',
  falcon_apispec: 'falcon-apispec',
  strawberry: 'Strawberry',
  graphene: 'Graphene',
  graphene_django: 'Graphene',
  ariadne: 'Ariadne',
  rest_framework_swagger: 'django-rest-swagger',
  cornice_swagger: 'cornice-swagger',
  pyramid_openapi3: 'pyramid-openapi3',
  robyn: 'Robyn',
  fastapi: 'FastAPI',
  litestar: 'Litestar',
}

export type ApiFacts = Pick<Facts, 'routes' | 'python'>

/** Health, metrics, administration and the description itself are no part of the API that is to be described. */
export function isAroundApi(path: string): boolean {
  return HEALTH.test(path) || AROUND_API.test(path)
}

/** The generator in use, or what switched the framework's own off. */
export function generators({ python, routes }: ApiFacts): {
  readonly found: (Evidence & { readonly name: string }) | null
  readonly off: Evidence | null
} {
  for (const { path, record } of python.application) {
    const app = record.calls.find(
      ({ callee, keywords }) => callee === 'fastapi.FastAPI' && keywords.openapi_url?.kind === 'none',
    )
    if (app)
      return { found: null, off: { path, line: app.line, note: 'openapi_url=None switches the OpenAPI document off.' } }
  }
  const candidates: (Evidence & { readonly name: string })[] = []
  for (const { path, record } of python.application) {
    for (const { module, line } of record.imports) {
      const name = GENERATORS[module.split('.')[0] ?? '']
      if (name) candidates.push({ path, line, name, note: `${name} generates the description of the API.` })
    }
    for (const { target, line, value } of record.assignments) {
      if (target === 'INSTALLED_APPS' && /drf_spectacular|drf_yasg/.test(JSON.stringify(value)))
        candidates.push({
          path,
          line,
          name: 'drf-spectacular',
          note: 'drf-spectacular or drf-yasg is installed in Django.',
        })
    }
  }
  const frameworkItself = candidates.find(({ name }) => name === 'FastAPI' || name === 'Litestar')
  const addOn = candidates.find(({ name }) => name !== 'FastAPI' && name !== 'Litestar')
  const isServed = routes.frameworks.some(({ name }) => name === 'FastAPI' || name === 'Litestar')
  return { found: addOn ?? (isServed ? (frameworkItself ?? null) : null), off: null }
}

const DOCUMENTING = /^(?:summary|description|response_description)$/
const OPERATION =
  /\.(?:response|arguments|doc|input|output|expect|marshal_with)$|(?:^|\.)(?:extend_schema|swagger_auto_schema|swag_from)$/
const KEEPS = /(?:^|\.)(?:extend_schema(?:_view)?|swagger_auto_schema|swag_from)$/
const RESTX_FIELD = /^flask_rest(?:x|plus)\.fields\.\w+$/
const DOCUMENTS = /(?:doc|swag_from|extend_schema(?:_view)?|swagger_auto_schema|operation|openapi|response|arguments)$/i

/** Handlers that a generator's own decorators mark, where no route could be told: `@blp.response(200, OrderSchema)`. */
export function describedOperations({ python }: ApiFacts): {
  readonly all: number
  readonly described: readonly Evidence[]
} {
  const marked = python.application.flatMap(({ path, record }) =>
    record.functions
      .filter(({ decorators }) => decorators.some(({ name }) => OPERATION.test(name)))
      .map((fn) => ({ path, fn })),
  )
  const described = marked
    .filter(({ fn }) => fn.docstring)
    .map(({ path, fn }) => ({ path, line: fn.line, note: `${fn.qualifiedName} is described.` }))
  return { all: marked.length, described }
}

/** Routes whose handler has a docstring, or whose registration says a summary or description. */
export function describedRoutes({ python }: ApiFacts, routes: readonly Route[]): readonly Route[] {
  const kept = keptDecorators(python.application)
  return routes.filter((route) => {
    const name = route.handler?.split('.').at(-1)?.replace(/\(\)$/, '') ?? ''
    const home = python.application.filter(({ path }) => path === route.module)
    const described = (modules: readonly PythonModule[]) => describedIn(modules, route, name, kept)
    return described(home) ?? described(python.application) ?? false
  })
}

/** Names that hold a description to decorate views with: `parcels_schema = extend_schema_view(...)`. */
function keptDecorators(modules: readonly PythonModule[]): ReadonlySet<string> {
  return new Set(
    modules.flatMap(({ record }) =>
      record.assignments
        .filter(({ scope, value }) => scope === 'module' && value.kind === 'call' && KEEPS.test(value.callee))
        .map(({ target }) => target),
    ),
  )
}

/** Fields of Flask-RESTX's models, and those that say what they are. */
export function describedFields({ python }: Pick<Facts, 'python'>): {
  readonly all: number
  readonly described: readonly Evidence[]
} {
  const fields = python.application.flatMap(({ path, record }) =>
    record.calls.filter(({ callee }) => RESTX_FIELD.test(callee)).map((call) => ({ path, call })),
  )
  const described = fields
    .filter(({ call }) => call.keywords.description !== undefined)
    .map(({ path, call }) => ({ path, line: call.line, note: 'A field of a model is described.' }))
  return { all: fields.length, described }
}

interface FoundFunctions {
  /** By name and by qualified name. */
  readonly byName: ReadonlyMap<string, readonly FunctionRecord[]>
  /** By the lines of their decorators. */
  readonly byDecorator: ReadonlyMap<number, readonly FunctionRecord[]>
}

const functionsByRecord = new WeakMap<ModuleRecord, FoundFunctions>()

/** A module of thousands of routes is looked through once. */
function functionsOf(record: ModuleRecord): FoundFunctions {
  const known = functionsByRecord.get(record)
  if (known) return known
  const byName = new Map<string, FunctionRecord[]>()
  const byDecorator = new Map<number, FunctionRecord[]>()
  const add = <K>(map: Map<K, FunctionRecord[]>, key: K, fn: FunctionRecord) => {
    const same = map.get(key)
    if (same) same.push(fn)
    else map.set(key, [fn])
  }
  for (const fn of record.functions) {
    for (const name of new Set([fn.name, fn.qualifiedName])) add(byName, name, fn)
    for (const line of new Set(fn.decorators.map((decorator) => decorator.line))) add(byDecorator, line, fn)
  }
  const functions = { byName, byDecorator }
  functionsByRecord.set(record, functions)
  return functions
}

/** Whether what these modules define under the handler's name is described; null when they define nothing of it. */
function describedIn(
  modules: readonly PythonModule[],
  route: Route,
  name: string,
  kept: ReadonlySet<string>,
): boolean | null {
  const functions = modules.flatMap(({ record, path }) => {
    const { byName, byDecorator } = functionsOf(record)
    return [
      ...(byName.get(name) ?? []),
      ...(byName.get(route.handler ?? '') ?? []),
      ...(path === route.module ? (byDecorator.get(route.line) ?? []) : []),
    ]
  })
  const classes = modules.flatMap(({ record }) =>
    record.classes.filter((found) => found.name === name || found.name === route.handler?.split('.')[0]),
  )
  if (functions.length + classes.length === 0) return null
  const methods = modules.flatMap(({ record }) =>
    record.functions.filter(({ qualifiedName }) => classes.some((found) => qualifiedName.startsWith(`${found.name}.`))),
  )
  const described = [...functions, ...methods, ...classes].some(
    ({ docstring, decorators }) =>
      docstring ||
      decorators.some(
        (decorator) =>
          DOCUMENTS.test(decorator.name) ||
          kept.has(decorator.name.split('.').at(-1) ?? '') ||
          Object.keys(decorator.keywords).some((key) => DOCUMENTING.test(key)),
      ),
  )
  return described
}
