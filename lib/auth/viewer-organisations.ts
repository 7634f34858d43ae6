import 'server-only'
import { storeViewerMemberships } from '@/lib/data/viewer-memberships'
import { AppError } from '@/lib/errors'
import { listViewerOrganisations } from '@/lib/github/viewer'
import { asUser } from './github-token'
import { getViewer, type Viewer } from './viewer'

const FRESH_MS = 10 * 60_000
const USABLE_MS = 60 * 60_000
const MOST_VIEWERS = 10_000

const store = globalThis as typeof globalThis & { airworthyAsked?: Map<bigint, { at: number; asked: Promise<void> }> }

/** The viewer, with their memberships brought up to date; null when nobody is signed in or GitHub refuses the sign-in. */
export async function getViewerWithOrganisations(): Promise<Viewer | null> {
  const viewer = await getViewer()
  if (!viewer) return null
  try {
    await refreshViewerOrganisations(viewer.id)
    return viewer
  } catch (error) {
    if (error instanceof AppError && error.code === 'signed-out') return null
    throw error
  }
}

/**
 * Asks GitHub which organisations this person belongs to, at most every 10 minutes. While GitHub does not answer, what
 * it said within the last hour still counts; throws AppError 'github-unavailable' after that.
 */
export async function refreshViewerOrganisations(viewerId: bigint): Promise<void> {
  store.airworthyAsked ??= new Map()
  const known = store.airworthyAsked.get(viewerId)
  const ageMs = known ? Date.now() - known.at : Number.POSITIVE_INFINITY
  if (known && ageMs < FRESH_MS) return known.asked
  const asked = refresh(viewerId)
  if (store.airworthyAsked.size >= MOST_VIEWERS) store.airworthyAsked.clear()
  store.airworthyAsked.set(viewerId, { at: Date.now(), asked })
  try {
    await asked
  } catch (error) {
    if (known && ageMs < USABLE_MS && isOutage(error)) {
      store.airworthyAsked.set(viewerId, known)
      return
    }
    store.airworthyAsked.delete(viewerId)
    throw error
  }
}

async function refresh(viewerId: bigint): Promise<void> {
  const { items, isComplete } = await asUser(viewerId, listViewerOrganisations)
  await storeViewerMemberships(viewerId, items, isComplete)
}

function isOutage(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'github-unavailable' || error.code === 'rate-limited')
}
