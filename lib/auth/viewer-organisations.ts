import 'server-only'
import { readDatabaseTime } from '@/lib/data/database-time'
import { storeInstallation } from '@/lib/data/installations'
import {
  findOrganisationsAskedAt,
  type OrganisationOfViewer,
  storeViewerOrganisations,
} from '@/lib/data/viewer-organisations'
import { env, wayIn } from '@/lib/env'
import { hasCode, nullIf } from '@/lib/errors'
import type { GitHubClient } from '@/lib/github/client'
import { type ListedInstallation, listInstallationsOfViewer } from '@/lib/github/installations'
import { fetchOrganisation, listViewerOrganisations, type OrganisationSeen } from '@/lib/github/viewer'
import { askingPace, takeTurn } from './asking-pace'
import { FRESH_MS, isOutage, USABLE_MS } from './freshness'
import { asUser } from './github-token'
import { getViewer, type Viewer } from './viewer'

const asking = new Map<bigint, Promise<void>>()

/** The viewer, with their organisations brought up to date; null when nobody is signed in or GitHub refuses the sign-in. */
export async function getViewerWithOrganisations({ anew = false } = {}): Promise<Viewer | null> {
  const viewer = await getViewer()
  if (!viewer) return null
  try {
    await refreshViewerOrganisations(viewer.id, { anew })
    return viewer
  } catch (error) {
    if (hasCode(error, 'signed-out')) return null
    throw error
  }
}

/**
 * Asks GitHub into which organisations this person may look, at most every 10 minutes or when access changed since;
 * `anew` asks in any case, unless that was often just now. While GitHub does not answer, what it said within the last
 * hour still counts; throws AppError 'github-unavailable' after that.
 */
export async function refreshViewerOrganisations(viewerId: bigint, { anew = false } = {}): Promise<void> {
  const last = await findOrganisationsAskedAt(viewerId)
  const ageMs = last ? Date.now() - last.askedAt.getTime() : Number.POSITIVE_INFINITY
  const isWanted = anew || last?.isOutdated
  if (ageMs < FRESH_MS && (!isWanted || !askingPace().allowsWish(viewerId))) return
  try {
    await askOnce(viewerId)
  } catch (error) {
    if (ageMs < USABLE_MS && isOutage(error)) return
    throw error
  }
}

function askOnce(viewerId: bigint): Promise<void> {
  const running = asking.get(viewerId)
  if (running) return running
  const started = ask(viewerId).finally(() => asking.delete(viewerId))
  asking.set(viewerId, started)
  return started
}

async function ask(viewerId: bigint): Promise<void> {
  await takeTurn(viewerId)
  const askedAt = await readDatabaseTime()
  const { items, isComplete } = await asUser(viewerId, wayIn() === 'app' ? listThroughApp : listWithToken).finally(() =>
    askingPace().charge(viewerId, 1),
  )
  askingPace().charge(viewerId, items.length)
  await storeViewerOrganisations(viewerId, items, { isComplete, askedAt })
}

interface Listed {
  readonly items: readonly OrganisationOfViewer[]
  readonly isComplete: boolean
}

async function listWithToken(client: GitHubClient): Promise<Listed> {
  const { items, isComplete } = await listViewerOrganisations(client)
  return {
    items: items.map((organisation) => ({ ...organisation, role: organisation.role ?? 'collaborator' })),
    isComplete: isComplete && !namesNoOrganisation(),
  }
}

/** GitHub does not name organisations to a fine-grained token, so that its list says nothing about those it leaves out. */
function namesNoOrganisation(): boolean {
  return env().GITHUB_TOKEN?.startsWith('github_pat_') ?? false
}

/** Where the App is installed and this person may read something, and where they belong. */
async function listThroughApp(client: GitHubClient): Promise<Listed> {
  const [installations, belonging] = await Promise.all([
    listInstallationsOfViewer(client),
    listViewerOrganisations(client, { withCollaborations: false }),
  ])
  const known = new Map(belonging.items.map((organisation) => [organisation.githubId, organisation]))
  const items: OrganisationOfViewer[] = [...belonging.items]
  for (const installation of installations.items) {
    await storeInstallation(installation)
    if (!known.has(installation.organisation.githubId)) items.push(await describeInstalled(client, installation))
  }
  return { items, isComplete: installations.isComplete && belonging.isComplete }
}

async function describeInstalled(
  client: GitHubClient,
  installation: ListedInstallation,
): Promise<OrganisationOfViewer> {
  const { organisation, suspendedAt } = installation
  const unknown = { ...organisation, role: null }
  if (suspendedAt) return unknown
  const seen = await fetchShown(client, organisation.login)
  return seen?.githubId === organisation.githubId ? { ...seen, role: seen.role ?? 'collaborator' } : unknown
}

/** Null when GitHub does not show the organisation. */
export async function fetchShown(client: GitHubClient, login: string): Promise<OrganisationSeen | null> {
  return fetchOrganisation(client, login).catch(nullIf('not-found', 'forbidden'))
}
