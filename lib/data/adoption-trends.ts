import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { type CharacteristicId, KIND_TITLES } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'
import { adoptionStates } from './adoption'
import { isOfGroup } from './characteristic-narrowing'
import type { CharacteristicQuery, Grouping } from './characteristic-query'
import { db } from './db'
import { Prisma } from './generated/client'
import { readTrendSets } from './trend-sets'
import { findPoints, states, type Trend, type TrendRow, type TrendSet, toTrend, trendOf } from './trends'
import { isVisible, isVisibleTeam } from './visible'

/** How many were drawn at most; the rest is in the tables. */
export const MOST_GROUPS = 24

/** Adoption of one team or kind over time, at the same points as every other. */
export interface GroupTrend {
  /** Slug of a team, or a kind. */
  readonly key: string
  readonly name: string
  readonly trend: Trend
}

export interface GroupTrends {
  /** Those with the most repositories, at most MOST_GROUPS, by name. */
  readonly groups: readonly GroupTrend[]
  /** How many there are with a repository that the viewer may see. */
  readonly total: number
}

/**
 * Adoption of one characteristic over time by team, or by kind; narrowed to the kind, or the team, that the query names.
 * A repository counts for the teams and the kind that it has today.
 */
export async function getAdoptionTrends(
  login: string,
  id: CharacteristicId,
  by: Grouping,
  query: Pick<CharacteristicQuery, 'team' | 'kind' | 'range'>,
): Promise<GroupTrends> {
  return readAdoptionTrends(await requireOrgAccess(login), id, by, query)
}

/** The same for a viewer who was authorised already. */
export async function readAdoptionTrends(
  access: OrgAccess,
  id: CharacteristicId,
  by: Grouping,
  query: Pick<CharacteristicQuery, 'team' | 'kind' | 'range'>,
  most: number = MOST_GROUPS,
): Promise<GroupTrends> {
  const narrowed = by === 'team' ? { kind: query.kind } : { team: query.team }
  const where = Prisma.sql`${isVisible(access)} and ${isOfGroup(access, narrowed)}`
  const found = await db().$queryRaw<{ key: string; name: string; team: string | null }[]>`
    select g.key, min(g.name) as name, min(g.team)::text as team from (${membersOf(access, by)}) g
    join repositories r on r.github_id = g.repository_id where ${where} and r.latest_audit_id is not null
    group by g.key order by count(*) desc, g.key`
  const shown = found.slice(0, most)
  if (shown.length === 0) return { groups: [], total: 0 }
  const points = await findPoints(query.range, where)
  const members = Prisma.sql`
    select m.key as of_group, m.repository_id from (${membersOf(access, by)}) m
    where m.key = any(${shown.map(({ key }) => key)}::text[])`
  // Of what a team has of one kind, and of a kind, nothing tells how it came to be.
  const isOfWholeTeams = by === 'team' && !narrowed.kind
  const [rows, sets] = await Promise.all([
    db().$queryRaw<(TrendRow & { of_group: string })[]>`
      select * from (${trendOf(adoptionStates(id, states(where, points)), points, { column: Prisma.sql`of_group`, members })}) t
      order by day`,
    isOfWholeTeams ? readTrendSets(access, points[0] ?? '') : new Map<string, TrendSet>(),
  ])
  return {
    groups: shown
      .map(({ key, name, team }) => ({
        key,
        name: by === 'kind' ? (KIND_TITLES[name as Kind] ?? name) : name,
        trend: toTrend(
          rows.filter(({ of_group }) => of_group === key),
          sets.get(team ?? ''),
        ),
      }))
      .sort((left, right) => left.name.localeCompare(right.name, 'en')),
    total: found.length,
  }
}

/** Rows of `key`, `name`, `team` (the id of one) and `repository_id`; of teams those of which the viewer may know. */
function membersOf(access: OrgAccess, by: Grouping): Prisma.Sql {
  return by === 'team'
    ? Prisma.sql`
      select t.slug as key, t.name, t.github_id as team, tr.repository_id from teams t join team_repositories tr on tr.team_id = t.github_id
      where ${isVisibleTeam(access)}`
    : Prisma.sql`
      select k.kind as key, k.kind as name, null::bigint as team, k.repository_id from repositories o join audits k on k.id = o.latest_audit_id
      where o.organisation_id = ${access.organisationId}`
}
