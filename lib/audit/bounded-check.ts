import { Script } from 'node:vm'
import { SlowCheck, type WithinBound } from '@/lib/checks/run'

const WORK = 'airworthyBoundedWork'
const script = new Script(`globalThis.${WORK}()`)

/**
 * Ends a check that takes longer, by V8's own means: what it was changing stays half changed, so that the thread must not
 * judge anything after a SlowCheck.
 */
export function boundedBy(timeoutMs: number): WithinBound {
  return (id, work) => {
    Reflect.set(globalThis, WORK, work)
    try {
      return script.runInThisContext({ timeout: timeoutMs, displayErrors: false })
    } catch (error) {
      if (Reflect.get(Object(error), 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new SlowCheck(id)
      throw error
    } finally {
      Reflect.deleteProperty(globalThis, WORK)
    }
  }
}
