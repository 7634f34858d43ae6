import 'server-only'
import { z } from 'zod'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { unavailable } from './api-errors'
import { USER_AGENT } from './client'

/** What GitHub issues for one person; times are null for what does not expire. */
export interface IssuedToken {
  readonly accessToken: string
  readonly accessTokenExpiresAt: Date | null
  readonly refreshToken: string | null
  readonly refreshTokenExpiresAt: Date | null
  readonly scope: string
}

const Granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().optional(),
  refresh_token: z.string().optional(),
  refresh_token_expires_in: z.coerce.number().optional(),
  scope: z.string().optional(),
})
const Refused = z.object({ error: z.string() })

/** Trades a refresh token, which then is spent; throws AppError 'signed-out' when GitHub refuses it. */
export async function refreshUserToken(refreshToken: string): Promise<IssuedToken> {
  const answer = await post({ grant_type: 'refresh_token', refresh_token: refreshToken })
  const granted = Granted.safeParse(answer)
  if (granted.success) return toIssued(granted.data)
  if (Refused.safeParse(answer).success) {
    throw new AppError('signed-out', 'GitHub no longer accepts this sign-in. Sign in again.')
  }
  throw unavailable('a new token', new Error('an answer of unknown shape'))
}

async function post(fields: Record<string, string>): Promise<unknown> {
  const { GITHUB_URL, GITHUB_CLIENT_ID = '', GITHUB_CLIENT_SECRET = '' } = env()
  try {
    const response = await fetch(`${GITHUB_URL}/login/oauth/access_token`, {
      method: 'POST',
      headers: { accept: 'application/json', 'user-agent': USER_AGENT },
      body: new URLSearchParams({ client_id: GITHUB_CLIENT_ID, client_secret: GITHUB_CLIENT_SECRET, ...fields }),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    return await response.json()
  } catch (error) {
    throw unavailable('a new token', error)
  }
}

function toIssued(granted: z.infer<typeof Granted>): IssuedToken {
  const { access_token, expires_in, refresh_token, refresh_token_expires_in, scope = '' } = granted
  return {
    accessToken: access_token,
    accessTokenExpiresAt: fromNow(expires_in),
    refreshToken: refresh_token ?? null,
    refreshTokenExpiresAt: fromNow(refresh_token_expires_in),
    scope,
  }
}

function fromNow(seconds: number | undefined): Date | null {
  return seconds === undefined ? null : new Date(Date.now() + seconds * 1000)
}
