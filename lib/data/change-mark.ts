import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { askTogether } from './ask-together'
import { db } from './db'
import { Prisma } from './generated/client'
import { type KnownState, readState } from './known-state'
import { idArray, idsOf, isMine, isVisible } from './visible'

/** What tells one state of what a viewer sees of an organisation from another. */
export interface Marks {
  /** Another one when anything has changed; it says nothing else. */
  readonly mark: string
  /** Another one when the viewer may see other repositories, the settings changed, be it to what they were before, or a scan of the organisation began or ended. */
  readonly repositories: string
  readonly isScanning: boolean
  /** Ids of the teams of which the viewer may know. */
  readonly teams: readonly bigint[]
}

/** A text that is another one when what the viewer sees of an organisation has changed; it says nothing else. */
export async function getChangeMark(login: string): Promise<string> {
  return readChangeMark(await requireOrgAccess(login))
}

/** The same for a viewer who was authorised already. */
export async function readChangeMark(access: OrgAccess): Promise<string> {
  return (await readMarks(access)).mark
}

export const readMarks = askTogether<Marks>(findMarks)

/** What marks are made of is read once while nothing of it changed: it is all that the viewer may see. */
async function findMarks(access: OrgAccess): Promise<Marks> {
  const state = await readState(access)
  const { viewerId, role } = access
  const { mark, teams } = await state.once(`mark for ${viewerId} as ${role}`, () => markFor(access, state))
  const { repositories, isScanning } = await readSeen(access, state)
  return { mark, repositories, isScanning, teams }
}

/** Of all who may read the same repositories. */
interface Seen {
  /** Stands for everything but teams. */
  readonly text: string
  readonly repositories: string
  /** Ids of the teams that have any of them, as Postgres writes an array. */
  readonly teams: string
  readonly isScanning: boolean
}

function readSeen(access: OrgAccess, state: KnownState): Promise<Seen> {
  return state.once('seen', async () => {
    const { status, ...seen } = await askWhatIsSeen(access)
    return { ...seen, isScanning: status === 'listing' || status === 'running' }
  })
}

async function askWhatIsSeen(access: OrgAccess): Promise<SeenRow> {
  const { organisationId } = access
  const [row] = await db().$queryRaw<[SeenRow]>`
    with scan as (
      select s.id, s.status from scans s
      where s.organisation_id = ${organisationId} and s.scope = 'organisation' order by s.id desc limit 1
    ),
    settings as (
      select concat_ws(' ', o.include_forks, o.include_archived, o.include_non_python, o.pull_request_bar,
        o.ready_score, o.ready_must_not_fail::text, o.weights::text) as text, o.settings_version as version
      from organisations o where o.github_id = ${organisationId}
    ),
    seen as materialized (
      select r.github_id, r.name, r.latest_audit_id, r.is_archived, r.is_private, r.unjudged_commit
      from repositories r where ${isVisible(access)}
    )
    select concat_ws(' ', count(*), sum(hashtextextended(
        concat_ws(' ', r.name, r.latest_audit_id, r.is_archived, r.is_private, r.unjudged_commit), r.github_id)),
      (select concat(id, status) from scan), (select text from settings),
      (select concat_ws(' ', count(*), max(w.id), max(w.ended_at),
          count(*) filter (where w.ended_at is null and w.expires_on >= (now() at time zone 'utc')::date))
        from waivers w join seen on seen.github_id = w.repository_id),
      (select concat_ws(' ', count(*), sum(hashtextextended(
          concat_ws(' ', c.name, c.characteristic, c.minimum_score, c.kinds, c.team_ids, c.target_on, c.ended_at), c.id)))
        from campaigns c where c.organisation_id = ${organisationId})) as text,
      concat_ws(':', count(*), sum(hashint8extended(r.github_id, 1)), sum(hashint8extended(r.github_id, 2)),
        (select concat_ws(':', id, status) from scan), (select version from settings)) as repositories,
      (select coalesce(array_agg(w.team_id), '{}')::text from (
        select tr.team_id from team_repositories tr join seen on seen.github_id = tr.repository_id group by 1) w) as teams,
      (select status from scan) as status
    from seen r`
  return row
}

interface SeenRow extends Omit<Seen, 'isScanning'> {
  readonly status: string | null
}

interface ViewerMark {
  readonly mark: string
  readonly teams: readonly bigint[]
}

/** The mark, with the teams of which this viewer may know (see `isVisibleTeam`). */
async function markFor(access: OrgAccess, state: KnownState): Promise<ViewerMark> {
  const { organisationId, role } = access
  const { text, teams } = await readSeen(access, state)
  const sharesWork = Prisma.sql`t.github_id = any(${teams}::bigint[])`
  const isKnown = Prisma.sql`(${role === 'admin'} or ${isMine(access)} or (t.unlisted_at is null and ${sharesWork}))`
  const [row] = await db().$queryRaw<[{ mark: string; teams: string }]>`
    select md5(concat_ws(' ', ${text}::text, count(*), sum(hashtextextended(
        concat_ws(' ', t.slug, t.name, t.description, t.unlisted_at, n.newest, n.count), t.github_id)))) as mark,
      coalesce(array_agg(t.github_id order by t.github_id), '{}')::text as teams
    from teams t cross join lateral (
      select max(n.id) as newest, count(*) from team_changes n where n.team_id = t.github_id) n
    where t.organisation_id = ${organisationId} and ${role !== 'collaborator'} and ${isKnown}`
  return { mark: row.mark, teams: idsOf(row.teams) }
}

/** Condition on `teams t`: it was one of those of which the viewer may know, of which all are found once while nothing changed. */
export async function isOfKnownTeams(access: OrgAccess): Promise<Prisma.Sql> {
  const { teams } = await readMarks(access)
  return Prisma.sql`(t.organisation_id = ${access.organisationId} and t.github_id = any(${idArray(teams)}::bigint[]))`
}
