import type { Evidence, Kind } from '../facts'
import type { KindFacts } from './signals'

const IMPORTS: readonly (readonly [RegExp, Kind, string])[] = [
  [
    /^(?:flask|bottle|tornado|pyramid|cherrypy|web|fastapi|falcon|sanic|quart|starlette|webapp2|pylons|turbogears)$/,
    'web-service',
    'a web framework',
  ],
  [/^django$/, 'web-service', 'Django'],
  [/^(?:celery|rq|kombu|pika|scrapy|twisted|airflow|luigi)$/, 'worker', 'a worker framework'],
  [/^(?:click|optparse|argparse|docopt|getopt|cmd)$/, 'cli', 'a command-line parser'],
]

/** What code that can't be parsed is, as far as its imports tell. Only asked when most of the code is so. */
export function judgeUnparsed({
  python,
}: KindFacts): { kind: Kind; reason: string; evidence: readonly Evidence[] } | null {
  if (python.unparsedShare <= 0.5) return null
  const modules = python.modules.filter(({ role, record }) => role === 'application' && !record.parse.ok)
  for (const [pattern, kind, what] of IMPORTS) {
    const evidence = modules.flatMap(({ path, record }) =>
      record.imports
        .filter(({ module, level }) => level === 0 && pattern.test(module.split('.')[0] ?? ''))
        .slice(0, 1)
        .map(({ module, line }) => ({ path, line, note: `Imports ${module}.` })),
    )
    if (evidence.length > 0) {
      return { kind, reason: `Its code can not be parsed, but it imports ${what}.`, evidence: evidence.slice(0, 6) }
    }
  }
  return null
}
