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

/** Framework of what a route is registered on, or null when the object is no known one. */
export function receiverFramework(receiver: string): string | null {
  return RECEIVERS.find(([pattern]) => pattern.test(receiver))?.[1] ?? null
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
]

/** The web framework whose names this module imports, for objects that come from another module; 'unknown' if none. */
export function importedFramework(index: Index): string {
  const targets = [...index.module.scope.names.values()]
    .flat()
    .flatMap((binding) => (binding.kind === 'import' ? [binding.target.split('.', 1)[0]] : []))
  return IMPORTS.find(([name]) => targets.includes(name))?.[1] ?? 'unknown'
}
