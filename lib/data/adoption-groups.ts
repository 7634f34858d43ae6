import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { type CharacteristicId, KIND_TITLES, type Verdict } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'
import { adoptionOf, countsOf } from './adoption'
import { db } from './db'
import { Prisma } from './generated/client'
import { isVisible, isVisibleTeam } from './visible'

/** How the visible repositories of one team or kind stand to a characteristic. */
export interface AdoptionGroup {
  /** Slug of a team, or a kind. */
  readonly key: string
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

/** Adoption of one characteristic by team and by kind. A repository of two teams counts for both. */
export async function getAdoptionGroups(login: string, id: CharacteristicId): Promise<AdoptionGroups> {
  return readAdoptionGroups(await requireOrgAccess(login), id)
}

/** The same for a viewer who was authorised already. */
export async function readAdoptionGroups(access: OrgAccess, id: CharacteristicId): Promise<AdoptionGroups> {
  const judged = Prisma.sql`
    select r.github_id, a.kind, a.verdicts ->> ${id} as verdict
    from repositories r join audits a on a.id = r.latest_audit_id where ${isVisible(access)} and a.verdicts ? ${id}`
  const [teams, kinds] = await Promise.all([
    db().$queryRaw<GroupRow[]>`
      select t.slug as key, t.name, j.verdict, count(*)::int as repositories
      from teams t join team_repositories tr on tr.team_id = t.github_id join (${judged}) j on j.github_id = tr.repository_id
      where ${isVisibleTeam(access)} group by t.github_id, j.verdict`,
    db().$queryRaw<GroupRow[]>`
      select j.kind as key, j.kind as name, j.verdict, count(*)::int as repositories from (${judged}) j
      group by j.kind, j.verdict`,
  ])
  return { teams: toGroups(teams, id), kinds: toGroups(kinds, id, (kind) => KIND_TITLES[kind as Kind] ?? kind) }
}

interface GroupRow {
  key: string
  name: string
  verdict: Verdict
  repositories: number
}

function toGroups(
  rows: readonly GroupRow[],
  id: CharacteristicId,
  nameOf: (name: string) => string = (name) => name,
): readonly AdoptionGroup[] {
  const names = new Map(rows.map(({ key, name }) => [key, nameOf(name)]))
  return [...names]
    .map(([key, name]) => {
      const own = rows.filter((row) => row.key === key)
      const counts = countsOf(
        own.map(({ verdict, repositories }) => ({ characteristic: id, verdict, repositories })),
        id,
      )
      return { key, name, counts, adoption: adoptionOf(counts) }
    })
    .sort((a, b) => (a.adoption ?? 101) - (b.adoption ?? 101) || a.name.localeCompare(b.name, 'en'))
}
