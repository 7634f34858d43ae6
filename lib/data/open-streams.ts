import 'server-only'

/** Of one person at one web server; a page has two at the most. */
export const MOST_OPEN = 60

const open = new Map<bigint, number>()

/** Takes a place for one more stream of this person; null when they have enough. The function that comes gives it back, once. */
export function takePlace(viewerId: bigint): (() => void) | null {
  const now = open.get(viewerId) ?? 0
  if (now >= MOST_OPEN) return null
  open.set(viewerId, now + 1)
  let isTaken = true
  return () => {
    if (!isTaken) return
    isTaken = false
    const left = (open.get(viewerId) ?? 1) - 1
    if (left > 0) open.set(viewerId, left)
    else open.delete(viewerId)
  }
}
