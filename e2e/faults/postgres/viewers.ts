import { setTimeout as pause } from 'node:timers/promises'
import { lookAs } from '@/e2e/bench/bench-access'
import { checkReadiness } from '@/lib/data/readiness'
import { listRepositories } from '@/lib/data/repository-list'
import { getScorecardSummary } from '@/lib/data/scorecard'
import { parseScorecardQuery } from '@/lib/data/scorecard-query'

const LOOK_MS = 100
/** A person waits no longer; and an answer this late is none. */
const PATIENCE_MS = 30_000

/** Looks at pages all the time, as a web server does for its visitors, and notes what they would have seen. */
export class Viewers {
  answers = 0
  refusals = 0
  /** Milliseconds from the return of the database to the first answer, the longest. */
  slowestReturn = 0
  readonly wrong = new Set<string>()
  readonly reasons = new Map<string, number>()
  #returnedAt: number | undefined
  #expected = 0

  /** From now on, what was seen before must be seen again. */
  async begin(viewerId: bigint, repositories: number, login: string): Promise<void> {
    this.#expected = repositories
    await lookAs(viewerId, login)
  }

  databaseReturned(): void {
    this.#returnedAt = performance.now()
  }

  async lookUntil(login: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const how = await Promise.race([this.#look(login), pause(PATIENCE_MS, 'late', { ref: false })])
      if (how === 'late') this.wrong.add(`a page was still waited for after ${PATIENCE_MS} ms`)
      await pause(LOOK_MS)
    }
  }

  async #look(login: string): Promise<void> {
    try {
      const [list, summary] = await Promise.all([
        listRepositories(login, parseScorecardQuery({})),
        getScorecardSummary(login),
      ])
      const { rows, total } = list as { rows: readonly unknown[]; total?: number }
      if ((total ?? rows.length) > this.#expected || rows.length === 0)
        this.wrong.add(`a page showed ${rows.length} rows`)
      if (summary.score !== null && (summary.score < 0 || summary.score > 100)) this.wrong.add('a score was no score')
      this.answers += 1
      if (this.#returnedAt === undefined) return
      this.slowestReturn = Math.max(this.slowestReturn, performance.now() - this.#returnedAt)
      this.#returnedAt = undefined
    } catch (error) {
      this.refusals += 1
      const reason = error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error)
      this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1)
      const { database } = await checkReadiness()
      if (database === 'ok' && this.#returnedAt === undefined && !isConnection(reason))
        this.wrong.add(`with the database there: ${reason}`)
    }
  }
}

function isConnection(reason: string): boolean {
  return /connect|terminat|ECONN|shutting down|starting up|closed|socket/i.test(reason)
}
