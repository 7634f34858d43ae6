import 'server-only'
import { requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { Gaps, type ListingGap } from './listing-gaps'

export interface ShownGap {
  readonly part: ListingGap['part']
  /** For owners: what is missing and what to do. Null for others. */
  readonly reason: string | null
}

/** What the last listing of the organisation could not read, as much as this viewer is told. */
export async function getListingGaps(login: string): Promise<readonly ShownGap[]> {
  const access = await requireOrgAccess(login)
  const found = await db().organisation.findUnique({
    where: { githubId: access.organisationId },
    select: { listingGaps: true },
  })
  const gaps = Gaps.parse(found?.listingGaps ?? [])
  return gaps.map(({ part, reason }) => ({ part, reason: access.role === 'admin' ? reason : null }))
}
