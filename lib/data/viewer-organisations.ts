import 'server-only'
import { db } from './db'
import { type OrgRole, type SeenOrganisation, storeOrganisation } from './visibility'

/** An organisation into which somebody may look; the role is null where GitHub did not say it. */
export interface OrganisationOfViewer extends SeenOrganisation {
  readonly role: OrgRole | null
}

/**
 * When GitHub was last asked for this person's organisations; null when never, or when access changed since. It
 * `isOutdated` when they may see more since, or when one of them told that it shows them less: that one counts no more.
 */
export async function findOrganisationsAskedAt(
  userId: bigint,
): Promise<{ readonly askedAt: Date; readonly isOutdated: boolean } | null> {
  const [row] = await db().$queryRaw<{ asked_at: Date; is_outdated: boolean }[]>`
    select u.organisations_asked_at as asked_at,
      u.organisations_asked_at <= coalesce(u.access_grew_at, '-infinity') or exists (
        select from access_changes c left join viewer_organisations vo
          on vo.user_id = c.user_id and vo.organisation_id = c.organisation_id
        where c.user_id = u.github_id and (c.grew_at >= u.organisations_asked_at
          or vo.user_id is not null and c.changed_at >= u.organisations_asked_at)) or exists (
        select from viewer_organisations vo join organisations o on o.github_id = vo.organisation_id
        where vo.user_id = u.github_id and o.access_grew_at >= u.organisations_asked_at) as is_outdated
    from users u
    where u.github_id = ${userId} and u.organisations_asked_at > coalesce(u.access_changed_at, '-infinity')
      and not exists (select from viewer_organisations vo join organisations o on o.github_id = vo.organisation_id
        where vo.user_id = u.github_id and o.access_changed_at >= u.organisations_asked_at)`
  return row ? { askedAt: row.asked_at, isOutdated: row.is_outdated } : null
}

/** Replaces what is known of one person's organisations; what GitHub no longer names can no longer be seen. */
export async function storeViewerOrganisations(
  userId: bigint,
  organisations: readonly OrganisationOfViewer[],
  { isComplete, askedAt }: { readonly isComplete: boolean; readonly askedAt: Date },
): Promise<void> {
  for (const { role, ...organisation } of organisations) await storeOrganisation(organisation)
  const ids = organisations.map(({ githubId }) => githubId)
  await db().$transaction(async (tx) => {
    for (const { githubId: organisationId, role } of organisations) {
      await tx.viewerOrganisation.upsert({
        where: { userId_organisationId: { userId, organisationId } },
        create: { userId, organisationId, role: role ?? 'collaborator' },
        update: role ? { role } : {},
      })
    }
    await tx.user.update({ where: { githubId: userId }, data: { organisationsAskedAt: askedAt } })
    if (!isComplete) return
    await tx.viewerOrganisation.deleteMany({ where: { userId, organisationId: { notIn: ids } } })
    await tx.visibility.deleteMany({ where: { userId, organisationId: { notIn: ids } } })
  })
}
