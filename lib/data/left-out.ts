import 'server-only'
import { type OrgAccess, requireOrgAccess, requireRepositoryAccess } from '@/lib/auth/access'
import { KIND_LEFT_OUT } from './counted-repositories'
import { db } from './db'
import { keptAnswer } from './kept-answers'
import { idArray } from './visible'

/** Repositories that the viewer may see and the organisation does not count, each under the first kind that keeps it out. */
export interface LeftOut {
  /** By a pattern of their names. */
  readonly excluded: number
  readonly forks: number
  readonly archived: number
  readonly withoutPython: number
}

export async function getLeftOut(login: string): Promise<LeftOut> {
  const access = await requireOrgAccess(login)
  return keptAnswer(access, 'left out', () => countLeftOut(access), 'state')
}

async function countLeftOut({ organisationId, repositoryIds }: OrgAccess): Promise<LeftOut> {
  const [row] = await db().$queryRaw<LeftOut[]>`
    select count(*) filter (where kind = 'excluded')::int as excluded,
      count(*) filter (where kind = 'fork')::int as forks,
      count(*) filter (where kind = 'archived')::int as archived,
      count(*) filter (where kind = 'without-python')::int as "withoutPython"
    from (
      select ${KIND_LEFT_OUT} as kind
      from repositories r join organisations o on o.github_id = r.organisation_id
      where r.organisation_id = ${organisationId} and r.removed_at is null and not r.is_counted
        and r.github_id = any(${idArray(repositoryIds)}::bigint[])
    ) left_out`
  return row ?? { excluded: 0, forks: 0, archived: 0, withoutPython: 0 }
}

export type KindLeftOut = 'excluded' | 'fork' | 'archived' | 'without-python'

/** Why one repository does not count; null when it does. */
export async function getKindLeftOut(login: string, name: string): Promise<KindLeftOut | null> {
  const { repositoryId } = await requireRepositoryAccess(login, name)
  const [row] = await db().$queryRaw<{ kind: KindLeftOut }[]>`
    select ${KIND_LEFT_OUT} as kind from repositories r join organisations o on o.github_id = r.organisation_id
    where r.github_id = ${repositoryId} and not r.is_counted`
  return row?.kind ?? null
}
