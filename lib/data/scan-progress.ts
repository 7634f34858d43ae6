import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { readScanAllowance } from './scan-allowance'
import type { ScanProgress } from './scan-progress-schema'

/** The scan that runs, or the last one; null when there was none. Counts only what the viewer may see. */
export async function getScanProgress(login: string): Promise<ScanProgress | null> {
  return readScanProgress(await requireOrgAccess(login))
}

/** The same for a viewer who was authorised already. */
export async function readScanProgress(access: OrgAccess): Promise<ScanProgress | null> {
  const scan = await findScan(access)
  if (!scan) return null
  const isOwner = access.role === 'admin'
  const [states, failures, unchanged, left] = await Promise.all([
    readStates(scan.id, access),
    readFailures(scan.id, access),
    scan.scope === 'organisation' ? countUnchanged(scan, access) : 0,
    isOwner ? readScanAllowance(access.organisationId, scan.started_by_id) : null,
  ])
  const tellsCost = scan.scope === 'repository' || isOwner
  const count = (state: RepositoryState['state']) => states.filter((row) => row.state === state).length
  return {
    scanId: String(scan.id),
    scope: scan.scope,
    status: scan.status,
    reason: scan.reason,
    waitingUntil: count('running') === 0 ? (scan.waiting_until?.toISOString() ?? null) : null,
    startedAt: scan.started_at.toISOString(),
    finishedAt: scan.finished_at?.toISOString() ?? null,
    total: states.length,
    done: count('done'),
    running: count('running'),
    waiting: count('waiting'),
    failed: count('failed'),
    ...sumSteps(states),
    unchanged,
    audits: states.reduce((sum, { audits }) => sum + audits, 0),
    apiRequests: tellsCost ? scan.api_requests : null,
    savedRequests: tellsCost ? scan.saved_requests : null,
    left,
    current: states.filter(({ state }) => state === 'running').map(({ name }) => name),
    failures,
  }
}

interface ScanRow {
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
}

/** Re-checks of repositories that the viewer can't see are not there for them. */
async function findScan({ organisationId, repositoryIds }: OrgAccess): Promise<ScanRow | undefined> {
  const [scan] = await db().$queryRaw<ScanRow[]>`
    select id, scope, status, reason, started_at, finished_at, api_requests, saved_requests, started_by_id,
      case when waiting_until > now() then waiting_until end as waiting_until
    from scans s
    where organisation_id = ${organisationId} and (scope = 'organisation' or exists (
      select from scan_items i where i.scan_id = s.id and i.repository_id = any(${[...repositoryIds]}::bigint[])))
    order by status in ('listing', 'running') desc, started_at desc, id desc limit 1`
  return scan
}

interface RepositoryState {
  readonly name: string
  readonly state: 'running' | 'waiting' | 'failed' | 'done'
  readonly audits: number
  readonly heads: number
  readonly headsDone: number
  readonly steps: number
  readonly stepsDone: number
}

function sumSteps(
  states: readonly RepositoryState[],
): Pick<ScanProgress, 'heads' | 'headsDone' | 'steps' | 'stepsDone'> {
  const sum = (name: 'heads' | 'headsDone' | 'steps' | 'stepsDone') =>
    states.reduce((total, state) => total + state[name], 0)
  return { heads: sum('heads'), headsDone: sum('headsDone'), steps: sum('steps'), stepsDone: sum('stepsDone') }
}

/** One row for each repository, whatever its phases: it is done when all of them are. */
async function readStates(scanId: bigint, { organisationId, repositoryIds }: OrgAccess): Promise<RepositoryState[]> {
  return db().$queryRaw<RepositoryState[]>`
    select r.name, sum(i.audits_stored)::int as audits, count(*)::int as steps,
      count(*) filter (where i.status in ('done', 'failed'))::int as "stepsDone",
      count(*) filter (where i.phase = 'head')::int as heads,
      count(*) filter (where i.phase = 'head' and i.status in ('done', 'failed'))::int as "headsDone",
      case when bool_or(i.status = 'running') then 'running' when bool_or(i.status = 'waiting') then 'waiting'
        when bool_or(i.status = 'failed') then 'failed' else 'done' end as state
    from scan_items i join repositories r on r.github_id = i.repository_id
    where i.scan_id = ${scanId} and i.repository_id = any(${[...repositoryIds]}::bigint[])
      and r.organisation_id = ${organisationId} and r.removed_at is null
    group by r.github_id order by max(i.started_at) desc nulls last`
}

async function readFailures(
  scanId: bigint,
  { organisationId, repositoryIds }: OrgAccess,
): Promise<ScanProgress['failures']> {
  const rows = await db().scanItem.findMany({
    where: {
      scanId,
      status: 'failed',
      repositoryId: { in: [...repositoryIds] },
      repository: { organisationId, removedAt: null },
    },
    orderBy: { repository: { name: 'asc' } },
    take: 100,
    select: { phase: true, reason: true, repository: { select: { name: true } } },
  })
  return rows.map(({ repository, phase, reason }) => ({
    repository: repository.name,
    phase: phase === 'history' ? 'history' : 'head',
    reason: reason ?? 'No reason was noted.',
  }))
}

/** The number on the scan counts every repository; this one only what the viewer may see. */
async function countUnchanged(scan: ScanRow, { organisationId, repositoryIds }: OrgAccess): Promise<number> {
  if (scan.status === 'listing' || scan.status === 'failed') return 0
  const [row] = await db().$queryRaw<{ count: number }[]>`
    select count(*)::int as count from repositories r left join audits a on a.id = r.latest_audit_id
    where r.organisation_id = ${organisationId} and r.is_counted and r.removed_at is null
      and r.github_id = any(${[...repositoryIds]}::bigint[])
      and (r.head_commit is null or a.audited_at < ${scan.started_at})
      and not exists (select from scan_items i where i.scan_id = ${scan.id} and i.repository_id = r.github_id)`
  return row?.count ?? 0
}
