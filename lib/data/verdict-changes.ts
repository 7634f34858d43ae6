import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import { type ChangeCause, type StoredCause, toCause } from './change-cause'
import type { ChangesQuery } from './changes-query'
import { db } from './db'
import { Prisma } from './generated/client'
import { repositoryUrl } from './github-url'
import { keptAnswer } from './kept-answers'
import { WITHOUT_TEAM } from './scorecard-query'
import { dayBefore, rangeDays } from './trend-days'
import type { Range } from './trend-range'
import { isInTeam, isVisible, isWithoutTeam } from './visible'

export const CHANGES_PER_PAGE = 40
/** More changes than that are not counted, so that the count of a large organisation ends. */
export const MOST_COUNTED = 10_000

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

export interface VerdictChanges {
  /** The newest first. */
  readonly changes: readonly VerdictChange[]
  /** How many there are on all pages, counted up to MOST_COUNTED. */
  readonly total: number
}

/** What changed in the visible repositories of an organisation, or of the team that the query names. */
export async function getVerdictChanges(login: string, query: ChangesQuery): Promise<VerdictChanges> {
  const access = await requireOrgAccess(login)
  // Of which teams one may know depends on who asks.
  const to = `to ${access.viewerId} as ${access.role}, in ${access.login}`
  const [changes, total] = await Promise.all([
    keptAnswer(access, `changes ${to}: ${JSON.stringify(query)}`, () => readVerdictChanges(access, query), 'state'),
    // Not of one page alone.
    keptAnswer(
      access,
      `number of changes ${to}: ${JSON.stringify({ ...query, page: 1 })}`,
      () => countChanges(access, query),
      'state',
    ),
  ])
  return { changes, total }
}

/** One page of them, for a viewer who was authorised already. */
export async function readVerdictChanges(
  access: OrgAccess,
  query: ChangesQuery,
  perPage: number = CHANGES_PER_PAGE,
): Promise<readonly VerdictChange[]> {
  const { since } = boundsOf(query.range)
  const offset = (query.page - 1) * perPage
  let rows: readonly ChangeRow[] = []
  // The newest of a large organisation lie in a few days, so that most pages are found without the whole range.
  for (const days of [14, 90, null]) {
    const from = days === null ? since : dayBefore(days)
    if (since !== null && from !== null && from < since) continue
    rows = await findChanges(access, query, from, perPage, offset)
    if (rows.length === perPage) break
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

async function countChanges(access: OrgAccess, query: ChangesQuery): Promise<number> {
  const [row] = await db().$queryRaw<{ total: number }[]>`
    select count(*)::int as total from (
      select from ${changed(access, query, boundsOf(query.range).since)} limit ${MOST_COUNTED}) counted`
  return row?.total ?? 0
}

function findChanges(
  access: OrgAccess,
  query: ChangesQuery,
  since: string | null,
  perPage: number,
  offset: number,
): Promise<readonly ChangeRow[]> {
  return db().$queryRaw<ChangeRow[]>`
    select s.name as repository, s.characteristic, s.from_verdict as "from", s.to_verdict as "to",
      to_char(s.day, 'YYYY-MM-DD') as day, s.rubric_version <> s.rubric_before as "rulesChanged",
      c.precision, c.commit, c.last_commit as "lastCommit", c.headline, c.author_login as "authorLogin",
      c.author_name as "authorName", c.pull_number as "pullNumber", c.pull_title as "pullTitle",
      c.merged_by_login as "mergedByLogin"
    from (
      select r.github_id, r.name, d.day, d.rubric_version, d.audit_id, b.rubric_version as rubric_before,
        b.audit_id as audit_before, v.key as characteristic, b.verdicts ->> v.key as from_verdict, v.value as to_verdict
      from ${changed(access, query, since)}
      order by d.day desc, lower(r.name), r.github_id, v.key limit ${perPage} offset ${offset}
    ) s
    join audits a on a.id = s.audit_id
    join audits b on b.id = s.audit_before
    left join attributions c on c.repository_id = s.github_id and c.characteristic = s.characteristic
      and c.commit_before = b.commit and c.commit_after = a.commit
      and c.from_verdict = s.from_verdict and c.to_verdict = s.to_verdict
    order by s.day desc, lower(s.name), s.github_id, s.characteristic`
}

/** Days `d` of repositories `r` after one day, each with the one before it `b` and a verdict `v` that differs in it. */
function changed(access: OrgAccess, query: ChangesQuery, since: string | null): Prisma.Sql {
  return Prisma.sql`repositories r
    join repository_days d on d.repository_id = r.github_id
    cross join lateral (
      select * from repository_days b where b.repository_id = d.repository_id and b.day < d.day order by b.day desc limit 1
    ) b
    cross join lateral jsonb_each_text(d.verdicts) v
    where ${Prisma.join(conditions(access, query, since), ' and ')}`
}

function conditions(access: OrgAccess, query: ChangesQuery, since: string | null): Prisma.Sql[] {
  const { team, characteristic, moved } = query
  const before = Prisma.sql`b.verdicts ->> v.key`
  const { until } = boundsOf(query.range)
  const found = [
    isVisible(access),
    Prisma.sql`d.day <= ${until}::date`,
    Prisma.sql`b.verdicts <> d.verdicts and ${before} <> v.value`,
  ]
  if (since !== null) found.push(Prisma.sql`d.day > ${since}::date`)
  if (team) found.push(team === WITHOUT_TEAM ? isWithoutTeam(access) : isInTeam(access, team))
  if (characteristic) found.push(Prisma.sql`v.key = ${characteristic}`)
  if (moved === 'better') found.push(Prisma.sql`${rank(Prisma.sql`v.value`)} > ${rank(before)}`)
  if (moved === 'worse') found.push(Prisma.sql`${rank(Prisma.sql`v.value`)} < ${rank(before)}`)
  return found
}

/** Null for what is not judged, which is neither better nor worse than anything. */
function rank(verdict: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`array_position(array['fail', 'partial', 'pass'], ${verdict})`
}

/** What changed after one day, null for the beginning, up to another one: as a trend over the same range is drawn. */
function boundsOf(range: Range): { readonly since: string | null; readonly until: string } {
  const [first, until] = rangeDays(range, null)
  return { since: range === 'all' ? null : first, until }
}

type ChangeRow = Pick<VerdictChange, 'repository' | 'characteristic' | 'from' | 'to' | 'day' | 'rulesChanged'> &
  Omit<StoredCause, 'precision'> & { readonly precision: string | null }
