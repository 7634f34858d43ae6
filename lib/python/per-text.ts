const MOST_TEXTS = 8_000
/** Longer ones seldom come back. */
const LONGEST = 200

/**
 * The same function, which looks at each text once: names of calls come back in every module and in every repository. What
 * it gives must depend on the text alone.
 */
export function perText<T>(tell: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const told = tell(text)
    if (text.length > LONGEST) return told
    // Emptied when full: what comes back is soon there again.
    if (known.size >= MOST_TEXTS) known.clear()
    known.set(copyOf(text), told)
    return told
  }
}

/** What the first pattern that fits a text stands for; null for none. */
export function firstFitting<T>(patterns: readonly (readonly [RegExp, T])[]): (text: string) => T | null {
  return perText((text) => patterns.find(([pattern]) => pattern.test(text))?.[1] ?? null)
}

/** Below this V8 copies what is cut from a text. */
const SHORTEST_SLICE = 13

/** A longer string that was cut from another keeps all of that in memory. */
function copyOf(text: string): string {
  if (text.length < SHORTEST_SLICE) return text
  return JSON.parse(JSON.stringify(text)) as string
}
