import 'server-only'
import { NextRequest } from 'next/server'

/** Forms of signing in and out are far smaller; anybody may send one, and next-auth reads whatever comes. */
export const MOST_BYTES = 64 * 1024

/** The same request with its body in memory; null when that is too large, of which no more is read then. */
export async function boundedRequest(request: NextRequest): Promise<NextRequest | null> {
  const reader = request.body?.getReader()
  if (!reader) return request
  const chunks: Uint8Array[] = []
  let bytes = 0
  while (true) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.byteLength
    if (bytes > MOST_BYTES) {
      reader.cancel().catch(() => undefined)
      return null
    }
    chunks.push(value)
  }
  return new NextRequest(request.url, { method: request.method, headers: request.headers, body: Buffer.concat(chunks) })
}
