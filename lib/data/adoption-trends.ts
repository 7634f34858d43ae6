import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { adoptionStates } from './adoption'
import { type AdoptionGroup, byName, readAdoptionGroups, readAdoptionPage } from './adoption-groups'
import { isOfGroup } from './characteristic-narrowing'
import type { CharacteristicQuery, Grouping } from './characteristic-query'
import { Prisma } from './generated/client'
import { readGroupTrends, type TrendMembers } from './group-trends'
import { teamMembers } from './team-members'
import { keptTrendSets } from './trend-sets'
import { readPoints, type Trend, type TrendSet, toTrend } from './trends'

/** Adoption of one team or kind over time, at the same points as every other. */
export interface GroupTrend {
  /** Slug of a team, or a kind. */
  readonly key: string
  readonly name: string
  readonly trend: Trend
}

/** What narrows trends: to the kind, or the team, by which they are not drawn. */
type Narrowed = Pick<CharacteristicQuery, 'team' | 'kind' | 'range'>

/**
 * Adoption of one characteristic over time by team, of the teams and in the order of the page of them that the query asks
 * for, or by kind, by name; narrowed to the kind, or the team, that the query names. A repository counts for the teams and
 * the kind that it has today.
 */
export async function getAdoptionTrends(
  login: string,
  id: CharacteristicId,
  by: Grouping,
  query: CharacteristicQuery,
): Promise<readonly GroupTrend[]> {
  const access = await requireOrgAccess(login)
  const { teams, kinds } = await readAdoptionPage(access, id, query)
  return trendsOf(access, id, by, query, by === 'team' ? teams : byName(kinds))
}

/** The same of all teams, by name, for a viewer who was authorised already. */
export async function readAdoptionTrends(
  access: OrgAccess,
  id: CharacteristicId,
  by: Grouping,
  query: Narrowed,
): Promise<readonly GroupTrend[]> {
  const { teams, kinds } = await readAdoptionGroups(access, id)
  return trendsOf(access, id, by, query, byName(by === 'team' ? teams : kinds))
}

async function trendsOf(
  access: OrgAccess,
  id: CharacteristicId,
  by: Grouping,
  query: Narrowed,
  groups: readonly AdoptionGroup[],
): Promise<readonly GroupTrend[]> {
  const points = await readPoints(access, query.range)
  const members = by === 'team' ? await ofTeams(access, groups, query) : ofKinds(access, query)
  // Of what a team has of one kind, and of a kind, nothing tells how it came to be.
  const isOfWholeTeams = by === 'team' && !query.kind
  const [rows, sets] = await Promise.all([
    readGroupTrends(access, `adoption of ${id}`, points, (whole) => adoptionStates(id, whole), members),
    isOfWholeTeams ? keptTrendSets(access, points[0] ?? '') : new Map<string, TrendSet>(),
  ])
  return groups.flatMap(({ key, teamId, name }) => {
    const found = rows.get(teamId ?? key)
    return found ? [{ key, name, trend: toTrend(found, sets.get(teamId ?? '')) }] : []
  })
}

async function ofTeams(
  access: OrgAccess,
  teams: readonly AdoptionGroup[],
  { kind }: Pick<Narrowed, 'kind'>,
): Promise<TrendMembers> {
  const members = await teamMembers(teams.flatMap(({ teamId }) => teamId ?? []))
  if (!kind) return members
  const where = isOfGroup(access, { team: undefined, kind })
  return { ...members, where, mark: `${members.mark}, ${kind} alone`, of: 'now' }
}

/** Of which kind a repository is, its latest audit tells. */
function ofKinds(access: OrgAccess, { team }: Pick<Narrowed, 'team'>): TrendMembers {
  return {
    rows: Prisma.sql`
      select k.kind as of_group, o.github_id as repository_id from repositories o join audits k on k.id = o.latest_audit_id
      where o.organisation_id = ${access.organisationId}`,
    where: isOfGroup(access, { team, kind: undefined }),
    mark: `kinds, of ${team ?? 'all'} to ${access.viewerId} as ${access.role}`,
    of: 'now',
  }
}
