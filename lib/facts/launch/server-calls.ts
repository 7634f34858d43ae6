import { perText } from '@/lib/python/per-text'
import type { CallRecord, ModuleRecord, Value } from '@/lib/python/record'
import type { Facts, ServerKind } from '../facts'

/** A place in code that starts a server in this process. */
export interface ServerCall {
  readonly program: string
  readonly server: ServerKind
  readonly debug: boolean
  /** Without an argument the application's own settings say whether it debugs. */
  readonly debugBySettings?: boolean
  readonly line: number
  readonly inMain: boolean
  readonly scope: string | null
  /** Name of the command line's command that is the server itself: `cli.add_command(uvicorn.main, name='start')`. */
  readonly command?: string
}

interface Pattern {
  readonly callee: RegExp
  readonly program: string
  readonly server: ServerKind
}

/** First match counts. Callees are resolved through imports: `flask.Flask().run`. */
const PATTERNS: readonly Pattern[] = [
  {
    callee: /^uvicorn\.(?:run|main|Server(?:\(\)\.(?:run|serve|main_loop))?|main\.run)$/,
    program: 'uvicorn',
    server: 'production',
  },
  { callee: /^hypercorn\.(?:run(?:\.run)?|asyncio\.serve|trio\.serve)$/, program: 'hypercorn', server: 'production' },
  { callee: /^granian\.(?:\w+\.)?Granian(?:\(\)\.serve)?$/, program: 'granian', server: 'production' },
  { callee: /^waitress\.(?:serve|server\.create_server|create_server)$/, program: 'waitress', server: 'production' },
  {
    callee: /^gunicorn\.app\.(?:wsgiapp\.run|wsgiapp\.WSGIApplication(?:\(\)\.run)?)$/,
    program: 'gunicorn',
    server: 'production',
  },
  { callee: /^daphne\.(?:server\.Server|cli\.CommandLineInterface)/, program: 'daphne', server: 'production' },
  { callee: /^cheroot\.wsgi\.(?:Server|WSGIServer)|^cheroot\.server\./, program: 'cheroot', server: 'production' },
  { callee: /^pyramid\.scripts\.pserve\.(?:main|PServeCommand)/, program: 'pserve', server: 'production' },
  { callee: /^cherrypy\.(?:quickstart|engine\.start)$/, program: 'cherrypy', server: 'production' },
  { callee: /^gevent\.pywsgi\.WSGIServer/, program: 'gevent', server: 'production' },
  { callee: /^eventlet\.wsgi\.server$/, program: 'eventlet', server: 'production' },
  {
    callee: /^(?:bjoern\.run|meinheld\.server\.run|paste\.httpserver\.serve|fapws\.)/,
    program: 'bjoern',
    server: 'production',
  },
  {
    callee: /^aiohttp\.web\.(?:run_app|_run_app|TCPSite|UnixSite|SockSite)$/,
    program: 'aiohttp',
    server: 'production',
  },
  {
    callee: /^tornado\.httpserver\.HTTPServer|^tornado\.web\.Application\(\)\.listen$/,
    program: 'tornado',
    server: 'production',
  },
  {
    callee: /^sanic\.(?:app\.)?Sanic\(\)\.(?:run|prepare|create_server)$|^sanic\.Sanic\.(?:serve|start)$/,
    program: 'sanic',
    server: 'production',
  },
  {
    callee: /^twisted\.web\.server\.Site|^twisted\.internet\.reactor\.listenTCP$/,
    program: 'twisted',
    server: 'production',
  },
  { callee: /^grpc\.(?:aio\.)?server$/, program: 'grpc', server: 'production' },
  {
    callee: /^(?:robyn\.Robyn\(\)\.start|blacksheep\.|bentoml\.serve|socketify\.App\(\)\.run)$/,
    program: 'robyn',
    server: 'production',
  },
  { callee: /^gradio\.\w+\(\)\.(?:queue\(\)\.)?launch$/, program: 'gradio', server: 'production' },
  {
    callee:
      /^(?:mangum\.Mangum|awsgi\.response|serverless_wsgi\.handle_request|a2wsgi\.|apig_wsgi\.make_lambda_handler|chalice\.Chalice|functions_framework\.http)$/,
    program: 'serverless',
    server: 'production',
  },
  {
    callee: /^azure\.functions\.(?:FunctionApp|AsgiFunctionApp|WsgiFunctionApp|AsgiMiddleware|WsgiMiddleware)/,
    program: 'azure-functions',
    server: 'production',
  },
  { callee: /^nicegui\.ui\.run$/, program: 'nicegui', server: 'production' },
  {
    callee:
      /^(?:flask|apiflask|flask_openapi3|dash|quart|connexion)(?:\.\w+)*\.(?:Flask|APIFlask|OpenAPI|Dash|Quart|App|FlaskApp)\(\)\.(?:run|run_server|server\.run)$/,
    program: 'flask',
    server: 'development',
  },
  {
    callee: /^(?:werkzeug|werkzeug\.serving)\.(?:run_simple|make_server)$/,
    program: 'werkzeug',
    server: 'development',
  },
  { callee: /^wsgiref\.simple_server\.(?:make_server|WSGIServer)$/, program: 'wsgiref', server: 'development' },
  {
    callee: /^(?:http\.server|BaseHTTPServer|SimpleHTTPServer)\.(?:Threading)?HTTPServer$/,
    program: 'http.server',
    server: 'development',
  },
]
const BOTTLE = /(?:^|\.)bottle(?:_wrapper)?\.(?:run|Bottle\(\)\.run)$/
const SOCKETIO = /^flask_socketio\.SocketIO\(\)\.run$/
/** An application made elsewhere: which framework it is, the repository's frameworks tell. */
const ANONYMOUS =
  /(?:^|\.)(?:app|application|server|webapp|web_app|api|create_app\(\)|make_app\(\)|get_app\(\))\.(?:run|listen|run_server)$/
