import type { FoundCall } from '@/lib/facts/calls'
import type { PythonModule } from '@/lib/facts/facts'
import type { CallRecord, ModuleRecord, Value } from '@/lib/python/record'
import { outermost } from './retries.part.call-graph'
import { isOfTheNetwork } from './retries.part.errors'
import { policyIn, type RetryPolicy } from './retries.part.policy'

export const SLEEP = /^(?:time|asyncio|trio|anyio|gevent|tornado\.gen)\.sleep$/
/** A pause that is computed from the attempt. */
const GROWS =
  /\*\*|<<|\*\s*(?:attempt|retr|try|tries|i\b|n\b|2)|\*(?<=(?:attempt|retr\w*|\bi|\bn)\s*\*)|\+\s*(?:attempt|retr|tries)|\bexp\b|exponential|backoff/i
/** Errors of what was given, which no second try mends. */
const NOT_PASSING =
  /^(?:ValueError|KeyError|IndexError|TypeError|AttributeError|UnicodeDecodeError|UnicodeEncodeError|ImportError|ModuleNotFoundError|KeyboardInterrupt|EOFError|NameError|FileNotFoundError|json\.(?:decoder\.)?JSONDecodeError)$/

/** Loops, functions that call themselves, and calls that are simply made again. `calls`: the module's outbound ones. */
export function handWritten(module: PythonModule, calls: readonly FoundCall[]): RetryPolicy[] {
  const pauses = pausesOf(module)
  return [
    ...pauses,
    ...growingTasks(module),
    ...repeats(module, calls).filter(({ wraps }) => !pauses.some((pause) => pause.wraps === wraps)),
    ...againInHandler(module, calls),
    ...(calls.length > 0 ? recursions(module) : []),
  ]
}

/** A loop, or a function that calls itself again, that sleeps. */
function pausesOf({ path, record }: PythonModule): RetryPolicy[] {
  return record.calls.flatMap((call) => {
    const { callee, args, line, inLoop, inHandler, scope } = call
    if (!SLEEP.test(callee)) return []
    const counted = isRepeated(record, call)
    if (!counted && !inLoop && !(inHandler && callsItself(record, scope))) return []
    const caught = inHandler || record.handlers.some((handler) => handler.scope === scope)
    if (!caught && !counted) return []
    const grows = isGrowing(args[0], record, scope)
    if (!grows && !counted && !(inHandler && countsAttempts(record, scope))) return []
    const policy = policyIn(path, scope)(
      line,
      grows ? 'Tries again after a growing pause.' : 'Tries again after a fixed pause.',
      grows ? 'backoff' : 'weak',
      'retries wait a fixed time',
    )
    return [{ ...policy, maker: outermost(scope) }]
  })
}

function isGrowing(pause: Value | undefined, { growths }: ModuleRecord, scope: string | null): boolean {
  if (!pause || pause.kind === 'number') return false
  const written =
    pause.kind === 'other' ? pause.text : pause.kind === 'name' ? (pause.written ?? pause.value) : JSON.stringify(pause)
  const text = written.slice(0, 300)
  const names = new Set(text.match(/[A-Za-z_][\w.]*/g) ?? [])
  if (pause.kind !== 'name' && names.size > 0 && GROWS.test(text)) return true
  // What an object keeps may grow in any of its methods.
  return growths.some((growth) => names.has(growth.name) && (growth.scope === scope || growth.name.includes('.')))
}

/** A task that makes its own pause longer before it fails: `task.retry_delay *= 4`. */
function growingTasks({ path, record }: PythonModule): RetryPolicy[] {
  return record.growths.flatMap(({ name, line, scope }) => {
    if (!/\.(?=\w+$)\w*(?:delay|countdown|interval)/.test(name) || !/retr/i.test(name)) return []
    const handled = record.handlers.some(
      (handler) => handler.scope === scope && handler.line < line && handler.endLine >= line,
    )
    if (!handled) return []
    const policy = policyIn(path, scope)(line, 'A task that fails waits longer before each retry.', 'backoff', '', true)
    return [{ ...policy, maker: outermost(scope) }]
  })
}

/** A loop that makes an outbound call in each attempt, or catches what such a call raises, without a pause. */
function repeats({ path, record }: PythonModule, calls: readonly FoundCall[]): RetryPolicy[] {
  return record.repeats.flatMap(({ line, endLine, scope }) =>
    calls.some(({ call }) => call.scope === scope && call.line >= line && call.line <= endLine) ||
    record.handlers.some(
      (handler) =>
        handler.scope === scope && handler.line > line && handler.endLine <= endLine && isOfTheNetwork(handler, record),
    )
      ? [policyIn(path, scope)(line, 'Tries again at once.', 'weak', 'retries are immediate')]
      : [],
  )
}

/** The outbound call that failed is made again by the handler that caught it. */
function againInHandler({ path, record }: PythonModule, calls: readonly FoundCall[]): RetryPolicy[] {
  return record.handlers.flatMap((handler) => {
    if (isForGood(handler.types)) return []
    const { scope, line, endLine } = handler
    const own = calls.map(({ call }) => call).filter((call) => call.scope === scope)
    const again = own.find((call) => call.inHandler && call.line > line && call.line <= endLine)
    const isTried = own.some((call) => call.inTry && call.callee === again?.callee && call.line < line)
    if (!again || !isTried) return []
    return [policyIn(path, scope)(again.line, 'The call is made again at once.', 'weak', 'retries are immediate')]
  })
}

/** A function that calls itself where it has caught an error. */
function recursions({ path, record }: PythonModule): RetryPolicy[] {
  return record.calls.flatMap((call) => {
    const { inHandler, scope, line } = call
    if (!inHandler || !isOwnName(call, scope)) return []
    const handler = record.handlers.find((each) => each.scope === scope && each.line < line && each.endLine >= line)
    if (!handler || isForGood(handler.types)) return []
    const sleeps = record.calls.some((each) => each.scope === scope && SLEEP.test(each.callee))
    return sleeps ? [] : [policyIn(path, scope)(line, 'Calls itself again at once.', 'weak', 'retries are immediate')]
  })
}

function isForGood(types: readonly string[]): boolean {
  return types.length > 0 && types.every((type) => NOT_PASSING.test(type))
}

function isRepeated({ repeats }: ModuleRecord, { line, scope }: CallRecord): boolean {
  return repeats.some((repeat) => repeat.scope === scope && line >= repeat.line && line <= repeat.endLine)
}

function callsItself({ calls }: ModuleRecord, scope: string | null): boolean {
  return calls.some((call) => call.scope === scope && isOwnName(call, scope))
}

function isOwnName({ callee, written }: CallRecord, scope: string | null): boolean {
  const name = scope?.split('.').at(-1)
  return name !== undefined && (callee === name || written === name || written === `self.${name}`)
}

/** A pause in a handler is a retry only where attempts are counted: else it goes on to the next item. */
function countsAttempts({ calls, functions }: ModuleRecord, scope: string | null): boolean {
  const fn = functions.find(({ qualifiedName }) => qualifiedName === scope)
  const names = [scope ?? '', ...(fn?.parameters.map(({ name }) => name) ?? [])].join(' ')
  if (/retr|attempt|tries|reconnect/i.test(names)) return true
  return calls.some((call) => call.scope === scope && call.callee === 'range' && call.args[0]?.kind === 'number')
}
