import 'server-only'
import { verify } from '@octokit/webhooks-methods'

const SIGNATURE = /^sha256=[\da-f]{64}$/

/** Whether `X-Hub-Signature-256` looks like one at all, which can be told before the body is read. */
export function isSignature(header: string | null): header is string {
  return header !== null && SIGNATURE.test(header)
}

/**
 * The text of a body that was signed with this secret, or null. Bytes that are no UTF-8 are refused rather than
 * replaced: two bodies that differ must never count as the same one.
 */
export async function verifiedText(body: Uint8Array, signature: string, secret: string): Promise<string | null> {
  const text = decode(body)
  return text && (await verify(secret, text, signature)) ? text : null
}

function decode(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return null
  }
}
