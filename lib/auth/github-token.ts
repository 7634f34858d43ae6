import 'server-only'
import { findToken, forgetToken, renewToken, type StoredToken, storeToken } from '@/lib/data/github-tokens'
import { env } from '@/lib/env'
import { AppError, hasCode } from '@/lib/errors'
import { type Priority, TOKEN_KEY, userKey } from '@/lib/github/budget'
import { createGitHubClient, type GitHubClient } from '@/lib/github/client'
import { type IssuedToken, refreshUserToken } from '@/lib/github/refresh-token'
import { CONTEXTS, decrypt, encrypt } from './encryption'
import { spendingOf } from './github-spending'

/** A token is renewed this long before it ends, so that it lasts for the work at hand. */
const RENEW_BEFORE_MS = 5 * 60_000

/**
 * Works with GitHub as this person: with their own token, renewed when needed; in token mode with GITHUB_TOKEN. A token
 * that GitHub refuses is forgotten, which signs the person out. One that this process can't decrypt is kept, because
 * another one may: throws AppError 'misconfigured'.
 */
export async function asUser<T>(
  userId: bigint,
  work: (client: GitHubClient) => Promise<T>,
  priority: Priority = 'interactive',
): Promise<T> {
  const { GITHUB_TOKEN } = env()
  if (GITHUB_TOKEN) return work(createGitHubClient(GITHUB_TOKEN, spendingOf(TOKEN_KEY, priority)))
  const stored = await currentToken(userId)
  const token = open(userId, 'accessToken', stored.accessToken)
  try {
    return await work(createGitHubClient(token, spendingOf(userKey(userId), priority)))
  } catch (error) {
    if (hasCode(error, 'signed-out')) await forgetToken(userId, stored.accessToken)
    throw error
  }
}

/** Keeps what GitHub issued at sign-in, encrypted. */
export async function keepToken(userId: bigint, issued: IssuedToken): Promise<void> {
  await storeToken(userId, seal(userId, issued))
}

async function currentToken(userId: bigint): Promise<StoredToken> {
  const stored = await findToken(userId)
  const current = stored && needsRenewal(stored) ? await renewToken(userId, (row) => renew(userId, row)) : stored
  if (!current) throw signedOut()
  return current
}

async function renew(userId: bigint, current: StoredToken): Promise<StoredToken | null> {
  if (!needsRenewal(current)) return current
  if (current.refreshToken === null || isPast(current.refreshTokenExpiresAt))
    return isPast(current.accessTokenExpiresAt) ? null : current
  const refreshToken = open(userId, 'refreshToken', current.refreshToken)
  try {
    const issued = await refreshUserToken(refreshToken)
    return seal(userId, { ...issued, scope: issued.scope || current.scope })
  } catch (error) {
    if (hasCode(error, 'signed-out')) return null
    throw error
  }
}

function needsRenewal({ accessTokenExpiresAt }: StoredToken): boolean {
  return accessTokenExpiresAt !== null && accessTokenExpiresAt.getTime() < Date.now() + RENEW_BEFORE_MS
}

function isPast(date: Date | null): boolean {
  return date !== null && date.getTime() <= Date.now()
}

function seal(userId: bigint, issued: IssuedToken): StoredToken {
  const { accessToken, refreshToken, ...rest } = issued
  return {
    ...rest,
    accessToken: encrypt(accessToken, CONTEXTS.accessToken(userId)),
    refreshToken: refreshToken && encrypt(refreshToken, CONTEXTS.refreshToken(userId)),
  }
}

function open(userId: bigint, use: 'accessToken' | 'refreshToken', sealed: string): string {
  const token = decrypt(sealed, CONTEXTS[use](userId))
  if (token === null) {
    throw new AppError(
      'misconfigured',
      'The GitHub sign-in was encrypted by a key that this process does not have. Set that one as AIRWORTHY_PREVIOUS_KEY and run npm run rotate-key, or sign out and in again.',
    )
  }
  return token
}

function signedOut(): AppError {
  return new AppError('signed-out', 'The GitHub sign-in has ended. Sign in again.')
}
