import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import type { CampaignFields, CampaignGoal } from './campaign-fields'
import { db } from './db'
import { Prisma } from './generated/client'
import { shown } from './shown-score'
import { idArray, isVisibleTeam } from './visible'

/** A team of which the viewer may know. */
export interface KnownTeam {
  readonly id: bigint
  readonly slug: string
  readonly name: string
}

/** By name; campaigns speak of no other team to this viewer, nor count by one. */
export function readKnownTeams(access: OrgAccess): Promise<KnownTeam[]> {
  return db().$queryRaw<KnownTeam[]>`
    select t.github_id as id, t.slug, t.name from teams t where ${isVisibleTeam(access)}
    order by lower(t.name), t.github_id`
}

/** What decides which repositories a campaign is about, and when one of them is done. */
export interface CampaignScope {
  readonly goal: CampaignGoal
  readonly kinds: CampaignFields['kinds']
  /** Empty: whatever team has them. */
  readonly teamIds: readonly bigint[]
}

/** One row as `campaigns` has it, of a campaign that may not be stored: `characteristic, minimum_score, kinds, team_ids`. */
export function scopeRow({ goal, kinds, teamIds }: CampaignScope): Prisma.Sql {
  return Prisma.sql`
    select ${goal.characteristic}::text as characteristic, ${goal.minimumScore}::float8 as minimum_score,
      ${`{${kinds.join(',')}}`}::text[] as kinds, ${idArray(teamIds)}::bigint[] as team_ids`
}

/**
 * Condition on visible repositories `r`, their latest audits `a` and a campaign `c`: it is about them. What it does not
 * apply to, and what was never audited, is left out.
 */
export function isInScope(known: readonly KnownTeam[]): Prisma.Sql {
  return Prisma.sql`(cardinality(c.kinds) = 0 or a.kind = any(c.kinds))
    and (cardinality(c.team_ids) = 0 or exists (
      select from team_repositories tr where tr.repository_id = r.github_id and tr.team_id = any(c.team_ids)
        and tr.team_id = any(${idArray(known.map(({ id }) => id))}::bigint[])))
    and case when c.characteristic is null then a.score is not null
      else a.verdicts ->> c.characteristic in ('pass', 'partial', 'fail', 'unknown') end`
}

/** Condition on an audit, or a day, `of` and a campaign `c`: it has what the campaign wants, by the score as it is shown. */
export function isDone(of: Prisma.Sql = Prisma.sql`a`): Prisma.Sql {
  return Prisma.sql`coalesce(case when c.characteristic is null then ${shown(Prisma.sql`${of}.score`)} >= c.minimum_score
    else ${of}.verdicts ->> c.characteristic = 'pass' end, false)`
}
