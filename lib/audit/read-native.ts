import { setFlagsFromString } from 'node:v8'

/** Another thread may shut them out again in the very moment in which this one reads. */
const TRIES = 20

/**
 * A function over one of V8's own, named with a percent sign, for which Node has no other way; null where this V8 lacks
 * it. They are let in for the moment in which these few words are read, and nothing else is.
 */
export function readNative<T>(parameters: string, body: string): T | null {
  for (let left = TRIES; left > 0; left -= 1) {
    const found = tryOnce<T>(parameters, body)
    if (found) return found
  }
  return null
}

function tryOnce<T>(parameters: string, body: string): T | null {
  setFlagsFromString('--allow-natives-syntax')
  try {
    return new Function(parameters, body) as T
  } catch {
    return null
  } finally {
    setFlagsFromString('--no-allow-natives-syntax')
  }
}
