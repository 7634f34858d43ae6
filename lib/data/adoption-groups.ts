import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { type CharacteristicId, KIND_TITLES, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'
import { adoptionOf } from './adoption'
import type { CharacteristicQuery, TeamOrder } from './characteristic-query'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import { arrangeTeams } from './teams-query'
import { isVisible, isVisibleTeam } from './visible'

/** Each with a chart of its own. */
export const ADOPTION_TEAMS_PER_PAGE = 12

/** How the visible repositories of one team or kind stand to a characteristic. */
export interface AdoptionGroup {
  /** Slug of a team, or a kind. */
  readonly key: string
  /** GitHub's number of the team; null of a kind. */
  readonly teamId: string | null
  readonly name: string
  readonly counts: Readonly<Record<Verdict, number>>
  /** Per cent that pass of those judged; null when none was. */
  readonly adoption: number | null
}

export interface AdoptionGroups {
  /** Lowest adoption first; those where nothing was judged at the end. */
  readonly teams: readonly AdoptionGroup[]
  readonly kinds: readonly AdoptionGroup[]
}

/** The teams of one page, and all kinds. */
export interface AdoptionPage extends AdoptionGroups {
  /** How many teams match, on all pages. */
  readonly total: number
  /** How many have a repository to tell of. */
  readonly known: number
}

/** Which teams a page shows. */
export type TeamsShown = Pick<CharacteristicQuery, 'teamq' | 'teamsort' | 'teampage'>

/** Adoption of one characteristic by team and by kind. A repository of two teams counts for both. */
export async function getAdoptionGroups(login: string, id: CharacteristicId): Promise<AdoptionGroups> {
  return readAdoptionGroups(await requireOrgAccess(login), id)
}

/** The same of the teams of one page. */
export async function getAdoptionPage(login: string, id: CharacteristicId, shown: TeamsShown): Promise<AdoptionPage> {
  return readAdoptionPage(await requireOrgAccess(login), id, shown)
}

/** The same for a viewer who was authorised already, with so many teams on a page. */
export async function readAdoptionPage(
  access: OrgAccess,
  id: CharacteristicId,
  { teamq, teamsort, teampage }: TeamsShown,
  perPage: number = ADOPTION_TEAMS_PER_PAGE,
): Promise<AdoptionPage> {
  const { teams, kinds } = await readAdoptionGroups(access, id)
  const { sort, order, figureOf } = ORDERS[teamsort]
  const found = arrangeTeams(
    byName(teams).map((team) => ({ ...team, slug: team.key })),
    { q: teamq, sort, order },
    figureOf,
  )
  const first = (teampage - 1) * perPage
  return { teams: found.slice(first, first + perPage), kinds, total: found.length, known: teams.length }
}

const ORDERS = {
  lowest: { sort: 'score', order: 'asc', figureOf: ({ adoption }: AdoptionGroup) => adoption },
  highest: { sort: 'score', order: 'desc', figureOf: ({ adoption }: AdoptionGroup) => adoption },
  fails: { sort: 'score', order: 'desc', figureOf: ({ counts }: AdoptionGroup) => counts.fail },
  name: { sort: 'name', order: 'asc', figureOf: () => null },
} as const satisfies Record<TeamOrder, unknown>

export function byName(groups: readonly AdoptionGroup[]): readonly AdoptionGroup[] {
  return [...groups].sort((left, right) => left.name.localeCompare(right.name, 'en'))
}

/** Of all teams and kinds for a viewer who was authorised already, counted once while nothing changed. */
export function readAdoptionGroups(access: OrgAccess, id: CharacteristicId): Promise<AdoptionGroups> {
  return keptAnswer(access, `adoption of ${id} by team and kind`, () => countGroups(access, id))
}

async function countGroups(access: OrgAccess, id: CharacteristicId): Promise<AdoptionGroups> {
  const judged = Prisma.sql`
    select r.github_id, a.kind, a.verdicts ->> ${id} as verdict
    from repositories r join audits a on a.id = r.latest_audit_id where ${isVisible(access)} and a.verdicts ? ${id}`
  const counts = Prisma.join(
    VERDICTS.map((verdict) => Prisma.sql`${verdict}::text, count(*) filter (where j.verdict = ${verdict})`),
  )
  const [teams, kinds] = await Promise.all([
    db().$queryRaw<GroupRow[]>`
      with j as materialized (${judged})
      select t.slug as key, t.github_id::text as "teamId", t.name, json_build_object(${counts}) as counts
      from teams t join team_repositories tr on tr.team_id = t.github_id join j on j.github_id = tr.repository_id
      where ${isVisibleTeam(access)} group by t.github_id`,
    db().$queryRaw<GroupRow[]>`
      select j.kind as key, null as "teamId", j.kind as name, json_build_object(${counts}) as counts from (${judged}) j
      group by j.kind`,
  ])
  return { teams: toGroups(teams), kinds: toGroups(kinds, (kind) => KIND_TITLES[kind as Kind] ?? kind) }
}

type GroupRow = Omit<AdoptionGroup, 'adoption'>

function toGroups(
  rows: readonly GroupRow[],
  nameOf: (name: string) => string = (name) => name,
): readonly AdoptionGroup[] {
  return rows
    .map((row) => ({ ...row, name: nameOf(row.name), adoption: adoptionOf(row.counts) }))
    .sort((a, b) => (a.adoption ?? 101) - (b.adoption ?? 101) || a.name.localeCompare(b.name, 'en'))
}
