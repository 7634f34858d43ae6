import type { Evidence, Facts, LaunchCommand, LaunchFact } from '@/lib/facts/facts'
import { defineCheck, type Fix, fail, notApplicable, type Outcome, partial, pass, unknown } from '../check'
import { commandsOf, evidenceOf } from './production-server.part.commands'

const SERVERS = [
  'gunicorn',
  'uvicorn',
  'hypercorn',
  'granian',
  'daphne',
  'waitress',
  'uwsgi',
  'mod-wsgi',
  'cheroot',
  'gevent',
  'bjoern',
  'uvicorn-worker',
  'fastapi-cli',
  'zappa',
  'mangum',
  'functions-framework',
]

/** Started from code as their makers mean it; unlike uvicorn.run(), which is mostly there for development. */
const OWN_SERVERS = new Set([
  'aiohttp',
  'tornado',
  'sanic',
  'twisted',
  'cherrypy',
  'grpc',
  'waitress',
  'cheroot',
  'gevent',
  'bjoern',
  'gradio',
  'serverless',
  'azure-functions',
])

export default defineCheck({
  id: 'production-server',
  category: 'deployability',
  title: 'The command that ships runs a production server',
  weight: 3,
  why: 'Development servers handle a request at a time, fall over under load, and with their debugger on let anyone run code on the machine.',
  needs: ['kind', 'launch', 'dependencies', 'routes', 'python'],
  detect({ kind, launch, dependencies, python }): Outcome {
    if (kind.kind !== 'web-service') return notApplicable('It is not a web service, so no server starts it.')
    const { shipped, inCode, documented, development } = commandsOf(launch)
    const production = shipped.filter(({ server }) => server === 'production')
    const quiet = production.filter(({ debug }) => !debug)
    const clean = quiet.filter((command) => missingFor(command, launch) === null)
    const weak = shipped.filter(({ server }) => server === 'development')
    if (clean[0]) {
      const outside = weak.filter(isDirect)
      const message = `${clean[0].evidence.path} starts ${clean[0].program}.`
      return outside.length === 0
        ? pass(message, evidenceOf([...clean, ...documented.slice(0, 1)]))
        : partial(
            `${message.slice(0, -1)}, but ${outside[0]?.evidence.path} starts a development server.`,
            evidenceOf([...outside, ...clean]),
          )
    }
    const missing = quiet[0] ? missingFor(quiet[0], launch) : null
    if (quiet[0] && missing) {
      return partial(`${quiet[0].evidence.path} starts ${quiet[0].program}, but refers to files that do not exist.`, [
        missing,
        ...evidenceOf(quiet),
      ])
    }
    if (production[0])
      return partial(`${production[0].program} is started with reload or debug on.`, evidenceOf(production))
    const open = shipped.filter(({ server }) => server === 'unknown')
    if (open[0] && !weak[0])
      return partial(`Which server ${open[0].evidence.path} starts is chosen at run time.`, evidenceOf(open))
    if (weak[0]) return fail(`What ships starts a development server (${weak[0].program}).`, evidenceOf(weak))
    const alone = inCode.find(
      ({ server, debug, program }) => server === 'production' && !debug && OWN_SERVERS.has(program),
    )
    if (alone)
      return pass(
        `${alone.evidence.path} starts ${alone.program}, whose own server is made for production.`,
        evidenceOf([alone]),
      )
    const own = inCode.filter(({ server }) => server === 'production')
    if (own[0]) {
      const packaged = own.find(({ source, debug }) => source === 'console-script' && !debug)
      if (packaged) return pass(`Its console script starts ${packaged.program}.`, evidenceOf([packaged, ...own]))
      const why = own.every(({ debug }) => debug)
        ? 'with reload or debug on'
        : 'by hand only: nothing in the repository starts it so in production'
      return partial(`${own[0].program} is started from code ${why}.`, evidenceOf(own))
    }
    const known = documented.filter(({ server }) => server === 'production')
    if (known[0])
      return partial(`The README names ${known[0].program}, but no start command uses it.`, evidenceOf(known))
    const local = development.filter(({ server }) => server === 'production')
    if (local[0]) return partial(`${local[0].program} is started for development only.`, evidenceOf(local))
    const declared = dependencies.declared.find(({ name }) => SERVERS.includes(name))
    if (declared) {
      const evidence = [{ path: declared.path, line: declared.line, note: `Declares ${declared.name}.` }]
      return partial(`${declared.name} is a dependency, but no start command uses it.`, [
        ...evidence,
        ...evidenceOf([...inCode, ...development]).slice(0, 4),
      ])
    }
    const only = [...inCode, ...documented, ...development].filter(({ server }) => server === 'development')
    if (only[0]) return fail(`Only a development server (${only[0].program}) starts it.`, evidenceOf(only))
    if (python.unparsedShare > 0.1) {
      return unknown(
        'Nothing outside the code starts it, and too much of the code could not be parsed to see what it starts itself.',
      )
    }
    return fail('Nothing in the repository starts it under a server.', [
      {
        path: '',
        note: 'Looked for start commands in Dockerfiles, compose and platform files, units, scripts, code and the README.',
      },
    ])
  },
  fix: serverFix,
})

/** The file that holds the command refers to one that is not there: what it starts may not start. */
function missingFor({ evidence }: LaunchCommand, { missing }: LaunchFact): Evidence | null {
  return missing.find(({ path }) => path === evidence.path) ?? null
}

/** Not an arm of a script that starts a production server too, nor a convenience for developers. */
function isDirect({ source, evidence }: LaunchCommand): boolean {
  return source !== 'compose' && source !== 'script' && !/\.(?:sh|bash)$|entry-?point/i.test(evidence.path)
}

function serverFix({ routes, launch }: Pick<Facts, 'routes' | 'launch'>): Fix {
  const own = routes.frameworks.find(({ name }) => ['aiohttp', 'Tornado'].includes(name))
  const asynchronous = routes.frameworks.some(({ name }) =>
    ['FastAPI', 'Starlette', 'Litestar', 'Quart', 'Sanic'].includes(name),
  )
  const django = routes.frameworks.some(({ name }) => name.startsWith('Django'))
  const words = own
    ? ['python', '-m', moduleOf(own.evidence.path)]
    : asynchronous
      ? ['uvicorn', 'app.main:app', '--host', '0.0.0.0', '--port', '8000', '--workers', '2']
      : [
          'gunicorn',
          django ? 'project.wsgi:application' : 'app:create_app()',
          '--bind',
          '0.0.0.0:8000',
          '--workers',
          '2',
          '--timeout',
          '30',
        ]
  const debugging = launch.commands.some(({ debug, development }) => debug && !development)
  return {
    summary: debugging
      ? 'Take reload and debug out of the command that ships; keep them in a compose override or a Makefile target for development.'
      : `Start it with ${own ? `${own.name}'s own server` : words[0]} in the command that ships, and keep the development server for development.`,
    snippet: { path: 'Dockerfile', language: 'dockerfile', code: `CMD ${JSON.stringify(words)}\n` },
  }
}

function moduleOf(path: string): string {
  return path.replace(/(?:\/__(?:init|main)__)?\.py$/, '').replaceAll('/', '.')
}
