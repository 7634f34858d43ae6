import { createHash } from 'node:crypto'

/** A number from 0 to below 1 that looks random and is always the same for the same parts. */
export function chance(...parts: (string | number)[]): number {
  return createHash('sha256').update(parts.join('\0')).digest().readUInt32BE() / 2 ** 32
}

export function pick<T>(list: readonly T[], ...parts: (string | number)[]): T {
  const picked = list[Math.floor(chance(...parts) * list.length)]
  if (picked === undefined) throw new Error('There is nothing to pick from.')
  return picked
}

/** The same items in an order of their own. */
export function shuffle<T>(items: readonly T[], ...parts: (string | number)[]): T[] {
  const keyed = items.map((item, index) => ({ item, key: chance(...parts, index) }))
  return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item)
}
