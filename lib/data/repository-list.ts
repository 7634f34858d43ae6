import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { CATEGORIES, type CategoryId, type Verdict } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'
import { isOfKnownTeams } from './change-mark'
import { db } from './db'
import { CHANGE, pastOf } from './matching-repositories'
import { fromPage, placeRepositories } from './placed-repositories'
import { isReady } from './ready'
import { byCategory } from './scorecard'
import type { ScorecardQuery } from './scorecard-query'
import { inTenths } from './signed-points'
import { IS_BEHIND } from './unjudged-heads'

export const REPOSITORIES_PER_PAGE = 50

/** One line of the scorecard. Scores are 0 to 100. */
export interface RepositoryRow {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly isPrivate: boolean
  readonly isArchived: boolean
  /** ISO timestamp. */
  readonly pushedAt: string | null
  readonly kind: Kind | null
  readonly score: number | null
  /** Why there is no score; null where there is one. */
  readonly noScoreReason: string | null
  readonly coverage: number | null
  /** What is told is of an older commit: the newest could not be judged. */
  readonly isBehind: boolean
  /** Points gained since the window began; null when there was nothing yet or the rules changed since. */
  readonly change: number | null
  readonly categories: Readonly<Record<CategoryId, number | null>>
  /** Characteristics that fail; null without an audit. */
  readonly fails: number | null
  /** Ready for production by the organisation's bar. */
  readonly ready: boolean
  /** Lines of application code; null without an audit. */
  readonly linesOfCode: number | null
  /** Gaps that are waived now. */
  readonly waived: number
  /** Those of which the viewer may know, by name. */
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
}

export interface RepositoryList {
  readonly rows: readonly RepositoryRow[]
  /** How many match, on all pages. */
  readonly total: number
}

export async function listRepositories(login: string, query: ScorecardQuery): Promise<RepositoryList> {
  return readRepositories(await requireOrgAccess(login), query)
}

/** The same for a viewer who was authorised already, with so many on a page. */
export async function readRepositories(
  access: OrgAccess,
  query: ScorecardQuery,
  perPage: number = REPOSITORIES_PER_PAGE,
): Promise<RepositoryList> {
  const [{ page, total }, isKnown] = await Promise.all([
    placeRepositories(access, query, perPage, REPOSITORIES_PER_PAGE),
    isOfKnownTeams(access),
  ])
  if (page.length === 0) return { rows: [], total }
  const rows = await db().$queryRaw<ListedRow[]>`
    with known_teams as materialized (select t.github_id, t.slug, t.name from teams t where ${isKnown})
    select page.id, r.name, r.description, r.is_private, r.is_archived, r.pushed_at, r.head_commit,
      page.audit_id, a.kind, a.score, a.coverage, a.categories, ${CHANGE} as change,
      a.verdicts, a.lines_of_code, coalesce(${isReady(access.organisationId)}, false) as ready,
      f.reason as failure, a.id is not null and ${IS_BEHIND} as is_behind,
      (select count(distinct w.characteristic)::int from waivers w where w.repository_id = page.id
        and w.ended_at is null and w.expires_on >= (now() at time zone 'utc')::date
        and a.verdicts ->> w.characteristic in ('fail', 'partial')) as waived,
      (select json_agg(json_build_object('slug', t.slug, 'name', t.name) order by lower(t.name), t.github_id)
        from team_repositories tr join known_teams t on t.github_id = tr.team_id
        where tr.repository_id = page.id) as teams
    from ${fromPage(access, page)}
    ${pastOf(query)}
    left join lateral (
      select i.reason from scan_items i
      where page.audit_id is null and i.repository_id = page.id and i.status = 'failed' order by i.scan_id desc limit 1
    ) f on true
    order by page.place`
  return { rows: rows.map(toRow), total }
}

interface ListedRow {
  id: bigint
  name: string
  description: string | null
  is_private: boolean
  is_archived: boolean
  pushed_at: Date | null
  head_commit: string | null
  audit_id: bigint | null
  kind: Kind | null
  score: number | null
  coverage: number | null
  change: number | null
  categories: Partial<Record<CategoryId, number | null>> | null
  verdicts: Readonly<Record<string, Verdict>> | null
  failure: string | null
  is_behind: boolean
  lines_of_code: number | null
  ready: boolean
  waived: number
  teams: RepositoryRow['teams'] | null
}

function toRow(row: ListedRow): RepositoryRow {
  return {
    id: row.id.toString(),
    name: row.name,
    description: row.description,
    isPrivate: row.is_private,
    isArchived: row.is_archived,
    pushedAt: row.pushed_at?.toISOString() ?? null,
    kind: row.kind,
    score: row.score,
    noScoreReason: row.score === null ? noScoreReason(row) : null,
    coverage: row.coverage,
    isBehind: row.is_behind,
    change: inTenths(row.change),
    categories: byCategory(CATEGORIES.map(({ id }) => ({ category: id, score: row.categories?.[id] ?? null }))),
    fails: row.verdicts && Object.values(row.verdicts).filter((verdict) => verdict === 'fail').length,
    ready: row.ready,
    linesOfCode: row.lines_of_code,
    waived: row.waived,
    teams: row.teams ?? [],
  }
}

function noScoreReason(row: ListedRow): string {
  if (row.audit_id !== null) return row.kind === 'none' ? 'It holds no Python to judge.' : 'Nothing could be judged.'
  if (row.head_commit === null) return 'The repository is empty.'
  return row.failure ?? 'Not scanned yet.'
}
