/** Remembers answers about immutable things (commits, trees); forgets the oldest first and keeps neither failures nor absence. */
export function memoise<V>(limit: number): (key: string, make: () => Promise<V>) => Promise<V> {
  const entries = new Map<string, Promise<V>>()
  return (key, make) => {
    const known = entries.get(key)
    if (known) return known
    const made = make()
    entries.set(key, made)
    made.then(
      (value) => value === undefined && entries.delete(key),
      () => entries.delete(key),
    )
    if (entries.size > limit) {
      const oldest = entries.keys().next()
      if (!oldest.done) entries.delete(oldest.value)
    }
    return made
  }
}
