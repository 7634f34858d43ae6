const MOST_TEXTS = 20_000

/**
 * The same function, which looks at each text once: names of calls come back in every module and in every repository. What
 * it is given must depend on the text alone.
 */
export function perText<T>(tell: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const told = tell(text)
    // Emptied when full: what comes back is soon there again.
    if (known.size >= MOST_TEXTS) known.clear()
    if (told !== undefined) known.set(text, told)
    return told
  }
}

/** What the first pattern that fits a text stands for; null for none. */
export function firstFitting<T>(patterns: readonly (readonly [RegExp, T])[]): (text: string) => T | null {
  return perText((text) => patterns.find(([pattern]) => pattern.test(text))?.[1] ?? null)
}
