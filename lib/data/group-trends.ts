import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import { pastStates, states, type TrendRow, trendOf } from './trends'
import { isVisible } from './visible'

/** Groups of repositories whose trends are drawn side by side. */
export interface TrendMembers {
  /** Rows of `of_group`, the key of a group as text, and `repository_id`. */
  readonly rows: Prisma.Sql
  /** Condition on `repositories r`, besides belonging to a group. */
  readonly where?: Prisma.Sql
  /** What tells these groups and their members from others, besides which repositories the viewer may see. */
  readonly mark: string
  /** 'past' where an audit makes no repository a member, or ends that it is one. */
  readonly of: 'now' | 'past'
}

/**
 * Trends of what `drawn` makes of states (see `states`) for each group, of the visible repositories that it has today: the
 * points by the key of the group, none for a group without any. They are kept as those of `readTrend` are.
 */
export async function readGroupTrends(
  access: OrgAccess,
  what: string,
  points: readonly string[],
  drawn: (states: Prisma.Sql) => Prisma.Sql,
  { rows, where = Prisma.sql`true`, mark, of }: TrendMembers,
): Promise<ReadonlyMap<string, readonly TrendRow[]>> {
  const isMember = Prisma.sql`r.github_id = any(array(select repository_id from members))`
  const groups = { column: Prisma.sql`of_group`, members: Prisma.sql`select of_group, repository_id from members` }
  // What is visible is found once: with all of its ids, Postgres would search them anew for each member.
  const read = (from: Prisma.Sql, at: readonly string[]) => db().$queryRaw<(TrendRow & { of_group: string })[]>`
    with seen as materialized (select r.github_id from repositories r where ${isVisible(access)} and ${where}),
    members as materialized (
      select m.of_group, m.repository_id from (${rows}) m join seen s on s.github_id = m.repository_id)
    select * from (${trendOf(drawn(from), at, groups)}) t order by day`
  const [before, lastTwo] = [points.slice(0, -1), points.slice(-2)]
  const question = `${what} of ${mark} at ${points.join(' ')}`
  const [past, now] = await Promise.all([
    keptAnswer(access, `${question}: past`, () => read(pastStates(isMember, before), before), of),
    keptAnswer(access, `${question}: today`, () => read(states(isMember, lastTwo), lastTwo)),
  ])
  const last = points.at(-1)
  const byGroup = new Map<string, TrendRow[]>()
  for (const { of_group, ...row } of [...past, ...now.filter(({ day }) => day === last)]) {
    const known = byGroup.get(of_group)
    if (known) known.push(row)
    else byGroup.set(of_group, [row])
  }
  return byGroup
}

/** The points of a group that has no repository. */
export function emptyTrend(points: readonly string[]): readonly TrendRow[] {
  return points.map((day) => ({ day, value: null, repositories: 0, joined: 0, rejudged: 0, alike: null }))
}
