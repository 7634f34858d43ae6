import { firstFitting } from '../per-text'
import type { Index } from '../walk'

/** Objects that routes are registered on, by their resolved name, and the framework that they belong to. */
const RECEIVERS: readonly (readonly [RegExp, string])[] = [
  [/^fastapi(\.\w+)*\.(FastAPI|APIRouter)\(\)$/, 'fastapi'],
  [/^starlette(\.\w+)*\.(Starlette|Router)\(\)(\.router)?$/, 'starlette'],
  [
    /^(flask|flask_openapi3|apiflask|flask_appbuilder)(\.\w+)*\.(Flask|Blueprint|APIFlask|APIBlueprint|OpenAPI|APIView)\(\)$/,
    'flask',
  ],
  [/^flask_(smorest|rest_api)(\.\w+)*\.Blueprint\(\)$/, 'flask-smorest'],
  [/^flask_restx?(plus|ful)?(\.\w+)*\.(Api|Namespace)\(\)(\.namespace\(\))?$/, 'flask-restful'],
  [/^flask\.current_app$/, 'flask'],
  [/^quart(\.\w+)*\.(Quart|Blueprint)\(\)$/, 'quart'],
  [/^sanic(\.\w+)*\.(Sanic|Blueprint)\(\)$/, 'sanic'],
  [/^bottle(\.(Bottle|default_app|app)\(\))?$/, 'bottle'],
  [/^litestar(\.\w+)*\.(Litestar|Router)\(\)$/, 'litestar'],
  [/^falcon(\.\w+)*\.(App|API)\(\)$/, 'falcon'],
  [/^aiohttp\.web(\.\w+)*\.(RouteTableDef\(\)|Application\(\)(\.router)?|UrlDispatcher\(\))$/, 'aiohttp'],
  [/^aiohttp\.web$/, 'aiohttp'],
  [/^ninja(\.\w+)*\.(NinjaAPI|Router)\(\)$/, 'django-ninja'],
  [/^pyramid\.config\.Configurator\(\)$/, 'pyramid'],
  [/^rest_framework(_\w+)?(\.\w+)*\.\w*Router\(\)$/, 'drf'],
  [/^tornado\.web\.Application\(\)$/, 'tornado'],
  [/^chalice(\.\w+)*\.(Chalice|Blueprint)\(\)$/, 'chalice'],
  [/^aws_lambda_powertools\.event_handler(\.\w+)*\.\w*(Resolver|Router)\(\)$/, 'lambda-powertools'],
  [/^azure\.functions\.(FunctionApp|Blueprint)\(\)$/, 'azure-functions'],
  [/^robyn(\.\w+)*\.(Robyn|SubRouter)\(\)$/, 'robyn'],
  [/^blacksheep(\.\w+)*\.(Application|Router)\(\)$/, 'blacksheep'],
  [/^microdot(\.\w+)*\.Microdot\(\)$/, 'microdot'],
  [/^connexion(\.\w+)*\.\w*App\(\)$/, 'connexion'],
  [/^muffin(\.\w+)*\.Application\(\)$/, 'muffin'],
  [/^nicegui\.(ui|app)$/, 'nicegui'],
  [/^socketify\.App\(\)$/, 'socketify'],
  [/^emmett\.App\(\)$/, 'emmett'],
  [/^mcp\.server\.fastmcp\.FastMCP\(\)$|^fastmcp\.FastMCP\(\)$/, 'fastmcp'],
]

/** Classes that bear a framework's own name wherever they come from: re-exports, wrappers, and subclasses named so. */
const NAMESAKES: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)\w{0,40}(FastAPI|APIRouter)\(\)$/, 'fastapi'],
  [/(^|\.)(Flask|APIFlask|APIBlueprint)\(\)$/, 'flask'],
  [/(^|\.)Quart\(\)$/, 'quart'],
  [/(^|\.)Sanic\(\)$/, 'sanic'],
  [/(^|\.)Bottle\(\)$/, 'bottle'],
  [/(^|\.)NinjaAPI\(\)$/, 'django-ninja'],
  [/(^|\.)RouteTableDef\(\)$/, 'aiohttp'],
]

/** Framework of what a route is registered on, or null when the object is no known one. */
export const receiverFramework = firstFitting([...RECEIVERS, ...NAMESAKES])

/** A maker or object that is named for what routes are registered on: `make_admin_router()`, `core.Namespace()`. */
export function isNamedForRoutes(dotted: string): boolean {
  const parts = dotted.replace(/\(\)$/, '').split('.')
  const name = parts.at(-1) ?? ''
  return /(^|_)(app|api|router|routes|blueprint|bp|namespace|ns|web|server|service)s?$|(App|Api|API|Router|Routes|Blueprint|Namespace|Application)$/.test(
    name,
  )
}

const IMPORTS: readonly (readonly [string, string])[] = [
  ['fastapi', 'fastapi'],
  ['flask', 'flask'],
  ['quart', 'quart'],
  ['sanic', 'sanic'],
  ['aiohttp', 'aiohttp'],
  ['litestar', 'litestar'],
  ['starlette', 'starlette'],
  ['bottle', 'bottle'],
  ['ninja', 'django-ninja'],
  ['falcon', 'falcon'],
  ['pyramid', 'pyramid'],
  ['tornado', 'tornado'],
  ['flask_restful', 'flask-restful'],
  ['flask_restx', 'flask-restful'],
  ['flask_restplus', 'flask-restful'],
  ['flask_smorest', 'flask-smorest'],
]

/** The web framework whose names this module imports, for objects that come from another module; 'unknown' if none. */
export function importedFramework(index: Index): string {
  const targets = [...index.module.scope.names.values()]
    .flat()
    .flatMap((binding) => (binding.kind === 'import' ? [binding.target.split('.', 1)[0]] : []))
  return IMPORTS.find(([name]) => targets.includes(name))?.[1] ?? 'unknown'
}
