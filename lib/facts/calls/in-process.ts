import type { CallRecord, ModuleRecord, Value } from '@/lib/python/record'

const CLIENT = /^httpx\.(?:Async)?Client(?:\(\)\.\w+)?$/
const MAKES_CLIENT = /^httpx\.(?:Async)?Client$/
/** Hands requests to an application in the same process, or answers them itself. */
const TRANSPORT = /^httpx\.(?:ASGI|WSGI|Mock)Transport(?:\(\))?$/

/** Tells which calls are of a client that never leaves the process: every client that is made where they stand is such a one. */
export function inProcess({ calls }: Pick<ModuleRecord, 'calls'>): (call: CallRecord) => boolean {
  const scopes = new Map<string | null, boolean>()
  let anywhere = true
  for (const call of calls) {
    if (!MAKES_CLIENT.test(call.callee)) continue
    const inside = staysInside(call)
    scopes.set(call.scope, inside && (scopes.get(call.scope) ?? true))
    anywhere &&= inside
  }
  if (scopes.size === 0) return () => false
  return (call) => {
    if (!CLIENT.test(call.callee)) return false
    return MAKES_CLIENT.test(call.callee) ? staysInside(call) : (scopes.get(call.scope) ?? anywhere)
  }
}

/** `app=` is how older versions were given the application. */
function staysInside({ keywords: { transport, app } }: CallRecord): boolean {
  return app !== undefined || (transport !== undefined && TRANSPORT.test(nameOf(transport)))
}

function nameOf(value: Value): string {
  if (value.kind === 'call') return value.callee
  return value.kind === 'name' ? value.value : ''
}
