import 'server-only'
import { findVisibility, forgetVisibility, type StoredVisibility, storeVisibility } from '@/lib/data/visibility'
import { AppError } from '@/lib/errors'
import { listVisibleRepositories } from '@/lib/github/visible-repositories'
import { log } from '@/lib/log'
import { asUser } from './github-token'

const FRESH_MS = 10 * 60_000
/** While GitHub does not answer, what it said at most this long ago still counts. */
const USABLE_MS = 60 * 60_000
const LOGIN = /^[a-z\d][a-z\d-]{0,38}$/i

const refreshing = new Map<string, Promise<StoredVisibility | null>>()

/**
 * What GitHub lets this person read in an organisation; null for somebody who does not belong to it. Throws AppError
 * 'signed-out' when their token is refused and 'github-unavailable' when GitHub can't be asked.
 */
export async function visibilityOf(viewerId: bigint, login: string): Promise<StoredVisibility | null> {
  if (!LOGIN.test(login)) return null
  const stored = await findVisibility(viewerId, login)
  if (stored && ageMs(stored) < FRESH_MS) return stored
  try {
    return await refreshOnce(viewerId, login)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code !== 'github-unavailable' && error.code !== 'rate-limited') throw error
    if (stored && ageMs(stored) < USABLE_MS) return stored
    throw new AppError('github-unavailable', `GitHub can't be asked what you may see: ${error.message}`, {
      cause: error,
    })
  }
}

function refreshOnce(viewerId: bigint, login: string): Promise<StoredVisibility | null> {
  const key = `${viewerId}/${login.toLowerCase()}`
  const running = refreshing.get(key)
  if (running) return running
  const started = refresh(viewerId, login).finally(() => refreshing.delete(key))
  refreshing.set(key, started)
  return started
}

async function refresh(viewerId: bigint, login: string): Promise<StoredVisibility | null> {
  // An answer may have come between our look and our turn.
  const stored = await findVisibility(viewerId, login)
  if (stored && ageMs(stored) < FRESH_MS) return stored
  const seen = await fetchVisible(viewerId, login)
  if (!seen || seen.role === null) {
    await forgetVisibility(viewerId, login)
    return null
  }
  const { organisation, role, repositoryIds, isComplete } = seen
  log().debug(
    { viewerId: String(viewerId), organisation: organisation.login, visible: repositoryIds.length },
    'asked GitHub what a viewer may see',
  )
  return storeVisibility(viewerId, organisation, { role, repositoryIds, isComplete })
}

async function fetchVisible(viewerId: bigint, login: string) {
  try {
    return await asUser(viewerId, (client) => listVisibleRepositories(client, login))
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not-found' || error.code === 'forbidden')) return null
    throw error
  }
}

function ageMs({ fetchedAt }: StoredVisibility): number {
  return Date.now() - fetchedAt.getTime()
}
