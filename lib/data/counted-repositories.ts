import 'server-only'
import { db } from './db'
import { Prisma } from './generated/client'

/** What an organisation lets count besides its own living Python repositories. */
export interface CountedKinds {
  readonly includeForks: boolean
  readonly includeArchived: boolean
  readonly includeNonPython: boolean
}

type Executor = Pick<Prisma.TransactionClient, '$executeRaw'>

/** Condition on `repositories r`: GitHub found languages there, and no Python among them. */
export const IS_WITHOUT_PYTHON = Prisma.sql`(cardinality(r.languages) > 0
  and not r.languages && array['Python', 'Jupyter Notebook'] and r.language is distinct from 'Python')`

/** Condition on `repositories r`: a pattern of its organisation excludes its name. */
const IS_EXCLUDED = Prisma.sql`exists (
  select from exclusions e where e.organisation_id = r.organisation_id and lower(r.name) like e.matches)`

/**
 * Condition on `repositories r`: of a kind that counts under these settings, each of which is SQL of type boolean, and not
 * excluded by name.
 */
export function isOfCountedKind(include: Readonly<Record<'forks' | 'archived' | 'nonPython', Prisma.Sql>>): Prisma.Sql {
  return Prisma.sql`((not r.is_fork or ${include.forks}) and (not r.is_archived or ${include.archived})
    and (not ${IS_WITHOUT_PYTHON} or ${include.nonPython}) and not ${IS_EXCLUDED})`
}

/** The first reason that keeps out a repository `r` of the organisation `o` that does not count. */
export const KIND_LEFT_OUT = Prisma.sql`case when ${IS_EXCLUDED} then 'excluded' when r.is_fork and not o.include_forks then 'fork'
  when r.is_archived and not o.include_archived then 'archived' else 'without-python' end`

/**
 * One at a time of what changes many repositories of an organisation, until the transaction ends: two that lock them in
 * different orders would wait for each other.
 */
export async function lockRepositories(organisationId: bigint, tx: Executor): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('airworthy repositories'), ${Number(organisationId % 2147483647n)}::int)`
}

/** Notes anew which repositories count: of an organisation, or only these of it. Answers how many changed. */
export async function recountRepositories(
  organisationId: bigint,
  onlyIds: readonly bigint[] | null = null,
  tx: Executor = db(),
): Promise<number> {
  const counts = isOfCountedKind({
    forks: Prisma.sql`o.include_forks`,
    archived: Prisma.sql`o.include_archived`,
    nonPython: Prisma.sql`o.include_non_python`,
  })
  const some = onlyIds ? Prisma.sql`and r.github_id = any(${[...onlyIds]}::bigint[])` : Prisma.empty
  // All are looked at, and those that change are found by their ids: what is compared stands in no index.
  return tx.$executeRaw`
    with looked_at as materialized (
      select r.github_id, r.is_counted is distinct from ${counts} as changes
      from repositories r join organisations o on o.github_id = r.organisation_id
      where r.organisation_id = ${organisationId} ${some}
    )
    update repositories r set is_counted = ${counts} from organisations o
    where o.github_id = r.organisation_id and r.github_id = any(array(select l.github_id from looked_at l where l.changes))
      and r.is_counted is distinct from ${counts}`
}
