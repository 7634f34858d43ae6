import 'server-only'
import { findOrgAccess, type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { isOutage } from '@/lib/auth/freshness'
import { wayIn } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { takePlace } from './open-streams'
import { findSignedInUser } from './users'

/** What a viewer is told in an organisation: lines of an event stream. */
export type EventLines = (access: OrgAccess, signal: AbortSignal) => AsyncIterable<string>

/**
 * Answers with server-sent events of an organisation for as long as the page is open, to whoever may look into it; 503
 * while GitHub can't be asked, 429 to somebody who follows too much already.
 */
export async function answerWithEvents(login: string, request: Request, lines: EventLines): Promise<Response> {
  const access = await requireOrgAccess(login).catch(outage)
  if (access instanceof Response) return access
  const leave = takePlace(access.viewerId)
  if (!leave) return refusal('Too many pages are open. Close some of them.', 429)
  const stop = new AbortController()
  // Begun here, so that the long list in `access` is not held for as long as the page is open.
  const events = lines(access, AbortSignal.any([request.signal, stop.signal]))
  return new Response(toEventStream(events, request.signal, stop, leave), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

/**
 * What the viewer may see by now; null when that is nothing any more or they were signed out, and 'unsure' while GitHub
 * can't be asked: then nothing may be told.
 */
export async function reauthorise({
  viewerId,
  login,
}: Pick<OrgAccess, 'viewerId' | 'login'>): Promise<OrgAccess | 'unsure' | null> {
  try {
    const isSignedIn = wayIn() === 'token' || (await findSignedInUser(viewerId)) !== null
    if (!isSignedIn) return null
    return await findOrgAccess(viewerId, login)
  } catch (error) {
    if (isOutage(error)) return 'unsure'
    if (error instanceof AppError) return null
    throw error
  }
}

/** What `notFound` and `redirect` throw is Next's to answer. */
function outage(error: unknown): Response {
  if (!(error instanceof AppError)) throw error
  return refusal(error.message, 503)
}

function refusal(error: string, status: number): Response {
  return Response.json({ error }, { status, headers: { 'retry-after': '30' } })
}

/** The body of a response; it ends with its events, or with the request; `stop` ends the events; `leave` is told of the end. */
function toEventStream(
  events: AsyncIterable<string>,
  signal: AbortSignal,
  stop: AbortController,
  leave: () => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const encoder = new TextEncoder()
      try {
        for await (const event of events) controller.enqueue(encoder.encode(event))
        controller.close()
      } catch (error) {
        if (!signal.aborted && !stop.signal.aborted) {
          log().warn({ error }, 'a page could not follow what happens')
          controller.error(error)
        }
      } finally {
        leave()
      }
    },
    cancel: () => stop.abort(),
  })
}
