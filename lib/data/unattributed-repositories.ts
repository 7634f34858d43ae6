import 'server-only'
import { db } from './db'
import { dayBefore } from './trend-days'
import { idArray } from './visible'

/**
 * Repositories of these organisations with a change of verdict in the last 13 months of which the commit is not known,
 * at most so many: other ones each day, so that those that can't be told apart keep no others waiting.
 */
export async function findUnattributedRepositories(
  organisationIds: readonly bigint[],
  most: number,
): Promise<readonly bigint[]> {
  const rows = await db().$queryRaw<{ github_id: bigint }[]>`
    select r.github_id from (
      select github_id, latest_audit_id from repositories
      where organisation_id = any(${idArray(organisationIds)}::bigint[]) and removed_at is null and is_counted
        and latest_audit_id is not null
      order by md5(concat(github_id, current_date)) offset 0) r
    join audits latest on latest.id = r.latest_audit_id
    where exists (
      select from (
        select d.day, d.verdicts, d.rubric_version, a.commit, lag(d.verdicts) over history as v0,
          lag(d.rubric_version) over history as r0, lag(a.commit) over history as c0
        from repository_days d join audits a on a.id = d.audit_id
        where d.repository_id = r.github_id and a.tree is not null
        window history as (order by d.day)) d
      cross join lateral jsonb_each_text(case when d.verdicts = d.v0 then '{}' else d.verdicts end) v
      where d.rubric_version = latest.rubric_version and d.r0 = latest.rubric_version
        and d.day > ${dayBefore(396)}::date and d.v0 ->> v.key <> v.value and 'unknown' not in (v.value, d.v0 ->> v.key)
        and not exists (
          select from attributions t where t.repository_id = r.github_id and t.characteristic = v.key
            and t.commit_before = d.c0 and t.commit_after = d.commit
            and t.from_verdict = d.v0 ->> v.key and t.to_verdict = v.value))
    limit ${most}`
  return rows.map(({ github_id: id }) => id)
}
