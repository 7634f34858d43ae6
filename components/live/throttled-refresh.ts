const EVERY_MS = 3000

interface Request {
  refresh(): void
  done(): void
}

const waiting = new Set<Request>()
let lastAt = 0
let isDue = false

/**
 * Has the page read again by `refresh`, once every few seconds whoever asks for it, and calls `done` then. Answers how to
 * take the request back.
 */
export function refreshSoon(refresh: () => void, done: () => void = () => undefined): () => void {
  const request = { refresh, done }
  waiting.add(request)
  if (!isDue) {
    isDue = true
    setTimeout(refreshOnce, Math.max(0, lastAt + EVERY_MS - Date.now()))
  }
  return () => waiting.delete(request)
}

function refreshOnce(): void {
  isDue = false
  const asked = [...waiting]
  waiting.clear()
  if (asked.length === 0) return
  lastAt = Date.now()
  asked[0]?.refresh()
  for (const { done } of asked) done()
}
