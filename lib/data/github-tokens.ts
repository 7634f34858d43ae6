import 'server-only'
import { db } from './db'

/** One person's token as it is stored: both texts are encrypted before they get here. */
export interface StoredToken {
  readonly accessToken: string
  readonly accessTokenExpiresAt: Date | null
  readonly refreshToken: string | null
  readonly refreshTokenExpiresAt: Date | null
  readonly scope: string
}

const SELECT = {
  accessToken: true,
  accessTokenExpiresAt: true,
  refreshToken: true,
  refreshTokenExpiresAt: true,
  scope: true,
} as const

const RENEWAL_TIMEOUT_MS = 30_000

export async function findToken(userId: bigint): Promise<StoredToken | null> {
  return db().githubToken.findUnique({ where: { userId }, select: SELECT })
}

export async function storeToken(userId: bigint, token: StoredToken): Promise<void> {
  await db().githubToken.upsert({ where: { userId }, create: { userId, ...token }, update: token })
}

/** Forgets the token, only while it still is the one given: a newer sign-in must not suffer for an old refusal. */
export async function forgetToken(userId: bigint, accessToken: string): Promise<void> {
  await db().githubToken.deleteMany({ where: { userId, accessToken } })
}

/** Forgets whatever token there is, which signs the person out. */
export async function forgetTokensOf(userId: bigint): Promise<void> {
  await db().githubToken.deleteMany({ where: { userId } })
}

/**
 * Renews under a row lock, since a refresh token works once: whoever waited for the lock sees the token that the first
 * one stored. `renew` gets the current row and answers with the new one, the same one to keep it, or null to forget it.
 */
export async function renewToken(
  userId: bigint,
  renew: (current: StoredToken) => Promise<StoredToken | null>,
): Promise<StoredToken | null> {
  return db().$transaction(
    async (tx) => {
      await tx.$queryRaw`select user_id from github_tokens where user_id = ${userId} for update`
      const current = await tx.githubToken.findUnique({ where: { userId }, select: SELECT })
      if (!current) return null
      const next = await renew(current)
      if (next === null) await tx.githubToken.delete({ where: { userId } })
      else if (next !== current) await tx.githubToken.update({ where: { userId }, data: next })
      return next
    },
    { timeout: RENEWAL_TIMEOUT_MS, maxWait: RENEWAL_TIMEOUT_MS },
  )
}
