import 'server-only'
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'

/** 128 bits, which nobody guesses, in an address that is still short. */
const SIGNATURE_BYTES = 16

/**
 * What opens the badges of a private repository to whoever has the link. It is of one repository and one generation of its
 * links: raising the generation revokes every link before it.
 */
export function signBadge(repositoryId: bigint, generation: number): string {
  return signature(repositoryId, generation).toString('base64url')
}

export function isBadgeSignature(signed: string, repositoryId: bigint, generation: number): boolean {
  const given = Buffer.from(signed, 'base64url')
  return given.length === SIGNATURE_BYTES && timingSafeEqual(given, signature(repositoryId, generation))
}

function signature(repositoryId: bigint, generation: number): Buffer {
  const text = `badge:${repositoryId}:${generation}`
  return createHmac('sha256', linkKey()).update(text).digest().subarray(0, SIGNATURE_BYTES)
}

/** A key of its own, so that what it signs is never taken for something else. */
function linkKey(): Buffer {
  const key = Buffer.from(env().AIRWORTHY_ENCRYPTION_KEY, 'base64')
  return Buffer.from(hkdfSync('sha256', key, '', 'airworthy badge links', 32))
}
