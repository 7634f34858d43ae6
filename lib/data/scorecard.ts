import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import { shown } from './shown-score'
import { isVisible } from './visible'

/** The organisation as this viewer may see it. Scores are 0 to 100. */
export interface ScorecardSummary {
  readonly login: string
  /** Visible repositories. */
  readonly repositories: number
  /** Of these, with a score. */
  readonly scored: number
  /** Mean over repositories with a score. */
  readonly score: number | null
  /** 0 to 1: mean over repositories with a score. */
  readonly coverage: number | null
  /** Ten counts by the score as it is shown: from 0 to 9, 10 to 19, ... 90 to 100. */
  readonly distribution: readonly number[]
  readonly categories: Readonly<Record<CategoryId, number | null>>
  /** False when GitHub said that its list of what this viewer may read is short. */
  readonly isComplete: boolean
}

export async function getScorecardSummary(login: string): Promise<ScorecardSummary> {
  return readScorecardSummary(await requireOrgAccess(login))
}

/** The same for a viewer who was authorised already. */
export async function readScorecardSummary(access: OrgAccess): Promise<ScorecardSummary> {
  const { login, isComplete } = access
  return { ...(await keptAnswer(access, 'summary', () => summarise(access))), login, isComplete }
}

async function summarise(access: OrgAccess): Promise<Omit<ScorecardSummary, 'login' | 'isComplete'>> {
  const [bins, categories] = await Promise.all([
    db().$queryRaw<BinRow[]>`
      select case when a.score is not null then least(floor(${shown(Prisma.sql`a.score`)} / 10), 9)::int end as bin, count(*)::int as repositories,
        sum(a.score) as score, sum(a.coverage) as coverage
      from repositories r left join audits a on a.id = r.latest_audit_id
      where ${isVisible(access)} group by 1`,
    db().$queryRaw<{ category: CategoryId; score: number | null }[]>`
      select category, avg(score) as score from (${currentCategories(isVisible(access))}) c group by category`,
  ])
  const scored = bins.filter((row) => row.bin !== null)
  const count = sum(scored.map((row) => row.repositories))
  return {
    repositories: sum(bins.map((row) => row.repositories)),
    scored: count,
    score: count > 0 ? sum(scored.map((row) => row.score ?? 0)) / count : null,
    coverage: count > 0 ? sum(scored.map((row) => row.coverage ?? 0)) / count : null,
    distribution: Array.from({ length: 10 }, (_, bin) => scored.find((row) => row.bin === bin)?.repositories ?? 0),
    categories: byCategory(categories),
  }
}

/** One row per repository and category: `repository_id, category, score` (0 to 100 or null) of the latest audit. */
export function currentCategories(where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select r.github_id as repository_id, c.key as category, c.value::float8 as score
    from repositories r join audits a on a.id = r.latest_audit_id cross join lateral jsonb_each_text(a.categories) c
    where ${where}`
}

/** All six categories from rows that may lack some. */
export function byCategory(
  rows: readonly { readonly category: CategoryId; readonly score: number | null }[],
): Readonly<Record<CategoryId, number | null>> {
  const found = new Map(rows.map((row) => [row.category, row.score]))
  return Object.fromEntries(CATEGORIES.map(({ id }) => [id, found.get(id) ?? null])) as Record<
    CategoryId,
    number | null
  >
}

interface BinRow {
  bin: number | null
  repositories: number
  score: number | null
  coverage: number | null
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
