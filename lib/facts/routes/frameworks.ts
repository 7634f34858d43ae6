import { perText } from '@/lib/python/per-text'
import type { Evidence, PythonModule } from '../facts'
import { perModule } from '../per-module'

export interface Application {
  readonly framework: string
  readonly evidence: Evidence
  readonly scope: string | null
}

interface Pattern {
  readonly callee: RegExp
  readonly framework: string
}

/** Framework that is called by the name of its package. */
const OWN_NAME = ''

/** Calls (resolved through imports) and base classes that make a web application. */
const PATTERNS: readonly Pattern[] = [
  { callee: /^fastapi(?:\.\w+)*\.FastAPI$/, framework: 'FastAPI' },
  {
    callee: /^apiflask(?:\.\w+)*\.APIFlask$|^flask_openapi3(?:\.\w+)*\.OpenAPI$|^flask(?:\.app)?\.Flask$/,
    framework: 'Flask',
  },
  { callee: /^starlette\.applications\.Starlette$/, framework: 'Starlette' },
  { callee: /^(?:litestar(?:\.\w+)*\.Litestar|starlite(?:\.\w+)*\.Starlite)$/, framework: 'Litestar' },
  { callee: /^sanic(?:\.app)?\.Sanic$/, framework: 'Sanic' },
  { callee: /^quart(?:\.app)?\.Quart$/, framework: 'Quart' },
  { callee: /(?:^|\.)bottle(?:_wrapper)?\.(?:Bottle|default_app|run|route|get|post|app)$/, framework: 'Bottle' },
  { callee: /^falcon(?:\.asgi)?\.(?:App|API)$/, framework: 'Falcon' },
  { callee: /^aiohttp\.web\.Application$/, framework: 'aiohttp' },
  { callee: /^tornado\.web\.Application$/, framework: 'Tornado' },
  { callee: /^pyramid\.config\.Configurator$/, framework: 'Pyramid' },
  { callee: /^ninja(?:_extra)?(?:\.\w+)*\.NinjaAPI(?:Extra)?$/, framework: 'Django Ninja' },
  { callee: /^connexion(?:\.\w+)*\.(?:\w*App|FlaskApi)$/, framework: 'Connexion' },
  { callee: /^robyn\.Robyn$/, framework: 'Robyn' },
  { callee: /^blacksheep(?:\.\w+)*\.Application$/, framework: 'BlackSheep' },
  { callee: /^twisted\.web\.server\.Site$|^klein\.Klein$/, framework: 'Twisted' },
  { callee: /^grpc\.(?:aio\.)?server$/, framework: 'gRPC' },
  { callee: /^django\.core\.(?:wsgi\.get_wsgi_application|asgi\.get_asgi_application)$/, framework: 'Django' },
  { callee: /^gradio\.(?:Blocks|Interface|ChatInterface|TabbedInterface|mount_gradio_app)$/, framework: 'Gradio' },
  {
    callee: /^streamlit\.(?:title|set_page_config|write|header|markdown|sidebar\.\w+|text_input|button|chat_input)$/,
    framework: 'Streamlit',
  },
  { callee: /^dash(?:\.dash)?\.Dash$|^dash_extensions\.enrich\.DashProxy$/, framework: 'Dash' },
  { callee: /^nicegui\.ui\.run(?:_with)?$/, framework: 'NiceGUI' },
  { callee: /^chainlit\.(?:on_message|on_chat_start)$/, framework: 'Chainlit' },
  { callee: /^cherrypy\.(?:quickstart|tree\.mount)$/, framework: 'CherryPy' },
  { callee: /^chalice(?:\.app)?\.Chalice$/, framework: 'Chalice' },
  { callee: /^aws_lambda_powertools\.event_handler(?:\.\w+)*\.\w+Resolver$/, framework: 'Lambda Powertools' },
  { callee: /^azure\.functions\.(?:FunctionApp|AsgiFunctionApp|WsgiFunctionApp)$/, framework: 'Azure Functions' },
  { callee: /^functions_framework\.http$/, framework: 'Functions Framework' },
  { callee: /^web\.application$/, framework: 'web.py' },
  {
    callee:
      /^(?:emmett\.App|microdot(?:\.\w+)*\.Microdot|muffin\.Application|socketify\.App|masonite\.\w+|morepath\.App|hug\.(?:get|post|API)|responder\.API|molten\.App|baize\.\w+|fasthtml(?:\.\w+)*\.(?:FastHTML|fast_app)|reflex\.App|flet\.app|solara\.\w+|panel\.serve|bokeh\.server\.server\.Server|mesop\.page|pywebio\.start_server|taipy\.Gui|remi\.start)$/,
    framework: OWN_NAME,
  },
  {
    callee:
      /^(?:http\.server|BaseHTTPServer)\.(?:Threading)?HTTPServer$|^wsgiref\.simple_server\.make_server$|^socketserver\.(?:Threading)?TCPServer$/,
    framework: 'http.server',
  },
]
const BASES: readonly Pattern[] = [
  {
    callee: /^tornado\.web\.(?:RequestHandler|Application)$|^tornado\.websocket\.WebSocketHandler$/,
    framework: 'Tornado',
  },
  { callee: /^(?:http\.server|BaseHTTPServer|SimpleHTTPServer)\.\w*HTTPRequestHandler$/, framework: 'http.server' },
  { callee: /^(?:fastapi(?:\.\w+)*\.FastAPI|starlette\.applications\.Starlette)$/, framework: 'FastAPI' },
  { callee: /^flask(?:\.app)?\.Flask$/, framework: 'Flask' },
  { callee: /^sanic(?:\.app)?\.Sanic$/, framework: 'Sanic' },
  { callee: /^aiohttp\.web\.Application$/, framework: 'aiohttp' },
  { callee: /^quart(?:\.app)?\.Quart$/, framework: 'Quart' },
]

