import { setTimeout as pause } from 'node:timers/promises'
import { db } from '@/lib/data/db'
import { startOrganisationScan } from '@/lib/scans/start-scan'
import type { Row } from './bench-report'
import type { Counters, startLocalGitHubProcess } from './local-github-process'
import { rowsByTable, type TableSizes } from './table-sizes'
import type { WorkerProcesses } from './worker-processes'

const LOOK_MS = 200

/** What one part of a scan took. */
export interface ScanCost {
  readonly part: string
  readonly seconds: number
  readonly audits: number
  readonly failed: number
  readonly rest: number
  readonly points: number
  readonly downloads: number
  /** Processor time of the workers in milliseconds. */
  readonly workerMs: number
  /** How often a connection waited for a lock, of all looks at all connections that were at work. */
  readonly lockWaits: number
  readonly routes: Readonly<Record<string, number>>
  /** Rows added by table. */
  readonly rows: TableSizes
}

/** Begins scans and tells what workers and the local GitHub counted for each part. */
export class ScanCosts {
  private looks = { busy: 0, locked: 0 }

  constructor(
    readonly organisationId: bigint,
    readonly github: Awaited<ReturnType<typeof startLocalGitHubProcess>>,
    readonly workers: WorkerProcesses,
  ) {}

  /** The first scan until every head is judged; heads come before history. */
  async heads(): Promise<ScanCost> {
    const cost = await this.part('first scan: heads', async () => {
      const scanId = await this.start()
      await this.until(scanId, { phase: 'head' })
      return scanId
    })
    // Whoever has no head left begins with history.
    return { ...cost, audits: await db().repository.count({ where: { latestAuditId: { not: null } } }) }
  }

  /** What `heads` left of the same scan: 12 months of each repository, and the commits behind changes. */
  async history(): Promise<readonly ScanCost[]> {
    const { id } = await db().scan.findFirstOrThrow({ where: { organisationId: this.organisationId } })
    const history = await this.part('first scan: 12 months', async () => {
      await this.until(id, {})
      return id
    })
    const attribution = await this.part('commits behind changes', async () => {
      await this.untilIdle()
      return id
    })
    return [history, attribution]
  }

  async scan(part: string): Promise<ScanCost> {
    const cost = await this.part(part, async () => {
      const scanId = await this.start()
      await this.until(scanId, {})
      return scanId
    })
    await this.untilIdle()
    return cost
  }

  private async start(): Promise<bigint> {
    const origin = { trigger: 'schedule', startedById: null } as const
    return (await startOrganisationScan(this.organisationId, origin)).scanId
  }

  private async part(part: string, work: () => Promise<bigint>): Promise<ScanCost> {
    const before = { counters: await this.github.counters(), at: performance.now(), cpu: this.workers.cpuMs() }
    const rows = await rowsByTable()
    this.looks = { busy: 0, locked: 0 }
    const scanId = await work()
    const seconds = (performance.now() - before.at) / 1000
    const added = difference(await rowsByTable(), rows)
    const { requests, downloads, points } = subtract(await this.github.counters(), before.counters)
    return {
      part,
      seconds,
      audits: added.audits ?? 0,
      failed: await db().scanItem.count({ where: { scanId, status: 'failed' } }),
      rest: points.rest,
      points: points.graphql,
      downloads: sum(downloads),
      workerMs: this.workers.cpuMs() - before.cpu,
      lockWaits: this.looks.busy === 0 ? 0 : this.looks.locked / this.looks.busy,
      routes: Object.fromEntries(Object.entries(requests).filter(([, count]) => count > 0)),
      rows: added,
    }
  }

  private async until(scanId: bigint, of: { readonly phase?: string }): Promise<void> {
    for (;;) {
      await this.lookAtLocks()
      const scan = await db().scan.findUniqueOrThrow({ where: { id: scanId }, select: { status: true, reason: true } })
      const open = await db().scanItem.count({ where: { scanId, ...of, status: { in: ['waiting', 'running'] } } })
      if (scan.status === 'failed') throw new Error(scan.reason ?? 'the scan failed')
      if (scan.status !== 'listing' && open === 0) return
      await pause(LOOK_MS)
    }
  }

  private async untilIdle(): Promise<void> {
    for (;;) {
      const [row] = await db().$queryRaw<{ waiting: number }[]>`
        select count(*)::int as waiting from graphile_worker.jobs where attempts < max_attempts`
      if (row?.waiting === 0) return
      await pause(LOOK_MS)
    }
  }

  private async lookAtLocks(): Promise<void> {
    const [row] = await db().$queryRaw<[{ busy: number; locked: number }]>`
      select count(*)::int as busy, (count(*) filter (where wait_event_type = 'Lock'))::int as locked
      from pg_stat_activity
      where datname = current_database() and state = 'active' and pid <> pg_backend_pid()`
    this.looks = { busy: this.looks.busy + row.busy, locked: this.looks.locked + row.locked }
  }
}

export function rowOf({ part, seconds, audits, failed, rest, points, downloads, workerMs, lockWaits }: ScanCost): Row {
  return {
    part,
    audits,
    failed,
    seconds,
    'a minute': seconds > 0 ? (audits * 60) / seconds : null,
    REST: rest,
    points,
    downloads,
    'CPU ms each': audits > 0 ? workerMs / audits : null,
    'lock waits': lockWaits,
  }
}

function difference(after: TableSizes, before: TableSizes): TableSizes {
  return Object.fromEntries(Object.entries(after).map(([table, rows]) => [table, rows - (before[table] ?? 0)]))
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

function subtract(after: Counters, before: Counters): Counters {
  const difference = (name: 'requests' | 'downloads') =>
    Object.fromEntries(Object.entries(after[name]).map(([key, count]) => [key, count - (before[name][key] ?? 0)]))
  return {
    requests: difference('requests'),
    downloads: difference('downloads'),
    points: { rest: after.points.rest - before.points.rest, graphql: after.points.graphql - before.points.graphql },
  }
}