const PRODUCTION_BACKENDS =
  /^(?:gunicorn|waitress|cherrypy|cheroot|gevent|eventlet|tornado|twisted|bjoern|meinheld|paste|uvicorn|aiohttp)$/

/** What the application imports, and what is installed beside it. */
export interface Installed {
  readonly frameworks: ReadonlySet<string>
  /** Distributions that are declared or locked, and imported packages. */
  readonly installed: ReadonlySet<string>
  /** `async_mode` that Flask-SocketIO is told, null when it may choose. */
  readonly socketMode: string | null
}

export function installedOf({ python, dependencies }: Pick<Facts, 'python' | 'dependencies'>): Installed {
  const frameworks = new Set(python.thirdParty.keys())
  const names = ['eventlet', 'gevent'].filter((name) => frameworks.has(name) || dependencies.has(name))
  const modes = frameworks.has('flask_socketio')
    ? python.application.flatMap(({ record }) => record.calls.map(({ keywords }) => keywords.async_mode))
    : []
  const mode = modes.find((value) => value?.kind === 'string')
  return { frameworks, installed: new Set(names), socketMode: mode?.kind === 'string' ? mode.value : null }
}

export function findServerCalls(record: ModuleRecord, installed: Installed): readonly ServerCall[] {
  const custom = record.classes.filter(({ bases }) =>
    bases.some((base) => /^gunicorn\.app\.(?:base\.(?:Base)?Application|wsgiapp\.WSGIApplication)$/.test(base)),
  )
  const classes = custom.map(
    ({ line }): ServerCall => ({
      program: 'gunicorn',
      server: 'production',
      debug: false,
      line,
      inMain: false,
      scope: null,
    }),
  )
  const calls = record.calls.flatMap((call): ServerCall[] => {
    if (!mayServe(call.callee)) return []
    const command = asCommand(call)
    if (command) return [command]
    const known = readCall(call, installed)
    if (!known) return []
    const debug = isDebug(call, known.program)
    const debugBySettings = known.program === 'socketio' && call.keywords.debug === undefined
    const { line, inMain, scope } = call
    return [{ ...known, debug, ...(debugBySettings ? { debugBySettings } : {}), line, inMain, scope }]
  })
  return [...calls, ...classes]
}

const patternOf = perText((callee) => PATTERNS.find((each) => each.callee.test(callee)) ?? null)

/** What is looked at below; most calls are none of it. */
const mayServe = perText(
  (callee) =>
    patternOf(callee) !== null ||
    [BOTTLE, SOCKETIO, ANONYMOUS, /(?:^|\.)socketio\.run$|\.add_(?:command|typer)$/].some((name) => name.test(callee)),
)

/** uvicorn's own command line, hung below another. */
function asCommand({ callee, args, keywords, line, inMain, scope }: CallRecord): ServerCall | null {
  const first = args[0]
  if (
    !/\.add_(?:command|typer)$/.test(callee) ||
    first?.kind !== 'name' ||
    !/^uvicorn(?:\.\w+)*\.main$/.test(first.value)
  )
    return null
  const name = keywords.name ?? args[1]
  const command = name?.kind === 'string' ? name.value : 'main'
  return { program: 'uvicorn', server: 'production', debug: false, line, inMain, scope, command }
}

function readCall(
  call: CallRecord,
  { frameworks, installed, socketMode }: Installed,
): Pick<ServerCall, 'program' | 'server'> | null {
  const { callee, keywords } = call
  const pattern = patternOf(callee)
  if (pattern) return pattern
  if (BOTTLE.test(callee)) {
    const backend = keywords.server?.kind === 'string' ? keywords.server.value : ''
    if (keywords.server && backend === '') return { program: 'bottle', server: 'unknown' }
    return { program: 'bottle', server: PRODUCTION_BACKENDS.test(backend) ? 'production' : 'development' }
  }
  // Flask-SocketIO takes eventlet or gevent where one is installed, else Werkzeug.
  if (SOCKETIO.test(callee) || /(?:^|\.)socketio\.run$/.test(callee)) {
    const evented =
      socketMode === null ? installed.has('eventlet') || installed.has('gevent') : socketMode !== 'threading'
    return { program: 'socketio', server: evented ? 'production' : 'development' }
  }
  if (!ANONYMOUS.test(callee)) return null
  if (/listen$/.test(callee)) return frameworks.has('tornado') ? { program: 'tornado', server: 'production' } : null
  if (frameworks.has('sanic')) return { program: 'sanic', server: 'production' }
  if (['flask', 'quart', 'dash', 'apiflask', 'connexion', 'bottle'].some((name) => frameworks.has(name))) {
    return { program: 'flask', server: 'development' }
  }
  return null
}

function isDebug({ keywords }: CallRecord, program: string): boolean {
  if (program === 'nicegui') return !isFalse(keywords.reload)
  return ['reload', 'debug', 'use_reloader', 'auto_reload', 'dev'].some((name) => isTrue(keywords[name]))
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'bool' && value.value
}

function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'bool' && !value.value
}
