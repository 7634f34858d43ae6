import type { PythonModule, RoutesFact } from '@/lib/facts/facts'
import { type ApiFacts, isAroundApi } from './api-docs.part.generators'

type Route = RoutesFact['routes'][number]

const HTML_ANSWERS =
  /^(?:flask\.render_template(?:_string)?|django\.shortcuts\.render|django\.views\.generic\..*|.*TemplateResponse|.*HTMLResponse|aiohttp_jinja2\..*|quart\.render_template|bottle\.template|sanic\.response\.html|self\.render)$/
const JSON_ANSWERS =
  /^(?:flask\.jsonify|flask\.json\.jsonify|django\.http\.JsonResponse|rest_framework\.response\.Response|aiohttp\.web\.json_response|(?:fastapi|starlette)\.responses\.(?:JSON|ORJSON|UJSON)Response|sanic\.response\.json|quart\.jsonify|ninja\..*)$/
const API_FRAMEWORKS = new Set([
  'FastAPI',
  'Litestar',
  'Falcon',
  'Django Ninja',
  'Connexion',
  'Django REST framework',
  'Chalice',
])
const API_LIBRARIES = /^(?:rest_framework|ninja|flask_restful|flask_restx|flask_smorest)\b/
/** Frameworks as routes name them. */
const API_ROUTES = new Set(['fastapi', 'litestar', 'falcon', 'django-ninja', 'drf', 'flask-smorest', 'flask-restful'])
const PAGE_FRAMEWORKS = new Set(['Streamlit', 'Gradio', 'Dash', 'NiceGUI', 'Chainlit'])
const API_PATH = /(?:^|\/)api(?:\/|$)/
const API_MODULE = /(?:^|\/)(?:rest_?)?api(?:s|_\w+)?(?:\/|\.py$)/i
/** One route below /api may be a helper of a page; two are an API. */
const FEW = 1

export interface ApiStyle {
  readonly kind: 'api' | 'none'
  readonly reason: string
}

/** Whether the routes answer data or pages. */
export function apiStyle(facts: ApiFacts): ApiStyle {
  const { routes, python } = facts
  const frameworks = routes.frameworks.map(({ name }) => name)
  if (frameworks.length > 0 && frameworks.every((name) => PAGE_FRAMEWORKS.has(name)))
    return { kind: 'none', reason: `A ${frameworks[0]} application serves pages, not an API.` }
  if (imports(python.application, /^(?:strawberry|graphene|ariadne)\b/)) return { kind: 'api', reason: '' }
  const own = routes.routes.filter((route) => !isAroundApi(pathOf(route)))
  if (own.length === 0)
    return {
      kind: 'none',
      reason: routes.routes.length > 0 ? 'Only health routes are served.' : 'No route of an API was found.',
    }
  if (imports(python.application, API_LIBRARIES)) return { kind: 'api', reason: '' }
  const html = count(facts, own, HTML_ANSWERS)
  const json = count(facts, own, JSON_ANSWERS)
  const inApi = own.filter((route) => API_PATH.test(pathOf(route)) || API_MODULE.test(route.module)).length
  const bornApi = frameworks.some((name) => API_FRAMEWORKS.has(name))
  if (html > 0 && json === 0 && inApi === 0 && (!bornApi || html >= own.length / 2))
    return { kind: 'none', reason: 'It serves server-rendered pages only.' }
  if (html > json && inApi <= FEW && !bornApi)
    return { kind: 'none', reason: 'It serves server-rendered pages; the few data answers serve those pages.' }
  return { kind: 'api', reason: '' }
}

/** Beside pages only the routes that are the API's: by their place, their library or what their module answers. */
export function apiRoutes(facts: ApiFacts): readonly Route[] {
  const own = facts.routes.routes.filter((route) => !isAroundApi(pathOf(route)))
  if (count(facts, own, HTML_ANSWERS) === 0) return own
  const data = new Set(
    facts.python.application
      .filter(
        ({ record }) =>
          record.imports.some(({ module }) => API_LIBRARIES.test(module)) ||
          (answers(record, JSON_ANSWERS) > 0 && answers(record, HTML_ANSWERS) === 0),
      )
      .map(({ path }) => path),
  )
  const found = own.filter(
    (route) =>
      API_ROUTES.has(route.framework) ||
      API_PATH.test(pathOf(route)) ||
      API_MODULE.test(route.module) ||
      data.has(route.module),
  )
  return found.length > 0 || imports(facts.python.application, API_LIBRARIES) ? found : own
}

/** Answers of a sort in the modules that register routes or define views. */
function count({ python }: ApiFacts, own: readonly Route[], pattern: RegExp): number {
  const paths = new Set(own.map(({ module }) => module))
  return python.application
    .filter(
      ({ path, record }) =>
        paths.has(path) ||
        record.classes.length > 0 ||
        record.imports.some(({ module }) => /^(?:rest_framework|ninja)\b/.test(module)),
    )
    .reduce((sum, { record }) => sum + answers(record, pattern), 0)
}

function answers({ calls, classes }: PythonModule['record'], pattern: RegExp): number {
  return (
    calls.filter(({ callee }) => pattern.test(callee)).length +
    classes.filter(({ bases }) => bases.some((base) => pattern.test(base))).length
  )
}

function imports(modules: readonly PythonModule[], pattern: RegExp): boolean {
  return modules.some(({ record }) => record.imports.some(({ module }) => pattern.test(module)))
}

function pathOf({ fullPath, path }: Route): string {
  return fullPath ?? path ?? ''
}
