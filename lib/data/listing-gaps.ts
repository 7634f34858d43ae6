import 'server-only'
import { z } from 'zod'
import { db } from './db'

export const LISTING_PARTS = ['repositories', 'teams', 'members'] as const

export const Gaps = z.array(z.object({ part: z.enum(LISTING_PARTS), reason: z.string() })).catch([])

/** A part of the last listing that was short; `reason` is a sentence for the organisation's owners. */
export type ListingGap = z.infer<typeof Gaps>[number]

/** Adds to what is said of the last listing; a part that is short already keeps its first reason. */
export async function addListingGap(organisationId: bigint, gap: ListingGap): Promise<void> {
  await db().$transaction(async (tx) => {
    const found = await tx.organisation.findUnique({
      where: { githubId: organisationId },
      select: { listingGaps: true },
    })
    const gaps = Gaps.parse(found?.listingGaps ?? [])
    if (!found || gaps.some(({ part }) => part === gap.part)) return
    await tx.organisation.update({ where: { githubId: organisationId }, data: { listingGaps: [...gaps, gap] } })
  })
}
