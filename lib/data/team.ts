import 'server-only'
import { cache } from 'react'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { CATEGORIES, type CategoryId, type CharacteristicId, type Verdict } from '@/lib/checks/rubric'
import { type ChangeCause, type StoredCause, toCause } from './change-cause'
import { db } from './db'
import { Prisma } from './generated/client'
import { repositoryUrl } from './github-url'
import { dayBefore } from './trend-days'
import { DEFAULT_RANGE, type Range } from './trend-range'
import { readTrendSet } from './trend-sets'
import { findPoints, states, type Trend, type TrendRow, type TrendSet, toTrend, trendOf } from './trends'
import { isInTeam, isVisible, isVisibleTeam } from './visible'

const CHANGES_SHOWN = 40
const CATEGORY_NAMES = Prisma.sql`select unnest(${CATEGORIES.map(({ id }) => id)}::text[]) as category`

export interface TeamHead {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly description: string | null
  readonly members: number
}

/** One team as this viewer may see it. Scores are 0 to 100. */
export interface TeamDetail extends Omit<TeamHead, 'id'> {
  readonly repositories: number
  readonly scored: number
  readonly score: number | null
  readonly coverage: number | null
  readonly trend: Trend
  readonly categoryTrends: Readonly<Record<CategoryId, Trend>>
}

/** The team without its figures; null when there is none, or none that this viewer may know of. */
export const findTeam = cache(async (login: string, slug: string): Promise<TeamHead | null> => {
  return readTeamHead(await requireOrgAccess(login), slug)
})

/** The same for a viewer who was authorised already. */
export async function readTeamHead(access: OrgAccess, slug: string): Promise<TeamHead | null> {
  const [team] = await db().$queryRaw<TeamHead[]>`
    select t.github_id::text as id, t.slug, t.name, t.description,
      (select count(*)::int from team_memberships m where m.team_id = t.github_id) as members
    from teams t where ${isVisibleTeam(access)} and t.slug = ${slug} limit 1`
  return team ?? null
}

/** Null when there is no such team, or none that this viewer may know of. */
export async function getTeam(login: string, slug: string, range: Range = DEFAULT_RANGE): Promise<TeamDetail | null> {
  const [access, team] = await Promise.all([requireOrgAccess(login), findTeam(login, slug)])
  return team && readTeam(access, team, range)
}

/** The same for a viewer who was authorised already, and whose team it is. */
export async function readTeam(access: OrgAccess, team: TeamHead, range: Range = DEFAULT_RANGE): Promise<TeamDetail> {
  const { id, ...fields } = team
  const mine = Prisma.sql`${isVisible(access)} and ${isOfTeam(BigInt(id))}`
  const points = await findPoints(range, mine)
  const byCategory = { column: Prisma.sql`category`, members: CATEGORY_NAMES, areCarried: true }
  const judged = Prisma.sql`
    select c.category, s.repository_id, s.day, (s.categories ->> c.category)::float8 as score, s.rubric_version
    from (${states(mine, points)}) s cross join (${CATEGORY_NAMES}) c`
  const [totals, rows, categories, set] = await Promise.all([
    db().$queryRaw<TotalsRow[]>`
      select count(*)::int as repositories, count(a.score)::int as scored, avg(a.score) as score,
        avg(a.coverage) filter (where a.score is not null) as coverage
      from repositories r left join audits a on a.id = r.latest_audit_id where ${mine}`,
    db().$queryRaw<TrendRow[]>`${trendOf(states(mine, points), points)}`,
    db().$queryRaw<CategoryRow[]>`${trendOf(judged, points, byCategory)}`,
    readTrendSet(access, points[0] ?? '', BigInt(id)),
  ])
  const total = totals[0] ?? { repositories: 0, scored: 0, score: null, coverage: null }
  return { ...fields, ...total, trend: toTrend(rows, set), categoryTrends: categoryTrends(categories, set) }
}

/** A verdict that changed from one audited day to the next. */
export interface VerdictChange {
  readonly repository: string
  readonly characteristic: CharacteristicId
  readonly from: Verdict
  readonly to: Verdict
  /** YYYY-MM-DD: the day of the commit that shows the new verdict. */
  readonly day: string
  /** True when the rules changed in between, so the code may not have. */
  readonly rulesChanged: boolean
  /** The commit that changed it, once it is known. */
  readonly cause: ChangeCause | null
  /** Address of the repository on GitHub. */
  readonly githubUrl: string
}

