import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import type { SetEvent, TrendSet } from './trends'
import { idArray, isVisible } from './visible'

/** Days until a listing finds what GitHub showed or hid to one person first. */
const LATER = 1

/**
 * What changed since a day (YYYY-MM-DD) in the set of repositories that every point of the viewer's trends is drawn from:
 * of the organisation, or of one team's.
 */
export async function readTrendSet(access: OrgAccess, since: string, team: bigint | null = null): Promise<TrendSet> {
  const rows = await db().$queryRaw<SetEvent[]>`
    select to_char(c.day, 'YYYY-MM-DD') as day, c.what, count(*)::int as repositories
    from (${setChanges(access, since, team !== null)}) c where ${team === null} or ${team} = any(c.team_ids)
    group by c.day, c.what order by c.day, c.what`
  return toSet(rows)
}

/** The same of every team at once, by its id; teams of which nothing is to be told are left out. */
export async function readTrendSets(access: OrgAccess, since: string): Promise<ReadonlyMap<string, TrendSet>> {
  const rows = await db().$queryRaw<(SetEvent & { team: string })[]>`
    select t.id::text as team, to_char(c.day, 'YYYY-MM-DD') as day, c.what, count(*)::int as repositories
    from (${setChanges(access, since, true)}) c cross join unnest(c.team_ids) as t (id)
    group by t.id, c.day, c.what order by c.day, c.what`
  const byTeam = new Map<string, SetEvent[]>()
  for (const { team, ...event } of rows) byTeam.set(team, [...(byTeam.get(team) ?? []), event])
  return new Map([...byTeam].map(([team, events]) => [team, toSet(events)]))
}

/** The same, read once for the viewer while nothing changed: two who see the same today may not have seen it from the same day on. */
export function keptTrendSets(access: OrgAccess, since: string): Promise<ReadonlyMap<string, TrendSet>> {
  return keptAnswer(access, `sets of teams since ${since} of ${access.viewerId} as ${access.role}`, () =>
    readTrendSets(access, since),
  )
}

function toSet(events: readonly SetEvent[]): TrendSet {
  const leftOut = events.filter(({ what }) => what === 'left-out')
  return { events, leftOut: leftOut.reduce((sum, { repositories }) => sum + repositories, 0) }
}

/**
 * One row for each repository and kind of change, the last one of each: `repository_id, day, what, team_ids`, of which the
 * teams are found on request. Only those
 * that had code before that day: others change no point before it. Of one that is gone nobody's list tells who might read
 * it, so it is counted where it was public to the last, and for owners. What a viewer may not read any more is told as it was
 * on the day on which they still could, and of no team: what became of it since is not theirs to know. Nothing is told twice:
 * what began to count since GitHub last said what the viewer may read, or is told as left out, is not told as seen or unseen.
 */
function setChanges(access: OrgAccess, since: string, withTeams: boolean): Prisma.Sql {
  const { organisationId, viewerId, role, repositoryIds } = access
  const isReadable = Prisma.sql`r.github_id = any(${idArray(repositoryIds)}::bigint[])`
  const isGone = Prisma.sql`(r.removed_at is not null or r.organisation_id <> c.organisation_id)`
  const teams = withTeams
    ? Prisma.sql`array(select tr.team_id from team_repositories tr where tr.repository_id = r.github_id)`
    : Prisma.sql`null::bigint[]`
  const hadCode = (day: Prisma.Sql) => Prisma.sql`exists (
    select from repository_days d where d.repository_id = r.github_id and d.day < ${day})`
  const isToldOfGone = Prisma.sql`(${isGone} and ${role !== 'collaborator'}
    and (not (c.is_private or r.is_private) or ${role === 'admin'}))`
  const began = Prisma.sql`c.counts and c.changed_on between v.previous_on and v.changed_on + ${LATER}::int`
  const ended = Prisma.sql`not c.counts and c.changed_on between v.changed_on and v.changed_on + ${LATER}::int
    and ${isToldOfGone}`
  const seen = (
    what: 'seen' | 'unseen',
    ids: Prisma.Sql,
    condition: Prisma.Sql,
    isToldElse: Prisma.Sql,
    ofTeams: Prisma.Sql,
  ) => Prisma.sql`
    select r.github_id, max(v.changed_on), ${what}, ${ofTeams}
    from visibility_changes v cross join unnest(${ids}) as one (id) join repositories r on r.github_id = one.id
    where v.user_id = ${viewerId} and v.organisation_id = ${organisationId} and v.changed_on > ${since}::date
      and ${condition} and ${hadCode(Prisma.sql`v.changed_on`)} and not exists (
        select from counting_changes c where c.repository_id = r.github_id and c.organisation_id = v.organisation_id and ${isToldElse})
    group by r.github_id`
  return Prisma.sql`
    select r.github_id as repository_id, max(c.changed_on) as day, 'counted' as what, ${teams} as team_ids
    from counting_changes c join repositories r on r.github_id = c.repository_id
    where c.organisation_id = ${organisationId} and c.counts and c.changed_on > ${since}::date
      and ${isVisible(access)} and ${hadCode(Prisma.sql`c.changed_on`)} group by r.github_id
    union all
    select * from (
      select distinct on (r.github_id) r.github_id, c.changed_on, 'left-out', c.team_ids
      from counting_changes c join repositories r on r.github_id = c.repository_id
      where c.organisation_id = ${organisationId} and not c.counts and c.changed_on > ${since}::date
        and (not r.is_counted or ${isGone}) and ${hadCode(Prisma.sql`c.changed_on`)}
        and (${isReadable} or ${isToldOfGone})
      order by r.github_id, c.changed_on desc
    ) left_out
    union all ${seen('seen', Prisma.sql`v.added_ids`, isVisible(access), began, teams)}
    union all ${seen('unseen', Prisma.sql`v.removed_ids`, Prisma.sql`not ${isReadable}`, ended, Prisma.sql`null::bigint[]`)}`
}
