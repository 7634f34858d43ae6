import { db } from '@/lib/data/db'
import { readScanProgress } from '@/lib/data/scan-progress'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'
import { VisibleIds } from '@/lib/data/visible-ids'
import { syncInstallations } from '@/lib/scans/installations'
import { startOrganisationScan } from '@/lib/scans/start-scan'

/** A scan of a whole organisation, looked at as its page does; what the page must never say is collected. */
export class ScanRun {
  readonly wrong = new Set<string>()
  #last: ScanProgress | undefined

  private constructor(readonly organisationId: bigint) {}

  static async begin(organisationId: bigint): Promise<ScanRun> {
    await syncInstallations()
    await startOrganisationScan(organisationId, { trigger: 'schedule', startedById: null })
    return new ScanRun(organisationId)
  }

  /** Answers whether the scan and all that follows from it are over. */
  async look(): Promise<boolean> {
    const progress = await this.progress()
    if (!progress) return false
    const { status, done, failed, running, waiting, total, stepsDone, steps, audits } = progress
    const last = this.#last
    this.#last = progress
    if (done + failed + running + waiting !== total) this.wrong.add('the parts of the progress are not its total')
    if (stepsDone > steps) this.wrong.add('more steps were done than there are')
    if (last?.status === 'running') {
      if (done < last.done || stepsDone < last.stepsDone || audits < last.audits) this.wrong.add('progress went back')
      if (total !== last.total) this.wrong.add('the total changed under way')
    }
    if (status === 'failed') return true
    return status === 'done' && (await this.#isIdle())
  }

  /** The counts of a page after the end, and its failures. */
  async progress(): Promise<ScanProgress | null> {
    const ids = await db().repository.findMany({ select: { githubId: true } })
    const visible = new VisibleIds(ids.map(({ githubId }) => githubId))
    return readScanProgress({ organisationId: this.organisationId, role: 'admin', visible })
  }

  async #isIdle(): Promise<boolean> {
    const [row] = await db().$queryRaw<[{ left: number }]>`
      select count(*)::int as left from graphile_worker._private_jobs where attempts < max_attempts or locked_at is not null`
    return row.left === 0
  }
}
