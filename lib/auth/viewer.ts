import 'server-only'
import { headers } from 'next/headers'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { findSignedInUser } from '@/lib/data/users'
import { env } from '@/lib/env'
import { isLoopbackHost } from './loopback'
import { authOptions } from './session'
import { findTokenOwner } from './token-owner'

/** The signed-in person, or the owner of the token in token mode. */
export interface Viewer {
  /** GitHub's numeric id. */
  readonly id: bigint
  readonly login: string
  readonly name: string | null
  readonly avatarUrl: string | null
}

/** Null when nobody is signed in. Never throws for a bad session. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  // Asked first: it tells Next that the page depends on the request and can't be made while building.
  const host = (await headers()).get('host')
  if (env().GITHUB_TOKEN) return isLoopbackHost(host) ? findTokenOwner() : null
  const session: unknown = await getServerSession(authOptions())
  const id = readGithubId(session)
  return id === null ? null : findSignedInUser(id)
})

/** Token mode: one person on one machine, nobody signs in. */
export function isTokenMode(): boolean {
  return env().GITHUB_TOKEN !== undefined
}

function readGithubId(session: unknown): bigint | null {
  if (typeof session !== 'object' || session === null || !('githubId' in session)) return null
  const { githubId } = session
  return typeof githubId === 'string' && /^\d{1,18}$/.test(githubId) ? BigInt(githubId) : null
}
