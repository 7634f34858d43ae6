import 'server-only'

/** GitHub sends at most 25 MB. */
export const MOST_BYTES = 25 * 1024 * 1024
/** All bodies that are being read at one moment, so that many at once can't fill the memory. */
const MOST_HELD_BYTES = 8 * MOST_BYTES
const TIMEOUT_MS = 10_000

let heldBytes = 0

export type BodyRead =
  | { readonly body: Uint8Array }
  /** too-large: more than `mostBytes`; busy: too many others at once; cut: it ended early or came too slowly. */
  | { readonly refused: 'too-large' | 'busy' | 'cut' }

/** Reads a request's body and stops as soon as it is too large, whatever its length was said to be. */
export async function readBody(request: Request, mostBytes = MOST_BYTES): Promise<BodyRead> {
  if (Number(request.headers.get('content-length')) > mostBytes) return { refused: 'too-large' }
  const reader = request.body?.getReader()
  if (!reader) return { body: new Uint8Array() }
  const timeout = setTimeout(() => reader.cancel('too slow').catch(() => undefined), TIMEOUT_MS)
  const startedAt = Date.now()
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) break
      bytes += value.byteLength
      heldBytes += value.byteLength
      chunks.push(value)
      if (bytes > mostBytes) return { refused: 'too-large' }
      if (heldBytes > MOST_HELD_BYTES) return { refused: 'busy' }
    }
    // A cancelled stream ends as if it were whole.
    return Date.now() - startedAt < TIMEOUT_MS ? { body: Buffer.concat(chunks) } : { refused: 'cut' }
  } catch {
    return { refused: 'cut' }
  } finally {
    heldBytes -= bytes
    clearTimeout(timeout)
    reader.cancel().catch(() => undefined)
  }
}
