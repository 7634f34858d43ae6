import 'server-only'
import { findOrgAccess, type OrgAccess } from '@/lib/auth/access'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'

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

/** What the viewer may see by now; null when that is nothing any more, or GitHub can't be asked. */
export async function reauthorise({
  viewerId,
  login,
}: Pick<OrgAccess, 'viewerId' | 'login'>): Promise<OrgAccess | null> {
  try {
    return await findOrgAccess(viewerId, login)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
