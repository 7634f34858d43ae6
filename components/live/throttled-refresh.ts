const EVERY_MS = 3000
/** So many times as long as reading the page took it is left alone: many open pages must not wear the server out. */
const TIMES_LONGER = 20
const LONGEST_MS = 60_000

/** What happens is told in a few steps (a push, its check, its end), which are all shown before the pauses grow. */
const STEPS = 3
/** Nor is it read anew at once again for somebody who waits for it. */
const EAGER_MS = 1000

interface Request {
  refresh(): void
  done(): void
  readonly isAwaited: boolean
}

interface Options {
  /** Called once the page was asked for. */
  readonly done?: () => void
  /** The person at the page began what ended now: it is shown without the pause between others' changes. */
  readonly isAwaited?: boolean
}

const waiting = new Set<Request>()
let lastAt = 0
/** When it was read for what nobody at the page asked for, the last times, oldest first. */
let unasked: readonly number[] = []
let tookMs = 0
let isUnderWay = false
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Has the page read again by `refresh`, once every few seconds whoever asks for it. Whoever refreshes says `refreshed`
 * when the page is there. Answers how to take the request back.
 */
export function refreshSoon(
  refresh: () => void,
  { done = () => undefined, isAwaited = false }: Options = {},
): () => void {
  const request = { refresh, done, isAwaited }
  waiting.add(request)
  if (timer === undefined || isAwaited) look(untilNext())
  return () => waiting.delete(request)
}

/** The page that was asked for last is there. */
export function refreshed(): void {
  if (isUnderWay) tookMs = Date.now() - lastAt
  isUnderWay = false
}

function look(inMs: number): void {
  clearTimeout(timer)
  timer = setTimeout(refreshOnce, inMs)
}

function untilNext(): number {
  if (isAwaited()) return Math.max(0, lastAt + EAGER_MS - Date.now())
  const pauseMs = Math.min(Math.max(EVERY_MS, tookMs * TIMES_LONGER), LONGEST_MS)
  const firstOfSteps = unasked.length < STEPS ? 0 : (unasked[0] ?? 0)
  return Math.max(0, lastAt + EVERY_MS - Date.now(), firstOfSteps + STEPS * pauseMs - Date.now())
}

function isAwaited(): boolean {
  return [...waiting].some((request) => request.isAwaited)
}

function refreshOnce(): void {
  timer = undefined
  const wait = isUnderWay && Date.now() < lastAt + LONGEST_MS ? EAGER_MS : untilNext()
  if (waiting.size > 0 && wait > 0) {
    look(wait)
    return
  }
  const asked = [...waiting]
  const isForPerson = isAwaited()
  waiting.clear()
  if (asked.length === 0) return
  lastAt = Date.now()
  if (!isForPerson) unasked = [...unasked, lastAt].slice(-STEPS)
  isUnderWay = true
  asked[0]?.refresh()
  for (const { done } of asked) done()
}
