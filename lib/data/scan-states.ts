import 'server-only'
import { db } from './db'
import { Prisma } from './generated/client'
import type { ScanProgress } from './scan-progress-schema'
import { SharedRead } from './shared-read'

/*
 * What the database says of scans, of everything and for nobody: who shows it picks out what a viewer may see. So a scan
 * of 10,000 repositories that 200 people follow is read once, and not 200 times. `maxAgeMs` 0 reads it anew.
 */

export interface ScanRow {
  readonly id: bigint
  readonly scope: ScanProgress['scope']
  readonly status: ScanProgress['status']
  readonly reason: string | null
  readonly started_at: Date
  readonly finished_at: Date | null
  readonly api_requests: number
  readonly saved_requests: number
  readonly started_by_id: bigint | null
  /** Null when that time is over. */
  readonly waiting_until: Date | null
  /** Of a re-check. */
  readonly repository_id: bigint | null
  readonly repository_name: string | null
}

const MOST_RECHECKS = 2000

const scans = new SharedRead<readonly ScanRow[]>()

/** Scans under way, then those since the last one of the organisation, each the newest first. */
export function readScans(organisationId: bigint, maxAgeMs: number): Promise<readonly ScanRow[]> {
  return scans.get(String(organisationId), maxAgeMs, async () => {
    // Asked before: Postgres would take a third of all scans for those since a day that it does not know.
    const [last] = await db().$queryRaw<{ since: string }[]>`
      select o.started_at::text as since from scans o
      where o.organisation_id = ${organisationId} and o.scope = 'organisation' order by o.started_at desc limit 1`
    return db().$queryRaw<ScanRow[]>`
      select s.id, scope, s.status, s.reason, s.started_at, s.finished_at, api_requests, saved_requests, started_by_id,
        case when waiting_until > now() then waiting_until end as waiting_until, of_one.repository_id,
        of_one.name as repository_name
      from scans s left join lateral (
        select i.repository_id, r.name from scan_items i join repositories r on r.github_id = i.repository_id
        where i.scan_id = s.id and s.scope = 'repository' limit 1
      ) of_one on true
      where s.organisation_id = ${organisationId} and (s.status in ('listing', 'running') or s.started_at >= ${last?.since ?? '-infinity'}::timestamptz)
      order by s.status in ('listing', 'running') desc, s.started_at desc, s.id desc limit ${MOST_RECHECKS}`
  })
}

export interface RepositoryState {
  readonly id: number
  readonly state: 'running' | 'waiting' | 'failed' | 'done'
  readonly audits: number
  readonly heads: number
  readonly headsDone: number
  readonly steps: number
  readonly stepsDone: number
}

export interface NamedItem {
  readonly repository_id: bigint
  readonly name: string
  readonly phase: string
  readonly status: 'running' | 'failed'
  readonly reason: string | null
}

export interface ScanStates {
  /** One for each repository, whatever its phases: it is done when all of them are. */
  readonly repositories: readonly RepositoryState[]
  /** Items that are running, the last begun first, and some of those that failed, by name. */
  readonly named: readonly NamedItem[]
}

const MOST_NAMED = 2000

const states = new SharedRead<ScanStates>()

/** On `scans s` and `repositories r`: what was transferred since is the affair of those who see it there. */
const isStillThere = Prisma.sql`r.organisation_id = s.organisation_id and r.removed_at is null`

/** `isOver`: nothing that was read before the end will do. */
export function readStates(scanId: bigint, maxAgeMs: number, isOver: boolean): Promise<ScanStates> {
  return states.get(`${scanId}${isOver ? ' over' : ''}`, maxAgeMs, async () => {
    // One text, since 10,000 rows cost the driver more than the database.
    const [[row], named] = await Promise.all([
      db().$queryRaw<[{ text: string | null }]>`
        select string_agg(concat_ws(' ', repository_id, state, audits, heads, heads_done, steps, steps_done), ',') as text
        from (
          select i.repository_id, sum(i.audits_stored) as audits, count(*) as steps,
            count(*) filter (where i.status in ('done', 'failed')) as steps_done,
            count(*) filter (where i.phase = 'head') as heads,
            count(*) filter (where i.phase = 'head' and i.status in ('done', 'failed')) as heads_done,
            case when bool_or(i.status = 'running') then 'running' when bool_or(i.status = 'waiting') then 'waiting'
              when bool_or(i.status = 'failed') then 'failed' else 'done' end as state
          from scan_items i join scans s on s.id = i.scan_id join repositories r on r.github_id = i.repository_id
          where i.scan_id = ${scanId} and ${isStillThere} group by i.repository_id
        ) repository`,
      db().$queryRaw<NamedItem[]>`
        select i.repository_id, r.name, i.phase, i.status, i.reason
        from scan_items i join scans s on s.id = i.scan_id join repositories r on r.github_id = i.repository_id
        where i.scan_id = ${scanId} and ${isStillThere} and i.status <> 'done' and i.status in ('running', 'failed')
        order by i.status = 'running' desc, case when i.status = 'running' then i.started_at end desc, r.name, i.phase
        limit ${MOST_NAMED}`,
    ])
    return { repositories: row.text === null ? [] : row.text.split(',').map(toState), named }
  })
}

function toState(text: string): RepositoryState {
  const [id, state, ...counts] = text.split(' ')
  const [audits = 0, heads = 0, headsDone = 0, steps = 0, stepsDone = 0] = counts.map(Number)
  return { id: Number(id), state: state as RepositoryState['state'], audits, heads, headsDone, steps, stepsDone }
}

const unchanged = new SharedRead<readonly number[]>()

/** Repositories that the scan looked at and that had not changed. */
export function readUnchanged(scan: ScanRow, organisationId: bigint, maxAgeMs: number): Promise<readonly number[]> {
  return unchanged.get(String(scan.id), maxAgeMs, async () => {
    const [row] = await db().$queryRaw<[{ text: string | null }]>`
      select string_agg(r.github_id::text, ',') as text from repositories r left join audits a on a.id = r.latest_audit_id
      where r.organisation_id = ${organisationId} and r.is_counted and r.removed_at is null
        and (r.head_commit is null or a.audited_at < ${scan.started_at})
        and not exists (select from scan_items i where i.scan_id = ${scan.id} and i.repository_id = r.github_id)`
    return row.text === null ? [] : row.text.split(',').map(Number)
  })
}
