const EVERY_MS = 3000
/** So many times as long as reading the page took it is left alone: many open pages must not wear the server out. */
const TIMES_LONGER = 20
const LONGEST_MS = 60_000

interface Request {
  refresh(): void
  done(): void
}

const waiting = new Set<Request>()
let lastAt = 0
let tookMs = 0
let isUnderWay = false
let isDue = false

/**
 * Has the page read again by `refresh`, once every few seconds whoever asks for it, and calls `done` then. Whoever
 * refreshes says `refreshed` when the page is there. Answers how to take the request back.
 */
export function refreshSoon(refresh: () => void, done: () => void = () => undefined): () => void {
  const request = { refresh, done }
  waiting.add(request)
  if (!isDue) {
    isDue = true
    setTimeout(refreshOnce, untilNext())
  }
  return () => waiting.delete(request)
}

/** The page that was asked for last is there. */
export function refreshed(): void {
  if (isUnderWay) tookMs = Date.now() - lastAt
  isUnderWay = false
}

function untilNext(): number {
  const pauseMs = Math.min(Math.max(EVERY_MS, tookMs * TIMES_LONGER), LONGEST_MS)
  return Math.max(0, lastAt + pauseMs - Date.now())
}

function refreshOnce(): void {
  const wait = isUnderWay && Date.now() < lastAt + LONGEST_MS ? EVERY_MS : untilNext()
  if (waiting.size > 0 && wait > 0) {
    setTimeout(refreshOnce, wait)
    return
  }
  isDue = false
  const asked = [...waiting]
  waiting.clear()
  if (asked.length === 0) return
  lastAt = Date.now()
  isUnderWay = true
  asked[0]?.refresh()
  for (const { done } of asked) done()
}
