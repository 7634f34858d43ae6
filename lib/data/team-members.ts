import 'server-only'
import { db } from './db'
import { Prisma } from './generated/client'
import type { TrendMembers } from './group-trends'

/** The repositories of these teams, as groups whose trends are drawn. */
export async function teamMembers(ids: readonly string[]): Promise<TrendMembers> {
  const [row] = await db().$queryRaw<{ mark: string }[]>`
    select coalesce(string_agg(concat_ws(':', i.id, n.newest, n.count), ' ' order by i.id), '') as mark
    from unnest(${ids}::bigint[]) as i (id) cross join lateral (
      select max(n.id) as newest, count(*) from team_changes n where n.team_id = i.id) n`
  return {
    rows: Prisma.sql`
      select tr.team_id::text as of_group, tr.repository_id from team_repositories tr
      where tr.team_id = any(${ids}::bigint[])`,
    mark: `teams ${row?.mark}`,
    of: 'past',
  }
}
