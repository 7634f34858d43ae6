import type { LaunchCommand, ServerKind } from '../facts'
import { appOption, appTarget, flaskDebug, hasDebugFlag, positional, scriptTarget, uwsgiTarget } from './options'

/** What a command's program is, as far as its words tell. */
export interface Program {
  readonly program: string
  readonly process: LaunchCommand['process']
  readonly server: ServerKind | null
  readonly debug: boolean
  /** What it loads: `app.main:app` of a server, a module of `python -m`, a script, or a console script's name. */
  readonly target: { readonly kind: 'module' | 'script' | 'name'; readonly value: string } | null
}

/** Reads words without wrappers; null when they start nothing of a Python application. */
export function readProgram(words: readonly string[], env: Readonly<Record<string, string>>): Program | null {
  const [first = '', ...rest] = words
  if (/^(?:python|pypy)[\d.]*(?:\.exe)?$/.test(first)) return readPython(rest, env)
  if (/\.py$/.test(first)) return readScript(first, rest, env)
  return readNamed(first, rest, env)
}

function readPython(words: readonly string[], env: Readonly<Record<string, string>>): Program | null {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '-m') return readModule(words.slice(at + 1), env)
    if (word === '-c') return null
    if (word === '-X' || word === '-W') at++
    else if (!word.startsWith('-')) return readScript(word, words.slice(at + 1), env)
  }
  return null
}

function readModule([module = '', ...rest]: readonly string[], env: Readonly<Record<string, string>>): Program | null {
  if (module === 'gunicorn.app.wsgiapp') return readNamed('gunicorn', rest, env)
  if (module === 'aiohttp.web')
    return server('aiohttp', 'production', { kind: 'module', value: positional(rest) ?? '' })
  if (module === 'awslambdaric') return server('awslambdaric', 'production', null)
  if (module === 'http.server' || module === 'SimpleHTTPServer') return server('http.server', 'development', null)
  if (NOT_STARTED.has(module)) return null
  const known = readNamed(module === 'waitress' ? 'waitress-serve' : module, rest, env, true)
  return known ?? { ...other('python', { kind: 'module', value: module }), debug: hasDebugFlag(rest) }
}

function readScript(path: string, rest: readonly string[], env: Readonly<Record<string, string>>): Program {
  if (/(?:^|\/)manage\.py$/.test(path)) return readDjango(rest, path)
  if (/(?:^|\/)huey_consumer\.py$/.test(path)) return worker('huey')
  return { ...other('python', { kind: 'script', value: path }), debug: flaskDebug(env) || hasDebugFlag(rest) }
}

const DJANGO_WORKERS =
  /^(?:celery|qcluster|rqworker|rqworker-pool|run_huey|runworker|db_worker|process_tasks|rundramatiq|procrastinate)$/
const DJANGO_RELEASES =
  /^$|^(?:migrate|makemigrations|collectstatic|compilemessages|compress|createsuperuser|createcachetable|loaddata|dumpdata|check|flush|test|shell|shell_plus|dbshell|clearsessions|init\w*|setup\w*|create_\w+|load_\w+|install\w*|seed\w*|wait_for_\w+)$/
const DJANGO_SCHEDULERS = /^(?:rqscheduler|rqcron|runapscheduler|runcrons|crontab)$/

function readDjango(words: readonly string[], path: string | null): Program {
  const command = words.find((word) => !word.startsWith('-')) ?? ''
  const target = path === null ? null : ({ kind: 'script', value: path } as const)
  if (/^(?:runserver|runserver_plus|testserver)$/.test(command)) {
    return { ...server('runserver', 'development', target), debug: true }
  }
  if (DJANGO_WORKERS.test(command)) return { ...worker(command), target }
  if (DJANGO_SCHEDULERS.test(command)) return { ...worker(command), process: 'scheduler', target }
  if (/^(?:rq|jobs?|queue|tasks?)$/.test(command) && words.includes('worker')) return { ...worker('rq'), target }
  if (words.includes('scheduler') || words.includes('beat')) return { ...worker(command), process: 'scheduler', target }
  if (/^(?:rungunicorn|run_gunicorn)$/.test(command)) return server('gunicorn', 'production', target)
  if (/^runuwsgi$/.test(command)) return server('uwsgi', 'production', target)
  return {
    program: 'manage.py',
    process: DJANGO_RELEASES.test(command) ? 'release' : 'other',
    server: null,
    debug: false,
    target,
  }
}

/** Servers whose first positional word names the application. */
const SERVERS = new Set(['gunicorn', 'uvicorn', 'hypercorn', 'granian', 'daphne', 'waitress-serve', 'cheroot', 'robyn'])
const OTHER_SERVERS = new Set([
  'functions-framework',
  'streamlit',
  'panel',
  'voila',
  'gradio',
  'bentoml',
  'vllm',
  'mlserver',
  'torchserve',
  'tritonserver',
  'pserve',
  'jupyterhub',
  'superset',
  'dagster-webserver',
  'dagit',
  'chainlit',
  'mod_wsgi-express',
  'unitd',
  'twistd',
  'twist',
])
const WORKERS = new Set([
  'rqworker',
  'dramatiq',
  'dramatiq-gevent',
  'huey_consumer',
  'arq',
  'saq',
  'faststream',
  'dagster-daemon',
  'luigid',
  'faust',
  'nameko',
  'streaq',
])
const SCHEDULERS = new Set(['supercronic', 'cron', 'crond', 'rqscheduler', 'yacron'])
const NOT_STARTED = new Set([
  'pytest',
  'tox',
  'nox',
  'ruff',
  'black',
  'mypy',
  'pip',
  'coverage',
  'build',
  'venv',
  'unittest',
])

