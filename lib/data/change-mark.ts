import 'server-only'
import { cache } from 'react'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { isVisible, isVisibleTeam } from './visible'

/** What tells one state of what a viewer sees of an organisation from another. */
export interface Marks {
  /** Another one when anything has changed; it says nothing else. */
  readonly mark: string
  /** Another one when the viewer may see other repositories, the settings changed, be it to what they were before, or a scan of the organisation began or ended. */
  readonly repositories: string
  readonly isScanning: boolean
}

/** A text that is another one when what the viewer sees of an organisation has changed; it says nothing else. */
export async function getChangeMark(login: string): Promise<string> {
  return readChangeMark(await requireOrgAccess(login))
}

/** The same for a viewer who was authorised already. */
export async function readChangeMark(access: OrgAccess): Promise<string> {
  return (await readMarks(access)).mark
}

const underWay = new WeakMap<OrgAccess, Promise<Marks>>()

/** Read once for a page, and elsewhere once for all that ask at the same time with the same access. */
export const readMarks = cache((access: OrgAccess): Promise<Marks> => {
  const known = underWay.get(access)
  if (known) return known
  const asked = askForMarks(access).finally(() => underWay.delete(access))
  underWay.set(access, asked)
  return asked
})

async function askForMarks(access: OrgAccess): Promise<Marks> {
  const visible = isVisible(access)
  const { organisationId } = access
  const [row] = await db().$queryRaw<(Omit<Marks, 'isScanning'> & { status: string | null })[]>`
    with scan as (
      select s.id, s.status from scans s
      where s.organisation_id = ${organisationId} and s.scope = 'organisation' order by s.id desc limit 1
    ),
    settings as (
      select concat_ws(' ', o.include_forks, o.include_archived, o.include_non_python, o.pull_request_bar,
        o.ready_score, o.ready_must_not_fail::text, o.weights::text) as text, o.settings_version as version
      from organisations o where o.github_id = ${organisationId}
    )
    select md5(concat_ws(' ', count(*), sum(hashtextextended(
        concat_ws(' ', r.name, r.latest_audit_id, r.is_archived, r.is_private, r.unjudged_commit), r.github_id)),
      (select concat(id, status) from scan), (select text from settings),
      (select concat_ws(' ', count(*), max(w.id), max(w.ended_at),
          count(*) filter (where w.ended_at is null and w.expires_on >= (now() at time zone 'utc')::date))
        from waivers w join repositories r on r.github_id = w.repository_id where ${visible}),
      (select concat_ws(' ', count(*), sum(hashtextextended(
          concat_ws(' ', c.name, c.characteristic, c.minimum_score, c.kinds, c.team_ids, c.target_on, c.ended_at), c.id)))
        from campaigns c where c.organisation_id = ${organisationId}),
      (select concat_ws(' ', count(*), sum(hashtextextended(
          concat_ws(' ', t.slug, t.name, t.description, t.unlisted_at, n.newest, n.count), t.github_id)))
        from teams t cross join lateral (
          select max(n.id) as newest, count(*) from team_changes n where n.team_id = t.github_id) n
        where ${isVisibleTeam(access)}))) as mark,
      concat_ws(':', count(*), sum(hashint8extended(r.github_id, 1)), sum(hashint8extended(r.github_id, 2)),
        (select concat_ws(':', id, status) from scan), (select version from settings)) as repositories,
      (select status from scan) as status
    from repositories r where ${visible}`
  const { mark = '', repositories = '', status = null } = row ?? {}
  return { mark, repositories, isScanning: status === 'listing' || status === 'running' }
}
