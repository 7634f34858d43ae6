import 'server-only'
import { cache } from 'react'
import { requireOrgAccess } from '@/lib/auth/access'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import type { Range } from './trend-range'
import { days, findPoints, states } from './trends'
import { isVisible } from './visible'

/** A small line needs no more points than these. */
const MOST_POINTS = 7

export interface CategoryTrendPoint {
  /** YYYY-MM-DD. */
  readonly day: string
  /** Mean over the visible repositories to which the category applied then, 0 to 100. */
  readonly value: number | null
}

/**
 * The trend of each category, asked for once in a request, over the visible repositories of an organisation, all at the
 * same few points of the range. Its past is read once and kept, as that of the large trends is.
 */
export const getCategoryTrends = cache(
  async (login: string, range: Range): Promise<Readonly<Record<CategoryId, readonly CategoryTrendPoint[]>>> => {
    const access = await requireOrgAccess(login)
    const visible = isVisible(access)
    const all = await keptAnswer(access, `points ${JSON.stringify(range)}`, () => findPoints(range, visible), 'past')
    const points = thinned(all, MOST_POINTS)
    const [before, last] = [points.slice(0, -1), points.slice(-1)]
    const [past, now] = await Promise.all([
      keptAnswer(access, `categories at ${before.join(' ')}`, () => readMeans(visible, before), 'past'),
      keptAnswer(access, `categories at ${last.join(' ')}`, () => readMeans(visible, last)),
    ])
    const rows = [...past, ...now]
    const of = (id: CategoryId) => rows.map((row) => ({ day: row.day, value: row[id] }))
    return {
      robustness: of('robustness'),
      observability: of('observability'),
      maintainability: of('maintainability'),
      configuration: of('configuration'),
      deployability: of('deployability'),
      documentation: of('documentation'),
    }
  },
)

type Means = { readonly day: string } & Readonly<Record<CategoryId, number | null>>

function readMeans(visible: Prisma.Sql, points: readonly string[]): Promise<readonly Means[]> {
  const means = CATEGORIES.map(
    ({ id }) => Prisma.sql`avg((s.categories ->> ${id})::float8) as ${Prisma.raw(`"${id}"`)}`,
  )
  return db().$queryRaw<Means[]>`
    select to_char(p.day, 'YYYY-MM-DD') as day, ${Prisma.join(means)}
    from (${days(points)}) p left join (${states(visible, points)}) s on s.day = p.day group by p.day order by p.day`
}

/** Every so many of them, counted back from the last; the first is kept. */
export function thinned(points: readonly string[], most: number): readonly string[] {
  const step = Math.ceil((points.length - 1) / (most - 1))
  return points.filter((_, index) => index === 0 || (points.length - 1 - index) % step === 0)
}
