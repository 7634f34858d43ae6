import { setTimeout } from 'node:timers/promises'
import { cookies } from 'next/headers'
import { type ReactNode, Suspense } from 'react'

/** A skeleton that stands for less is a flicker, and costs a phone a second layout of the page. */
const PATIENCE_MS = 300

/**
 * Waits for `content` a moment, and shows the fallback if it is not there by then, where the browser runs scripts
 * (`/theme.js` leaves a cookie). Without scripts nothing could take the fallback away, so the page is sent when it is
 * whole. What is quick can still answer 404. What components inside the content read for themselves is waited for as well
 * once the content is there, so `content` reads whatever may take long.
 */
export async function Deferred({
  fallback,
  content,
  patienceMs = PATIENCE_MS,
}: {
  readonly fallback: ReactNode
  readonly content: () => Promise<Awaited<ReactNode>>
  readonly patienceMs?: number
}) {
  const [children, jar] = [content(), cookies()]
  const isQuick = settlesWithin(children, patienceMs)
  return !(await jar).has('scripts') || (await isQuick) ? children : <Suspense fallback={fallback}>{children}</Suspense>
}

function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const settled = work.then(
    () => true,
    () => true,
  )
  return Promise.race([settled, setTimeout(ms, false)])
}
