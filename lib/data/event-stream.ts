import 'server-only'
import { findOrgAccess, type OrgAccess } from '@/lib/auth/access'
import { wayIn } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { findSignedInUser } from './users'

/** Server-sent events as a response's body; they end with what `read` yields, or with the request. */
export function toEventStream(
  read: (signal: AbortSignal) => AsyncIterable<string>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const stop = new AbortController()
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const encoder = new TextEncoder()
      try {
        for await (const event of read(AbortSignal.any([signal, stop.signal]))) {
          controller.enqueue(encoder.encode(event))
        }
        controller.close()
      } catch (error) {
        if (!signal.aborted && !stop.signal.aborted) {
          log().warn({ error }, 'a page could not follow what happens')
          controller.error(error)
        }
      }
    },
    cancel: () => stop.abort(),
  })
}

/** What the viewer may see by now; null when that is nothing any more, they were signed out, or GitHub can't be asked. */
export async function reauthorise(access: OrgAccess): Promise<OrgAccess | null> {
  try {
    const isSignedIn = wayIn() === 'token' || (await findSignedInUser(access.viewerId)) !== null
    if (!isSignedIn) return null
    return await findOrgAccess(access.viewerId, access.login)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
