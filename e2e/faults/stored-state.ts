import { readDetails } from '@/lib/data/audit-details'
import { db } from '@/lib/data/db'

/** All that a scan leaves behind and two scans of the same code must have in common, as sorted lines. */
export async function readStoredState(): Promise<readonly string[]> {
  const rows = await db().$queryRaw<{ line: string }[]>`
    select 'audit ' || r.name || ' ' || a.commit || ' ' || md5(jsonb_build_array(a.tree, a.committed_at, a.score, a.coverage,
        a.kind, a.verdicts, a.categories, a.mean_scores, a.lines_of_code)::text)
      || ' ' || coalesce(md5(d.summaries), '-') || ' ' || coalesce(md5(d.rest), '-')
      || ' ' || coalesce(md5(d.excerpts), '-') as line
    from audits a left join audit_details d on d.audit_id = a.id join repositories r on r.github_id = a.repository_id
    union all
    select 'latest ' || r.name || ' ' || coalesce(a.commit, '-') || ' ' || coalesce(r.head_commit, '-')
      || ' ' || (r.backfilled_at is not null)
    from repositories r left join audits a on a.id = r.latest_audit_id
    union all
    select 'day ' || r.name || ' ' || d.day || ' ' || a.commit || ' ' || coalesce(d.score::text, '-')
    from repository_days d join repositories r on r.github_id = d.repository_id join audits a on a.id = d.audit_id
    union all
    select 'attribution ' || r.name || ' ' || md5(to_jsonb(t)::text)
    from (select repository_id, characteristic, from_verdict, to_verdict, commit_before, commit_after, precision, commit from attributions) t
      join repositories r on r.github_id = t.repository_id`
  return rows.map(({ line }) => line).sort()
}

/** What is wrong in itself, whatever else was stored, in sentences. */
export async function findHalfWritten(): Promise<readonly string[]> {
  const [found] = await db().$queryRaw<Record<string, number>[]>`
    select (select count(*)::int from audits a where not exists (select from repository_days d
        where d.repository_id = a.repository_id and d.day >= least(a.committed_at, now())::date))
        as "audits that no day counts",
      (select count(*)::int from (select from audits group by repository_id, commit having count(*) > 1) twice)
        as "commits that were audited twice",
      (select count(*)::int from repositories r join audits a on a.id = r.latest_audit_id where a.commit <> r.head_commit)
        as "repositories whose latest audit is not of their head"`
  const cut = await countCutDetails()
  return Object.entries({ ...found, 'audits whose results are not all there': cut }).flatMap(([what, count]) =>
    count > 0 ? [`${count} ${what}`] : [],
  )
}

async function countCutDetails(): Promise<number> {
  const audits = await db().$queryRaw<{ id: bigint; verdicts: number }[]>`
    select id, (select count(*)::int from jsonb_object_keys(verdicts)) as verdicts from audits where has_details`
  let cut = 0
  for (const { id, verdicts } of audits) if ((await readDetails(id)).results.length !== verdicts) cut += 1
  return cut
}
