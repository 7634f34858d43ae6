import type { PythonModule } from '@/lib/facts/facts'
import type { LogCall } from '@/lib/facts/logging'
import { isInside, requestHooks } from '@/lib/facts/request-hooks'

/** Of Flask-SQLAlchemy: a hook that asks for them logs slow queries, not requests. */
const QUERIES = /get_(?:debug|recorded)_queries$/

/** Every request is logged in one place: by middleware, a hook of the framework, or its function for access logs. */
export function logsRequests(logs: readonly LogCall[]): boolean {
  const byModule = new Map<PythonModule, (string | null)[]>()
  for (const { module, call } of logs) {
    const scopes = byModule.get(module)
    if (scopes) scopes.push(call.scope)
    else byModule.set(module, [call.scope])
  }
  return [...byModule].some(([{ path, record }, scopes]) => {
    if (/middleware/i.test(path)) return true
    const aboutQueries = new Set(record.calls.filter(({ callee }) => QUERIES.test(callee)).map(({ scope }) => scope))
    const hooks = requestHooks(record)
    return scopes.some((scope) => !aboutQueries.has(scope) && isInside(scope, hooks))
  })
}
