/**
 * The same function, which looks at each object once, for as long as that is kept. What it gives must depend on nothing else,
 * and nobody may change it.
 */
export function oncePer<K extends object, T extends object>(read: (of: K) => T): (of: K) => T {
  const known = new WeakMap<K, T>()
  return (of) => {
    const found = known.get(of) ?? read(of)
    known.set(of, found)
    return found
  }
}
