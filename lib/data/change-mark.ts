import 'server-only'
import { cache } from 'react'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { isVisible } from './visible'

/** What tells one state of what a viewer sees of an organisation from another. */
export interface Marks {
  /** Another one when anything has changed; it says nothing else. */
  readonly mark: string
  /** Another one when the viewer may see other repositories, or a scan of the organisation began or ended. */
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

/** Read once for a page. */
export const readMarks = cache(async (access: OrgAccess): Promise<Marks> => {
  const [row] = await db().$queryRaw<(Omit<Marks, 'isScanning'> & { status: string | null })[]>`
    with scan as (
      select s.id, s.status from scans s
      where s.organisation_id = ${access.organisationId} and s.scope = 'organisation' order by s.id desc limit 1
    )
    select md5(concat_ws(' ', count(*), sum(hashtextextended(
        concat_ws(' ', r.name, r.latest_audit_id, r.is_archived, r.is_private), r.github_id)),
      (select concat(id, status) from scan),
      (select concat_ws(' ', o.include_forks, o.include_archived, o.include_non_python, o.pull_request_bar,
          o.ready_score, o.ready_must_not_fail::text)
        from organisations o where o.github_id = ${access.organisationId}))) as mark,
      concat_ws(':', count(*), sum(hashint8extended(r.github_id, 1)), sum(hashint8extended(r.github_id, 2)),
        (select concat_ws(':', id, status) from scan)) as repositories,
      (select status from scan) as status
    from repositories r where ${isVisible(access)}`
  const { mark = '', repositories = '', status = null } = row ?? {}
  return { mark, repositories, isScanning: status === 'listing' || status === 'running' }
})
