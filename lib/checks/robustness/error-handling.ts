import { type FoundCall, riskyCalls } from '@/lib/facts/calls'
import type { Evidence, Facts, Kind, PythonModule } from '@/lib/facts/facts'
import type { HandlerRecord } from '@/lib/python/record'
import { defineCheck, fail, notApplicable, partial, pass, unknown } from '../check'
import { formatCount, percent, plural } from '../wording'
import { handlingFix } from './error-handling.part.fix'
import { frameworkHandlers } from './error-handling.part.framework'

interface Found {
  readonly path: string
  readonly handler: HandlerRecord
}

export default defineCheck({
  id: 'error-handling',
  category: 'robustness',
  title: 'Exceptions are caught where work can fail',
  weight: 3,
  why: 'An exception that is swallowed turns a clear failure into a wrong answer days later; one that nobody catches at the edge takes the request or the whole process with it.',
  needs: ['python', 'kind', 'routes'],
  detect({ python, kind }) {
    if (kind.kind === 'none') return notApplicable('There is practically no application code.')
    if (python.unparsedShare > 0.1)
      return unknown(`${percent(python.unparsedShare)} of the application code could not be parsed.`)
    const modules = python.application
    const all: Found[] = modules.flatMap(({ path, record }) => record.handlers.map((handler) => ({ path, handler })))
    const handlers = all.filter(({ handler }) => !handler.optionalImport)
    const risky = riskyCalls(modules)
    const boundary = frameworkHandlers(modules)
    if (risky.length === 0 && handlers.length === 0 && boundary.length === 0)
      return notApplicable('It does no I/O of its own and catches nothing.')
    if (python.lines < 200 && risky.length === 0) return notApplicable(`It does no I/O in ${python.lines} lines.`)
    const bad = handlers.filter((found) => isBad(found, kind))
    const perThousand = (bad.length / Math.max(python.lines, 1)) * 1000
    const share = handlers.length === 0 ? 0 : bad.length / handlers.length
    const evidence = [
      ...bad.slice(0, 8).map(badEvidence),
      ...boundary.slice(0, 2),
      ...good(handlers, bad).slice(0, 3),
      ...decisions(all),
    ]
    if (handlers.length === 0 && boundary.length === 0) {
      return fail(
        `${plural(risky.length, 'call')} that can fail, and no exception handler in ${plural(modules.length, 'module')}.`,
        [
          ...risky.slice(0, 1).map(unguarded),
          { path: '', note: 'Looked for except clauses and framework-level handlers in application code.' },
        ],
      )
    }
    const counts = `${plural(bad.length, 'bad handler')} of ${handlers.length} (${perThousand.toFixed(1)} per 1,000 lines)`
    const mostly = share > 0.5
    if (mostly && (handlers.length >= 5 || bad.length >= 3 || (bad.length === 2 && handlers.length === 2)))
      return fail(`Most handlers hide the error: ${counts}.`, evidence)
    if (bad.length > 0 && (perThousand > 1 || share > 0.2))
      return partial(`Handlers that hide the error are common: ${counts}.`, evidence)
    const working = new Set(risky.map(({ module }) => module))
    const lines = [...working].reduce((sum, { record }) => sum + record.codeLines, 0)
    const paths = new Set([...working].map(({ path }) => path))
    const caught = handlers.filter(({ path }) => paths.has(path)).length
    if (boundary.length === 0 && handlers.length < python.lines / 1000 && caught < lines / 1000)
      return partial(
        `Almost nothing is caught: ${plural(caught, 'handler')} in the ${formatCount(lines)} lines of modules that do I/O.`,
        [
          ...risky
            .filter(({ call }) => !call.inTry)
            .slice(0, 3)
            .map(unguarded),
          ...evidence,
        ],
      )
    if (boundary.length === 0 && risky.length > 0 && !modules.some(guardsWork))
      return partial('Handlers are there, but none of them is around a call that can fail for an outside reason.', [
        ...risky.slice(0, 3).map(unguarded),
        ...handlers.slice(0, 3).map(({ path, handler }) => ({
          path,
          line: handler.line,
          note: `${handler.types.join(', ') || 'An error'} is caught where values are only converted.`,
        })),
      ])
    return pass(
      `Errors are caught and not hidden: ${counts}${boundary.length > 0 ? ', and a framework-level handler' : ''}.`,
      evidence,
    )
  },
  fix(facts) {
    const { python, kind } = facts
    const hidden = python.application
      .flatMap(({ path, record }) => record.handlers.map((handler) => ({ path, handler })))
      .find((found) => isBad(found, kind))
    return handlingFix(facts, hidden ? { path: hidden.path, line: hidden.handler.line } : null)
  },
})

