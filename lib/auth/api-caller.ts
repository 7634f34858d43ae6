import 'server-only'
import { findApiToken, noteTokenUsed } from '@/lib/data/api-tokens'
import { type ApiAccount, REQUESTS_OF_ONE_PERSON, REQUESTS_PER_MINUTE } from '@/lib/data/api-usage'
import { findSignedInUser } from '@/lib/data/users'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { hashOfToken, isApiToken } from './api-token'
import { isLoopbackHost } from './loopback'
import { findTokenOwner } from './token-owner'
import { getViewer } from './viewer'

/** Whoever asks the API. */
export interface ApiCaller {
  /** GitHub's numeric id of the person whose eyes these are. */
  readonly viewerId: bigint
  /** On which the request counts: that of the token or the browser, and then that of the person. */
  readonly accounts: readonly [ApiAccount, ApiAccount]
}

/**
 * The person behind a request: by a personal token in `Authorization: Bearer`, or else by the session of their browser.
 * Throws AppError 'signed-out' with what to do, and 'forbidden' where a one-person Airworthy is asked from elsewhere.
 */
export async function authenticateCaller(headers: Headers): Promise<ApiCaller> {
  const authorization = headers.get('authorization') ?? ''
  if (/^bearer\b/i.test(authorization)) return callerByToken(authorization, headers.get('host'))
  const viewer = await getViewer()
  if (viewer) return { viewerId: viewer.id, accounts: accountsOf(`browser:${viewer.id}`, viewer.id) }
  throw new AppError(
    'signed-out',
    'Send a personal token as "Authorization: Bearer airw_...", which you create under Access tokens of your account.',
  )
}

async function callerByToken(authorization: string, host: string | null): Promise<ApiCaller> {
  const [, token = ''] = /^bearer +(\S+) *$/i.exec(authorization) ?? []
  const known = isApiToken(token) ? await findApiToken(hashOfToken(token)) : null
  if (!known) {
    throw new AppError('signed-out', 'This token was revoked or never issued. Create another one under Access tokens.')
  }
  if (known.expiresAt.getTime() <= Date.now()) {
    const day = known.expiresAt.toISOString().slice(0, 10)
    throw new AppError('signed-out', `This token ended on ${day}. Create another one under Access tokens.`)
  }
  await requireSignIn(known.userId, host)
  await noteTokenUsed(known.id)
  return { viewerId: known.userId, accounts: accountsOf(`token:${known.id}`, known.userId) }
}

/** More tokens give nobody more than a person has. */
function accountsOf(own: string, viewerId: bigint): ApiCaller['accounts'] {
  return [
    { caller: own, limit: REQUESTS_PER_MINUTE },
    { caller: `user:${viewerId}`, limit: REQUESTS_OF_ONE_PERSON },
  ]
}

/** A token shows what GitHub shows its owner, which GitHub only tells while their sign-in lasts. */
async function requireSignIn(userId: bigint, host: string | null): Promise<void> {
  if (env().GITHUB_TOKEN && !isLoopbackHost(host)) {
    throw new AppError('forbidden', 'This Airworthy serves one person and answers only on the machine that it runs on.')
  }
  const owner = env().GITHUB_TOKEN ? await findTokenOwner() : await findSignedInUser(userId)
  if (owner?.id === userId) return
  throw new AppError(
    'signed-out',
    'The GitHub sign-in of this token’s owner has ended. Sign in to Airworthy again; the token works from then on.',
  )
}
