import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import type { CategoryId } from '@/lib/checks/rubric'
import { db } from './db'
import { Prisma } from './generated/client'
import { isReady } from './ready'
import { type Pushed, pairsOf, type ScorecardQuery, type Sort, valuesOf, WITHOUT_TEAM } from './scorecard-query'
import { shown } from './shown-score'
import { matchesText } from './text-search'
import { dayBefore } from './trend-days'
import { isInTeam, isVisible, isWithoutTeam } from './visible'

/** Below this, as it is shown, a repository counts as weak in a category. */
export const WEAK_BELOW = 50

/**
 * The visible repositories that a query asks for: `id`, `audit_id` and what they are sorted by, which is `sort_value` where
 * it costs something. All of them are counted and sorted, so that what rows show is read for a page of them alone.
 */
export function matching(access: OrgAccess, query: ScorecardQuery): Prisma.Sql {
  return Prisma.sql`
    select r.github_id as id, r.name, r.is_private, r.pushed_at, a.id as audit_id, a.score, a.coverage,
      ${sortValue(query)} as sort_value
    from repositories r left join audits a on a.id = r.latest_audit_id
    ${query.sort === 'change' ? pastOf(query) : Prisma.empty}
    where ${isMatching(access, query)}`
}

/** Joins `past`, as each repository `r` stood when the window of the query began; see `CHANGE`. */
export function pastOf({ window }: Pick<ScorecardQuery, 'window'>): Prisma.Sql {
  return Prisma.sql`left join lateral (
    select d.score, d.rubric_version from repository_days d
    where d.repository_id = r.github_id and d.day <= ${dayBefore(window)}::date order by d.day desc limit 1
  ) past on true`
}

/** Points gained since then; null where there was nothing yet, or the rules changed since. */
export const CHANGE = Prisma.sql`case when past.rubric_version = a.rubric_version then a.score - past.score end`

/** Condition on `repositories r` and their latest audits `a`: visible, and what the query asks for. */
export function isMatching(access: OrgAccess, query: ScorecardQuery): Prisma.Sql {
  return Prisma.sql`${isVisible(access)} and ${Prisma.join(conditions(access, query), ' and ')}`
}

/** Whose repositories and of which kind figures are about. */
export type Scope = Pick<ScorecardQuery, 'team' | 'kind'>

/** Condition on `repositories r` and their latest audits `a`: visible, of this team and of this kind. */
export function isInScope(access: OrgAccess, { team, kind }: Scope): Prisma.Sql {
  return Prisma.join([isVisible(access), ...scopeConditions(access, { team, kind })], ' and ')
}

function scopeConditions(access: OrgAccess, { team, kind }: Scope): Prisma.Sql[] {
  const found: Prisma.Sql[] = []
  const ofTeams = valuesOf(team).map((slug) => (slug === WITHOUT_TEAM ? isWithoutTeam(access) : isInTeam(access, slug)))
  if (ofTeams.length > 0) found.push(Prisma.sql`(${Prisma.join(ofTeams, ' or ')})`)
  if (kind) found.push(Prisma.sql`a.kind = any(${[...valuesOf(kind)]}::text[])`)
  return found
}

/** How many there are on all pages: what a page of them says, and counted where the page is empty. */
export async function countMatching(access: OrgAccess, query: ScorecardQuery): Promise<number> {
  const rows = await db().$queryRaw<{ total: number }[]>`
    select count(*)::int as total from repositories r left join audits a on a.id = r.latest_audit_id
    where ${isMatching(access, query)}`
  return rows[0]?.total ?? 0
}

/** The order of matching repositories, each of which has its own place in it; `of` is what they are named in the query. */
export function ordering({ sort, order }: ScorecardQuery, of: Prisma.Sql = Prisma.sql`matching`): Prisma.Sql {
  const column = isShown(sort) ? SHOWN[sort](of) : Prisma.sql`${of}.sort_value`
  const direction = order === 'asc' ? Prisma.sql`asc` : Prisma.sql`desc`
  return Prisma.sql`${column} ${direction} nulls last, ${of}.name, ${of}.id`
}

function conditions(access: OrgAccess, query: ScorecardQuery): Prisma.Sql[] {
  const { q, category, characteristic, verdict, min, max, scored, visibility, pushed, ready } = query
  const found = [Prisma.sql`true`, ...scopeConditions(access, query)]
  if (q) found.push(matchesText(q))
  const weak = valuesOf(category).map((id) => Prisma.sql`${shown(categoryScore(id))} < ${WEAK_BELOW}`)
  if (weak.length > 0) found.push(Prisma.sql`(${Prisma.join(weak, ' or ')})`)
  for (const { id, verdicts } of pairsOf(query)) {
    found.push(Prisma.sql`a.verdicts ->> ${id} = any(${[...verdicts]}::text[])`)
  }
  if (verdict && !characteristic) {
    found.push(
      Prisma.sql`exists (select from jsonb_each_text(a.verdicts) v where v.value = any(${[...valuesOf(verdict)]}::text[]))`,
    )
  }
  if (min !== undefined) found.push(Prisma.sql`${shown(Prisma.sql`a.score`)} >= ${min}`)
  if (max !== undefined) found.push(Prisma.sql`${shown(Prisma.sql`a.score`)} <= ${max}`)
  if (scored) found.push(Prisma.sql`(a.score is not null) = ${scored === 'yes'}`)
  if (visibility) found.push(Prisma.sql`r.is_private = ${visibility === 'private'}`)
  if (pushed) found.push(wasPushed(pushed))
  if (ready) found.push(Prisma.sql`coalesce(${isReady(access.organisationId)}, false) = ${ready === 'yes'}`)
  return found
}

function wasPushed(pushed: Pushed): Prisma.Sql {
  return pushed === 'older'
    ? Prisma.sql`(r.pushed_at < now() - interval '365 days' or r.pushed_at is null)`
    : Prisma.sql`r.pushed_at >= now() - make_interval(days => ${Number(pushed)}::int)`
}

function categoryScore(category: string): Prisma.Sql {
  return Prisma.sql`(a.categories ->> ${category})::float8`
}

/** What no row shows before its page is read, computed only for whom it sorts. */
function sortValue({ sort }: ScorecardQuery): Prisma.Sql {
  if (isShown(sort)) return Prisma.sql`null::float8`
  if (sort === 'change') return CHANGE
  if (sort === 'lines') return Prisma.sql`a.lines_of_code::float8`
  if (sort === 'fails') {
    return Prisma.sql`case when a.id is not null then
      (select count(*) from jsonb_each_text(a.verdicts) v where v.value = 'fail')::float8 end`
  }
  return categoryScore(sort)
}

type ShownSort = Exclude<Sort, CategoryId | 'change' | 'lines' | 'fails'>

const SHOWN: Readonly<Record<ShownSort, (of: Prisma.Sql) => Prisma.Sql>> = {
  score: (of) => Prisma.sql`${of}.score`,
  name: (of) => Prisma.sql`lower(${of}.name)`,
  pushed: (of) => Prisma.sql`${of}.pushed_at`,
  coverage: (of) => Prisma.sql`${of}.coverage`,
  visibility: (of) => Prisma.sql`${of}.is_private`,
}

function isShown(sort: Sort): sort is ShownSort {
  return sort in SHOWN
}
