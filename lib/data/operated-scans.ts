import 'server-only'
import { requireOperator } from '@/lib/auth/operator'
import { db } from './db'
import { sightOf } from './operator-sight'

export interface ScanUnderWay {
  readonly id: string
  /** Null where GitHub does not show it to this operator. */
  readonly organisation: string | null
  readonly status: 'listing' | 'running'
  /** Heads and histories of repositories. */
  readonly steps: number
  readonly stepsDone: number
  readonly failed: number
  readonly apiRequests: number
  /** ISO timestamps. */
  readonly startedAt: string
  readonly waitingUntil: string | null
}

export interface ScansUnderWay {
  /** Of whole organisations, the oldest first. */
  readonly scans: readonly ScanUnderWay[]
  /** Single repositories that are looked at. */
  readonly rechecks: number
}

const SHOWN = 20

/** How far all scans are, for operators. */
export async function getScansUnderWay(): Promise<ScansUnderWay> {
  await requireOperator()
  const [rows, rechecks] = await Promise.all([
    db().$queryRaw<Row[]>`
      select s.id, s.organisation_id as "organisationId", o.login as organisation, s.status, s.api_requests as "apiRequests",
        s.started_at as "startedAt", case when s.waiting_until > now() then s.waiting_until end as "waitingUntil", i.*
      from scans s join organisations o on o.github_id = s.organisation_id, lateral (
        select count(*)::int as steps, count(*) filter (where status in ('done', 'failed'))::int as "stepsDone",
          count(*) filter (where status = 'failed')::int as failed
        from scan_items where scan_id = s.id) as i
      where s.status in ('listing', 'running') and s.scope = 'organisation'
      order by s.started_at, s.id limit ${SHOWN}`,
    db().scan.count({ where: { status: 'running', scope: 'repository' } }),
  ])
  const sight = await sightOf(rows)
  return {
    rechecks,
    scans: rows.map(({ organisationId, organisation, id, status, startedAt, waitingUntil, ...row }) => ({
      ...row,
      id: String(id),
      organisation: sight.sees(organisationId) ? organisation : null,
      status: status === 'listing' ? 'listing' : 'running',
      startedAt: startedAt.toISOString(),
      waitingUntil: waitingUntil?.toISOString() ?? null,
    })),
  }
}

interface Row {
  readonly id: bigint
  readonly organisationId: bigint
  readonly organisation: string
  readonly status: string
  readonly apiRequests: number
  readonly startedAt: Date
  readonly waitingUntil: Date | null
  readonly steps: number
  readonly stepsDone: number
  readonly failed: number
}
