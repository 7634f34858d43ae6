import 'server-only'
import { requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'

/** Repositories that the viewer may see and the organisation does not count, each under the first kind that keeps it out. */
export interface LeftOut {
  readonly forks: number
  readonly archived: number
  readonly withoutPython: number
}

export async function getLeftOut(login: string): Promise<LeftOut> {
  const { organisationId, repositoryIds } = await requireOrgAccess(login)
  const [row] = await db().$queryRaw<LeftOut[]>`
    select count(*) filter (where kind = 'fork')::int as forks,
      count(*) filter (where kind = 'archived')::int as archived,
      count(*) filter (where kind = 'without python')::int as "withoutPython"
    from (
      select case when r.is_fork and not o.include_forks then 'fork'
        when r.is_archived and not o.include_archived then 'archived' else 'without python' end as kind
      from repositories r join organisations o on o.github_id = r.organisation_id
      where r.organisation_id = ${organisationId} and r.removed_at is null and not r.is_counted
        and r.github_id = any(${[...repositoryIds]}::bigint[])
    ) left_out`
  return row ?? { forks: 0, archived: 0, withoutPython: 0 }
}
