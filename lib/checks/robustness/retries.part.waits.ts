import type { PythonModule } from '@/lib/facts/facts'
import { type CallGraph, unitOf } from './retries.part.call-graph'
import { isOfTheNetwork } from './retries.part.errors'
import { SLEEP } from './retries.part.hand-written'
import { policyIn, type RetryPolicy } from './retries.part.policy'

const PAUSE = /\.(?:wait_for_timeout|wait)$/

/** Loops that ask another server again and again at the same interval: whatever failed is asked again, without a bound. */
export function waits(module: PythonModule, graph: CallGraph): RetryPolicy[] {
  const { path, record } = module
  return record.waits.flatMap(({ line, endLine, scope }) => {
    const isInside = (place: { line: number; scope: string | null }) =>
      place.scope === scope && place.line >= line && place.line <= endLine
    const pause = record.calls.find((call) => isInside(call) && (SLEEP.test(call.callee) || PAUSE.test(call.callee)))
    if (!pause) return []
    const handlers = record.handlers.filter(isInside)
    const make = policyIn(path, scope)
    const policy = () => [
      make(pause.line, 'Asks again at a fixed interval.', 'weak', 'a loop only asks again at a fixed interval'),
    ]
    if (handlers.some((handler) => isOfTheNetwork(handler, record))) return policy()
    const own = graph.units.get(unitOf(path, scope)) ?? []
    const asks = own.some(({ call }) => isInside(call))
    if (asks && handlers.length > 0) return policy()
    const reached = graph.calledBetween(module, scope, line, endLine).filter((unit) => graph.units.has(unit))
    return reached.some((unit) => handlers.length > 0 || graph.swallows(unit)) ? policy() : []
  })
}
