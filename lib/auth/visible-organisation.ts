import 'server-only'
import { readDatabaseTime } from '@/lib/data/database-time'
import { findInstallationOf } from '@/lib/data/installations'
import {
  type FoundVisibility,
  findVisibility,
  forgetVisibility,
  type StoredVisibility,
  storeVisibility,
} from '@/lib/data/visibility'
import { wayIn } from '@/lib/env'
import { AppError, nullIf } from '@/lib/errors'
import { listInstallationRepositories } from '@/lib/github/installations'
import { listVisibleRepositories, type VisibleRepositories } from '@/lib/github/visible-repositories'
import { log } from '@/lib/log'
import { askingPace, takeTurn } from './asking-pace'
import { FRESH_MS, isOutage, USABLE_MS } from './freshness'
import { asUser } from './github-token'
import { fetchShown, refreshViewerOrganisations } from './viewer-organisations'

const LOGIN = /^[a-z\d][a-z\d-]{0,38}$/i

/** Repositories that one request to GitHub tells of. */
const PER_PAGE = 100

const refreshing = new Map<string, Promise<StoredVisibility | null>>()

/**
 * What GitHub lets this person read in an organisation; null for somebody who does not belong to it and was given none
 * of its repositories. Throws AppError 'signed-out' when their token is refused and 'github-unavailable' when GitHub
 * can't be asked.
 */
export async function visibilityOf(viewerId: bigint, login: string): Promise<StoredVisibility | null> {
  if (!LOGIN.test(login)) return null
  const stored = await findVisibility(viewerId, login)
  if (stored && (isFresh(stored) || isEnoughFor(stored, viewerId))) return stored
  try {
    return await refreshOnce(viewerId, login)
  } catch (error) {
    if (!isOutage(error)) throw error
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
  if (stored && isFresh(stored)) return stored
  await takeTurn(viewerId)
  const fetchedAt = await readDatabaseTime()
  const seen = await fetchVisible(viewerId, login).finally(() => askingPace().charge(viewerId, 1))
  askingPace().charge(viewerId, Math.ceil((seen?.repositoryIds.length ?? 0) / PER_PAGE))
  if (!seen || seen.role === null) {
    await forgetVisibility(viewerId, login, { staysListed: wayIn() === 'app' })
    return null
  }
  const { organisation, role, isComplete, repositoryIds } = seen
  const administeredIds = role === 'admin' ? [] : seen.administeredIds
  const writableIds = role === 'admin' ? [] : seen.writableIds
  log().debug(
    { viewerId: String(viewerId), organisation: organisation.login, visible: repositoryIds.length },
    'asked GitHub what a viewer may see',
  )
  return storeVisibility(viewerId, organisation, {
    role,
    repositoryIds,
    administeredIds,
    writableIds,
    isComplete,
    fetchedAt,
  })
}

async function fetchVisible(viewerId: bigint, login: string): Promise<VisibleRepositories | null> {
  const visible =
    wayIn() === 'app'
      ? fetchThroughApp(viewerId, login)
      : asUser(viewerId, (client) => listVisibleRepositories(client, login))
  return visible.catch(nullIf('not-found', 'forbidden'))
}

/** What the App reaches and GitHub gave to this person. */
async function fetchThroughApp(viewerId: bigint, login: string): Promise<VisibleRepositories | null> {
  const installation = (await findInstallationOf(login)) ?? (await findAfterAsking(viewerId, login))
  if (!installation) return null
  return asUser(viewerId, async (client) => {
    const [reached, organisation] = await Promise.all([
      listInstallationRepositories(client, installation.githubId),
      fetchShown(client, login),
    ])
    if (organisation?.githubId !== installation.organisationId) return null
    const role = organisation.role ?? (reached.repositoryIds.length > 0 ? 'collaborator' : null)
    return { organisation, role, ...reached }
  })
}

/** The App may have been installed, or the organisation renamed, since its installations were listed. */
async function findAfterAsking(viewerId: bigint, login: string) {
  await refreshViewerOrganisations(viewerId)
  return findInstallationOf(login)
}

function isFresh(stored: FoundVisibility): boolean {
  return !stored.isOutdated && ageMs(stored) < FRESH_MS
}

/** They may see more by now, and GitHub was asked for them so often that it is to be asked no more for a moment. */
function isEnoughFor(stored: FoundVisibility, viewerId: bigint): boolean {
  return stored.isOutdated && ageMs(stored) < FRESH_MS && !askingPace().allowsWish(viewerId)
}

function ageMs({ fetchedAt }: StoredVisibility): number {
  return Date.now() - fetchedAt.getTime()
}
