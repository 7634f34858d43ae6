import 'server-only'
import { CONTEXTS, encryptionKeys, seal, unseal } from './sealing'

export { CONTEXTS }

/**
 * AES-256-GCM as "v1.iv.tag.ciphertext" in base64url. `context` says what the text is and whose it is; the same must be
 * given to decrypt, so that a row copied to another person is refused.
 */
export function encrypt(text: string, context: string, key = encryptionKeys()[0]): string {
  return seal(text, context, key)
}

/** By the key of today, else by the one of before; null when neither encrypted it for this context, or it was changed. */
export function decrypt(encrypted: string, context: string, keys: readonly Buffer[] = encryptionKeys()): string | null {
  return unseal(encrypted, context, keys)
}
