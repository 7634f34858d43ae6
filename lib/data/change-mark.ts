import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { isVisible } from './visible'

/** A text that is another one when what the viewer sees of an organisation has changed; it says nothing else. */
export async function getChangeMark(login: string): Promise<string> {
  return readChangeMark(await requireOrgAccess(login))
}

/** The same for a viewer who was authorised already. */
export async function readChangeMark(access: OrgAccess): Promise<string> {
  const [row] = await db().$queryRaw<{ mark: string }[]>`
    select md5(concat_ws(' ', count(*), sum(hashtextextended(
        concat_ws(' ', r.name, r.latest_audit_id, r.is_archived, r.is_private), r.github_id)),
      (select concat(s.id, s.status) from scans s
        where s.organisation_id = ${access.organisationId} and s.scope = 'organisation'
        order by s.id desc limit 1),
      (select concat_ws(' ', o.include_forks, o.include_archived, o.include_non_python, o.pull_request_bar,
          o.ready_score, o.ready_must_not_fail::text, o.weights::text)
        from organisations o where o.github_id = ${access.organisationId}))) as mark
    from repositories r where ${isVisible(access)}`
  return row?.mark ?? ''
}
