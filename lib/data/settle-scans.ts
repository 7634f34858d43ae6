import 'server-only'
import { count } from '@/lib/metrics/counts'
import { db } from './db'
import { finishScanIfDone } from './scans'

const LOST = 'The work on this repository was interrupted every time it was tried. Re-check it, or look at the log.'
/** What operators read of a job that every worker which tried it was lost over. */
const INTERRUPTED = 'interrupted'
const LOST_LISTING = 'The listing of the organisation was interrupted. Start the scan again.'

/** Ends items and scans whose job is gone or has used up its attempts, so that no page waits for ever. */
export async function settleScans(): Promise<void> {
  const failed = await db().$queryRaw<{ scope: string }[]>`
    with failed as (
    update scans s set status = 'failed', reason = ${LOST_LISTING}, finished_at = now()
    where s.status = 'listing' and s.started_at < now() - interval '30 seconds'
      and not exists (select 1 from graphile_worker.jobs j where j.key = 'list:' || s.id
        and (j.attempts < j.max_attempts or j.locked_at is not null))
      returning s.id, s.organisation_id, s.scope
    ), noted as (
      insert into job_failures (task, code, message, payload, organisation_id)
      select 'list-organisation', ${INTERRUPTED}, ${LOST_LISTING}, jsonb_build_object('scanId', id::text), organisation_id
      from failed
    )
    select scope from failed`
  for (const { scope } of failed) count('airworthy_scans_finished_total', { scope, outcome: 'failed' })
  const lost = await db().$queryRaw<{ phase: string }[]>`
    with lost as (
    update scan_items i set status = 'failed', reason = ${LOST}, finished_at = now()
    from scans s
    where s.id = i.scan_id and s.status = 'running' and s.started_at < now() - interval '30 seconds'
      and i.status <> 'done' and i.status in ('waiting', 'running')
      and not exists (select 1 from graphile_worker.jobs j
        where j.key = i.phase || ':' || i.scan_id || ':' || i.repository_id
          and (j.attempts < j.max_attempts or j.locked_at is not null))
      returning i.scan_id, i.repository_id, i.phase, s.organisation_id
    ), noted as (
      insert into job_failures (task, code, message, payload, organisation_id, repository_id)
      select 'audit-' || phase, ${INTERRUPTED}, ${LOST},
        jsonb_build_object('scanId', scan_id::text, 'repositoryId', repository_id::text), organisation_id, repository_id
      from lost
    )
    select phase from lost`
  for (const { phase } of lost) count('airworthy_scan_items_finished_total', { phase, outcome: 'failed' })
  // Also those whose worker died between the end of the last item and that of the scan.
  const over = await db().$queryRaw<{ id: bigint }[]>`
    select id from scans s where s.status = 'running' and s.started_at < now() - interval '30 seconds'
      and not exists (select from scan_items i where i.scan_id = s.id and i.status <> 'done'
        and i.status in ('waiting', 'running'))`
  for (const { id } of over) await finishScanIfDone(id)
}