const CONVERTS =
  /^(?:int|float|bool|str|bytes|len|list|dict|set|tuple|min|max|sum|range|sorted|getattr|next|round|uuid\.UUID|decimal\.Decimal|fractions\.Fraction)$|^datetime\.(?:datetime|date|time|timedelta)$|(?:^|\.)(?:strptime|strftime|fromisoformat|strip|split|lower|upper|replace|index|append|pop|get)$/

/** Some `try` of the module is around more than conversions: a call that may reach the outside. */
function guardsWork({ record }: PythonModule): boolean {
  return record.calls.some(({ inTry, callee }) => inTry && !CONVERTS.test(callee))
}

/** By the rubric: a bare except that does not raise on what it caught, or a broad one that hides the error. */
function isBad({ path, handler }: Found, { kind, facets }: Facts['kind']): boolean {
  if (handler.suppressed || handler.optionalImport || handler.breadth === 'narrow') return false
  if (handler.breadth === 'bare') return !handler.reraisesSame
  if (handler.reraises) return false
  const told = handler.tellsUser && (isCommand(path) || printReports(kind, facets))
  return !(handler.reports || handler.answers || handler.stores || told)
}

/** What a management command prints is for the person who runs it. */
function isCommand(path: string): boolean {
  return /(?:^|\/)management\/commands\//.test(path)
}

function printReports(kind: Kind, facets: readonly Kind[]): boolean {
  return !['web-service', 'worker'].includes(kind) || (facets.includes('cli') && kind !== 'web-service')
}

function badEvidence({ path, handler }: Found): Evidence {
  const what = handler.breadth === 'bare' ? 'A bare except' : `except ${handler.types.join(', ') || 'Exception'}`
  const why = handler.silent
    ? 'drops the error silently'
    : handler.breadth === 'bare' && (handler.reports || handler.reraises || handler.answers)
      ? 'takes whatever comes, also an interrupt, and does not raise it again'
      : handler.tellsUser
        ? 'only prints the error'
        : 'neither logs, raises nor answers'
  return { path, line: handler.line, endLine: handler.endLine, note: `${what} ${why}.` }
}

function unguarded({ module, call }: FoundCall): Evidence {
  return { path: module.path, line: call.line, note: `${call.callee} can fail and nothing around it catches that.` }
}

function good(handlers: readonly Found[], bad: readonly Found[]): Evidence[] {
  return handlers
    .filter(
      (found) => !bad.includes(found) && (found.handler.reports || found.handler.reraises || found.handler.answers),
    )
    .map(({ path, handler }) => ({
      path,
      line: handler.line,
      note: `${handler.types.join(', ') || 'An error'} is ${handler.reports ? 'logged' : handler.reraises ? 'caught and raised again' : 'answered'}.`,
    }))
}

function decisions(all: readonly Found[]): Evidence[] {
  return all
    .filter(({ handler }) => handler.suppressed)
    .slice(0, 2)
    .map(({ path, handler }) => ({
      path,
      line: handler.line,
      note: 'A coded suppression marks this handler as a decision; it is not counted.',
    }))
}
