export interface Memory<V> {
  (key: string, make: () => Promise<V>): Promise<V>
  /** What is remembered or being made. */
  known(key: string): Promise<V> | undefined
}

/**
 * Remembers answers about immutable things (commits, trees); forgets what was asked for longest ago and keeps neither
 * failures nor absence. `weigh` tells how much of the limit an answer takes: one unless told otherwise.
 */
export function memoise<V>(limit: number, weigh: (value: NonNullable<V>) => number = () => 1): Memory<V> {
  const entries = new Map<string, { made: Promise<V>; weight: number }>()
  let total = 0
  const forget = (key: string, entry: { weight: number } | undefined) => {
    if (!entry || entries.get(key) !== entry) return
    entries.delete(key)
    total -= entry.weight
  }
  const remember = (key: string, make: () => Promise<V>) => {
    const known = entries.get(key)
    if (known) {
      entries.delete(key)
      entries.set(key, known)
      return known.made
    }
    const entry = { made: make(), weight: 0 }
    entries.set(key, entry)
    entry.made.then(
      (value) => {
        if (value === undefined || value === null) return forget(key, entry)
        if (entries.get(key) !== entry) return
        entry.weight = weigh(value)
        total += entry.weight
        for (const [oldest, old] of entries) {
          if (total <= limit) break
          forget(oldest, old)
        }
      },
      () => forget(key, entry),
    )
    return entry.made
  }
  return Object.assign(remember, { known: (key: string) => entries.get(key)?.made })
}
