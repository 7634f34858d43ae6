import 'server-only'
import type { Prisma } from './generated/client'

/**
 * Teams of other organisations have nothing to say any more about repositories that came to this one. Grants are locked in
 * one order by whoever deletes several, so that two listings don't wait for each other.
 */
export async function forgetForeignGrants(
  tx: Pick<Prisma.TransactionClient, '$executeRaw'>,
  organisationId: bigint,
  repositoryIds: readonly bigint[],
): Promise<void> {
  await tx.$executeRaw`
    with foreign_grants as (
      select tr.team_id, tr.repository_id from team_repositories tr join teams t on t.github_id = tr.team_id
      where t.organisation_id <> ${organisationId} and tr.repository_id = any(${[...repositoryIds]}::bigint[])
      order by tr.team_id, tr.repository_id for update of tr
    )
    delete from team_repositories tr using foreign_grants f
    where tr.team_id = f.team_id and tr.repository_id = f.repository_id`
}
