import { setTimeout as pause } from 'node:timers/promises'
import { db } from '@/lib/data/db'
import { startOrganisationScan } from '@/lib/scans/start-scan'
import type { Counters, startLocalGitHubProcess } from './local-github-process'

/** Begins scans and prints what the local GitHub counted for each. */
export class ScanCosts {
  constructor(
    readonly organisationId: bigint,
    readonly github: Awaited<ReturnType<typeof startLocalGitHubProcess>>,
  ) {}

  /** Heads come before history, so what was spent until the last head is the price of the heads. */
  async firstScan(): Promise<void> {
    const started = performance.now()
    const scanId = await this.start()
    await this.until(scanId, { phase: 'head' })
    const heads = await this.github.counters()
    await this.report('first scan: heads', heads, started, scanId)
    const headsAt = performance.now()
    await this.until(scanId, {})
    const all = await this.github.counters()
    await this.report('first scan: history of 12 months', subtract(all, heads), headsAt, scanId)
    await this.untilIdle()
    await this.report('attribution of changed verdicts', subtract(await this.github.counters(), all), headsAt, scanId)
  }

  async scan(title: string): Promise<void> {
    await this.github.clear()
    const started = performance.now()
    const scanId = await this.start()
    await this.until(scanId, {})
    await this.report(title, await this.github.counters(), started, scanId)
    await this.untilIdle()
  }

  private async start(): Promise<bigint> {
    const origin = { trigger: 'schedule', startedById: null } as const
    return (await startOrganisationScan(this.organisationId, origin)).scanId
  }

  private async until(scanId: bigint, of: { readonly phase?: string }): Promise<void> {
    for (;;) {
      const scan = await db().scan.findUniqueOrThrow({ where: { id: scanId }, select: { status: true, reason: true } })
      const open = await db().scanItem.count({ where: { scanId, ...of, status: { in: ['waiting', 'running'] } } })
      if (scan.status === 'failed') throw new Error(scan.reason ?? 'the scan failed')
      if (scan.status !== 'listing' && open === 0) return
      await pause(500)
    }
  }

  private async untilIdle(): Promise<void> {
    for (;;) {
      const [row] = await db().$queryRaw<{ waiting: number }[]>`
        select count(*)::int as waiting from graphile_worker.jobs where attempts < max_attempts`
      if (row?.waiting === 0) return
      await pause(500)
    }
  }

  private async report(title: string, counters: Counters, started: number, scanId: bigint): Promise<void> {
    const seconds = (performance.now() - started) / 1000
    const downloads = sum(counters.downloads)
    const [row] = await db().$queryRaw<{ audits: number; failed: number }[]>`
      select coalesce(sum(audits_stored), 0)::int as audits, count(*) filter (where status = 'failed')::int as failed
      from scan_items where scan_id = ${scanId}`
    const { rest, graphql } = counters.points
    console.log(`${title}: ${rest} REST, ${graphql} points, ${downloads} downloads, ${seconds.toFixed(0)} s`)
    console.log(`  audits of the scan so far: ${row?.audits}, failed: ${row?.failed}`)
    for (const [route, count] of Object.entries(counters.requests).filter(([, count]) => count > 0)) {
      console.log(`  ${String(count).padStart(7)} ${route}`)
    }
  }
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
