import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { env } from '@/lib/env'

const VERSION = 'v1'
const IV_BYTES = 12
const TAG_BYTES = 16

/** What each stored text is encrypted for. */
export const CONTEXTS = {
  accessToken: (userId: bigint) => `github-token:${userId}:access`,
  refreshToken: (userId: bigint) => `github-token:${userId}:refresh`,
  messageAddress: (organisationId: bigint) => `organisation ${organisationId} webhook`,
} as const

/** That of today, by which everything new is encrypted, and while keys are being changed the one of before. */
export function encryptionKeys(): readonly [Buffer, ...Buffer[]] {
  const { AIRWORTHY_ENCRYPTION_KEY: today, AIRWORTHY_PREVIOUS_KEY: before } = env()
  return [Buffer.from(today, 'base64'), ...(before ? [Buffer.from(before, 'base64')] : [])]
}

/** AES-256-GCM as "v1.iv.tag.ciphertext" in base64url. */
export function seal(text: string, context: string, key: Buffer): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [VERSION, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
}

/** By the first of the keys that opens it; null when none encrypted it for this context, or it was changed since. */
export function unseal(encrypted: string, context: string, keys: readonly Buffer[]): string | null {
  for (const key of keys) {
    const text = unsealBy(key, encrypted, context)
    if (text !== null) return text
  }
  return null
}

function unsealBy(key: Buffer, encrypted: string, context: string): string | null {
  const [version, iv, tag, sealed, ...rest] = encrypted.split('.')
  if (version !== VERSION || iv === undefined || tag === undefined || sealed === undefined || rest.length > 0)
    return null
  const nonce = Buffer.from(iv, 'base64url')
  const mark = Buffer.from(tag, 'base64url')
  if (nonce.length !== IV_BYTES || mark.length !== TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(mark)
  try {
    return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