function readNamed(
  name: string,
  rest: readonly string[],
  env: Readonly<Record<string, string>>,
  asModule = false,
): Program | null {
  const sub = positional(rest) ?? ''
  const debug = hasDebugFlag(rest)
  if (SERVERS.has(name)) return { ...server(name, 'production', appTarget(name, rest)), debug }
  if (/^uwsgi(?:_python\d*|-core)?$/.test(name)) return { ...server('uwsgi', 'production', uwsgiTarget(rest)), debug }
  if (name === 'flask') return readFlask(rest, env, appOption(rest))
  if (name === 'quart') return sub === 'run' ? { ...server('quart', 'development', appOption(rest)), debug } : null
  if (name === 'fastapi') return readFastapi(rest, sub, debug)
  if (name === 'litestar') return sub === 'run' ? { ...server('litestar', 'production', appOption(rest)), debug } : null
  if (name === 'sanic')
    return { ...server('sanic', 'production', { kind: 'module', value: sub }), debug: debug || rest.includes('--dev') }
  if (name === 'django-admin' || name === 'django') return readDjango(rest, null)
  if (name === 'celery') return readCelery(rest)
  if (name === 'rq' || name === 'taskiq' || name === 'procrastinate') {
    return /worker/.test(sub) ? worker(name) : sub === 'scheduler' ? { ...worker(name), process: 'scheduler' } : null
  }
  if (name === 'airflow' || name === 'prefect') return readOrchestrator(name, rest, sub)
  if (name === 'mlflow' || name === 'ray' || name === 'serve') {
    return rest.some((word) => /^(?:serve|server|run)$/.test(word)) ? server(name, 'production', null) : null
  }
  if (name === 'superset') return sub === 'run' ? server(name, 'development', null) : null
  if (name === 'pserve') return { ...server(name, 'production', null), debug }
  if (name === 'streamlit') return sub === 'run' ? server(name, 'production', scriptTarget(rest)) : null
  if (name === 'twistd' || name === 'twist')
    return rest.includes('web') ? server(name, 'production', null) : worker(name)
  if (OTHER_SERVERS.has(name)) return { ...server(name, 'production', null), debug }
  if (WORKERS.has(name)) return { ...worker(name), target: sub ? { kind: 'module', value: sub } : null }
  if (SCHEDULERS.has(name)) return { ...worker(name), process: 'scheduler' }
  if (name === 'scrapy') return sub === 'crawl' ? worker(name) : null
  if (name === 'alembic' || name === 'aerich' || name === 'yoyo') {
    return { program: name, process: 'release', server: null, debug: false, target: null }
  }
  if (NOT_STARTED.has(name)) return null
  if (asModule || name === '') return null
  return { ...other(name, { kind: 'name', value: name }), debug }
}

function readFlask(
  rest: readonly string[],
  env: Readonly<Record<string, string>>,
  target: Program['target'],
): Program | null {
  if (rest.includes('run'))
    return { ...server('flask', 'development', target), debug: flaskDebug(env) || hasDebugFlag(rest) }
  if (rest.includes('db')) return { program: 'flask', process: 'release', server: null, debug: false, target }
  return null
}

function readFastapi(rest: readonly string[], sub: string, debug: boolean): Program | null {
  const script = scriptTarget(rest)
  if (sub === 'run') return { ...server('fastapi', 'production', script), debug }
  return sub === 'dev' ? { ...server('fastapi', 'development', script), debug: true } : null
}

function readCelery(rest: readonly string[]): Program | null {
  const app = rest[rest.findIndex((word) => word === '-A' || word === '--app') + 1]
  const target =
    rest.some((word) => word === '-A' || word === '--app') && app ? ({ kind: 'module', value: app } as const) : null
  if (rest.includes('beat'))
    return { ...worker('celery'), process: rest.includes('worker') ? 'worker' : 'scheduler', target }
  if (rest.includes('flower')) return other('flower', { kind: 'module', value: 'flower' })
  return rest.includes('worker') || rest.includes('multi') ? { ...worker('celery'), target } : null
}

function readOrchestrator(name: string, rest: readonly string[], sub: string): Program | null {
  if (/^(?:webserver|api-server)$/.test(sub) || (name === 'prefect' && sub === 'server'))
    return server(name, 'production', null)
  if (/^(?:scheduler|triggerer|dag-processor)$/.test(sub)) return { ...worker(name), process: 'scheduler' }
  return /^(?:worker|celery|agent|standalone)$/.test(sub) || rest.includes('serve') ? worker(name) : null
}

function server(program: string, kind: ServerKind, target: Program['target']): Program {
  return { program, process: 'web', server: kind, debug: false, target }
}

function worker(program: string): Program {
  return { program, process: 'worker', server: null, debug: false, target: null }
}

function other(program: string, target: Program['target']): Program {
  return { program, process: 'other', server: null, debug: false, target }
}
