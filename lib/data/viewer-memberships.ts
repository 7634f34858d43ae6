import 'server-only'
import { db } from './db'
import { type SeenOrganisation, storeOrganisation } from './visibility'

/** Replaces what is known of one person's own memberships; what GitHub no longer names can no longer be seen. */
export async function storeViewerMemberships(
  userId: bigint,
  organisations: readonly (SeenOrganisation & { readonly role: 'admin' | 'member' })[],
  isComplete: boolean,
): Promise<void> {
  for (const organisation of organisations) await storeOrganisation(organisation)
  const ids = organisations.map(({ githubId }) => githubId)
  await db().$transaction(async (tx) => {
    await tx.membership.deleteMany({ where: { userId, organisationId: { in: ids } } })
    await tx.membership.createMany({
      data: organisations.map(({ githubId, role }) => ({ organisationId: githubId, userId, role })),
      skipDuplicates: true,
    })
    if (!isComplete) return
    await tx.membership.deleteMany({ where: { userId, organisationId: { notIn: ids } } })
    await tx.visibility.deleteMany({ where: { userId, organisationId: { notIn: ids } } })
  })
}