export function findApplications(modules: readonly PythonModule[]): readonly Application[] {
  return modules.flatMap(applicationsIn)
}

const applicationsIn = perModule((module: PythonModule): readonly Application[] => [
  ...fromCalls(module),
  ...fromClasses(module),
  ...fromDjango(module),
  ...fromProtocol(module),
])

const frameworkOf = perText((callee) => PATTERNS.find((each) => each.callee.test(callee))?.framework ?? null)

function fromCalls({ path, record }: PythonModule): Application[] {
  const found = new Map<string, Application>()
  for (const { callee, line, scope } of record.calls) {
    const named = frameworkOf(callee)
    const framework = named === OWN_NAME ? callee.split('.', 1)[0] : named
    if (!framework || found.has(framework)) continue
    found.set(framework, {
      framework,
      scope,
      evidence: { path, line, note: `Creates ${/^[aeiou]/i.test(framework) ? 'an' : 'a'} ${framework} application.` },
    })
  }
  const decorators = record.functions.flatMap((each) => each.decorators)
  const chainlit = decorators.find(({ name }) => /^chainlit\.on_(?:message|chat_start)$/.test(name))
  if (chainlit)
    found.set('Chainlit', {
      framework: 'Chainlit',
      scope: null,
      evidence: { path, line: chainlit.line, note: 'Answers a chat by Chainlit.' },
    })
  return [...found.values()]
}

function fromClasses({ path, record }: PythonModule): Application[] {
  return record.classes.flatMap(({ bases, name, line }) => {
    const framework = bases
      .map((base) => BASES.find((pattern) => pattern.callee.test(base))?.framework)
      .find((each) => each !== undefined)
    return framework
      ? [{ framework, scope: null, evidence: { path, line, note: `${name} serves requests by ${framework}.` } }]
      : []
  })
}

function fromDjango({ path, record }: PythonModule): Application[] {
  const urlconf = record.assignments.find(({ target }) => target === 'ROOT_URLCONF')
  return urlconf
    ? [
        {
          framework: 'Django',
          scope: null,
          evidence: { path, line: urlconf.line, note: 'Django settings name the root of the URLs.' },
        },
      ]
    : []
}

const PROTOCOL = /^(?:self )?(?:scope receive send|environ start_response)$/
const NO_APPLICATION = /(?:Response|Middleware)$/
/** What middleware is given to wrap. */
const WRAPPED = /^(?:app|asgi|wsgi|application|asgi_app|wsgi_app|inner|get_response)$/

/** `async def app(scope, receive, send)` and `def application(environ, start_response)`, or a class that is called so. */
function fromProtocol({ path, record }: PythonModule): Application[] {
  const plain = record.functions.find(({ parameters, nested, method, name, qualifiedName }) => {
    if (nested || !PROTOCOL.test(parameters.map((each) => each.name).join(' '))) return false
    return !method || (name === '__call__' && !wraps(record, qualifiedName.replace(/\.__call__$/, '')))
  })
  if (!plain) return []
  const name = plain.method ? plain.qualifiedName.replace(/\.__call__$/, '') : plain.name
  const note = `${name} is an ASGI or WSGI application.`
  return [{ framework: 'plain ASGI or WSGI', scope: null, evidence: { path, line: plain.line, note } }]
}

/** A class that takes an application, or a subclass whose parent may, is middleware around it; an answer is called so, too. */
function wraps({ functions, classes }: PythonModule['record'], owner: string): boolean {
  const made = functions.find(({ qualifiedName }) => qualifiedName === `${owner}.__init__`)
  const isSubclass = classes.some(({ name, bases }) => name === owner && bases.some((base) => base !== 'object'))
  return isSubclass || NO_APPLICATION.test(owner) || (made?.parameters ?? []).some(({ name }) => WRAPPED.test(name))
}
