import 'server-only'
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { encryptionKeys } from './sealing'

/** 128 bits, which nobody guesses, in an address that is still short. */
const SIGNATURE_BYTES = 16

/**
 * What opens the badges of a private repository to whoever has the link. It is of one repository and one generation of its
 * links: raising the generation revokes every link before it.
 */
export function signBadge(repositoryId: bigint, generation: number): string {
  return signature(repositoryId, generation, encryptionKeys()[0]).toString('base64url')
}

export function isBadgeSignature(signed: string, repositoryId: bigint, generation: number): boolean {
  const given = Buffer.from(signed, 'base64url')
  if (given.length !== SIGNATURE_BYTES) return false
  return encryptionKeys().some((key) => timingSafeEqual(given, signature(repositoryId, generation, key)))
}

function signature(repositoryId: bigint, generation: number, key: Buffer): Buffer {
  const text = `badge:${repositoryId}:${generation}`
  return createHmac('sha256', linkKey(key)).update(text).digest().subarray(0, SIGNATURE_BYTES)
}

/** A key of its own, so that what it signs is never taken for something else. */
function linkKey(key: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', 'airworthy badge links', 32))
}
