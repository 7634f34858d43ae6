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

/** What the first pattern that fits a text stands for; null for none. Asks all at once first, since most texts fit none. */
export function firstFitting<T>(patterns: readonly (readonly [RegExp, T])[]): (text: string) => T | null {
  const any = anyOf(patterns.map(([pattern]) => pattern))
  return perText((text) =>
    any === null || any.test(text) ? (patterns.find(([pattern]) => pattern.test(text))?.[1] ?? null) : null,
  )
}

/** Refers to a group by its number or name, which would be another one among others. */
const NAMES_GROUP = /\\[1-9k]|\(\?<(?![=!])/

/** One pattern that fits where one of these does; null where they can't be one. */
export function anyOf(patterns: readonly RegExp[]): RegExp | null {
  const [first, ...others] = patterns
  const flags = first?.flags ?? ''
  const canJoin = patterns.every(({ source }) => !NAMES_GROUP.test(source)) && others.every((p) => p.flags === flags)
  return first && canJoin ? new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), flags) : null
}

/** Below this V8 copies what is cut from a text. */
const SHORTEST_SLICE = 13

/** A longer string that was cut from another keeps all of that in memory; this one is cut from a copy of its own length. */
function copyOf(text: string): string {
  if (text.length < SHORTEST_SLICE) return text
  return ` ${text}`.slice(1)
}