/** What changed in the team's visible repositories over the last 12 months, the newest first; at most 40. */
export async function listVerdictChanges(login: string, slug: string): Promise<readonly VerdictChange[]> {
  return readVerdictChanges(await requireOrgAccess(login), slug)
}

/** The same for a viewer who was authorised already; at most so many. */
export async function readVerdictChanges(
  access: OrgAccess,
  slug: string,
  most: number = CHANGES_SHOWN,
): Promise<readonly VerdictChange[]> {
  let rows: readonly ChangeRow[] = []
  for (const days of [14, 90, 366]) {
    rows = await findChangesOf(access, slug, days, most)
    if (rows.length === most) break
  }
  return rows.map(({ repository, characteristic, from, to, day, rulesChanged, precision, ...cause }) => ({
    repository,
    characteristic,
    from,
    to,
    day,
    rulesChanged,
    cause: precision === null ? null : toCause({ ...cause, precision }),
    githubUrl: repositoryUrl(access.login, repository),
  }))
}

/** The newest of the last so many days: a large team has enough of them in a few. */
function findChangesOf(access: OrgAccess, slug: string, days: number, most: number): Promise<readonly ChangeRow[]> {
  return db().$queryRaw<ChangeRow[]>`
    select s.name as repository, s.characteristic, s.from_verdict as "from", s.to_verdict as "to",
      to_char(s.day, 'YYYY-MM-DD') as day, s.rubric_version <> s.rubric_before as "rulesChanged",
      c.precision, c.commit, c.last_commit as "lastCommit", c.headline, c.author_login as "authorLogin",
      c.author_name as "authorName", c.pull_number as "pullNumber", c.pull_title as "pullTitle",
      c.merged_by_login as "mergedByLogin"
    from (
      select r.github_id, r.name, d.day, d.rubric_version, d.audit_id, b.rubric_version as rubric_before,
        b.audit_id as audit_before, v.key as characteristic, b.verdicts ->> v.key as from_verdict, v.value as to_verdict
      from repositories r
      join repository_days d on d.repository_id = r.github_id and d.day > ${dayBefore(days)}::date
      cross join lateral (
        select * from repository_days b where b.repository_id = d.repository_id and b.day < d.day order by b.day desc limit 1
      ) b
      cross join lateral jsonb_each_text(d.verdicts) v
      where ${isVisible(access)} and ${isInTeam(access, slug)} and b.verdicts <> d.verdicts
        and b.verdicts ->> v.key <> v.value
      order by d.day desc, lower(r.name), v.key limit ${most}
    ) s
    join audits a on a.id = s.audit_id
    join audits b on b.id = s.audit_before
    left join attributions c on c.repository_id = s.github_id and c.characteristic = s.characteristic
      and c.commit_before = b.commit and c.commit_after = a.commit
      and c.from_verdict = s.from_verdict and c.to_verdict = s.to_verdict
    order by s.day desc, lower(s.name), s.characteristic`
}

type ChangeRow = Pick<VerdictChange, 'repository' | 'characteristic' | 'from' | 'to' | 'day' | 'rulesChanged'> &
  Omit<StoredCause, 'precision'> & { readonly precision: string | null }

function isOfTeam(team: bigint): Prisma.Sql {
  return Prisma.sql`exists (
    select from team_repositories tr where tr.repository_id = r.github_id and tr.team_id = ${team})`
}

function categoryTrends(rows: readonly CategoryRow[], set: TrendSet): Readonly<Record<CategoryId, Trend>> {
  const of = (id: CategoryId): Trend =>
    toTrend(
      rows.filter(({ category }) => category === id),
      set,
    )
  return {
    robustness: of('robustness'),
    observability: of('observability'),
    maintainability: of('maintainability'),
    configuration: of('configuration'),
    deployability: of('deployability'),
    documentation: of('documentation'),
  }
}

type CategoryRow = TrendRow & { readonly category: CategoryId }

interface TotalsRow {
  repositories: number
  scored: number
  score: number | null
  coverage: number | null
}
