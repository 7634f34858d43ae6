import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { keptAnswer } from './kept-answers'
import { readScanAllowance } from './scan-allowance'
import type { ScanProgress } from './scan-progress-schema'
import { readScans, readStates, readUnchanged, type ScanRow, type ScanStates } from './scan-states'
import type { OrgRole } from './visibility'
import { type VisibleIds, visibleIdsOf } from './visible-ids'

/** Who follows a scan, and what of it they may see. */
export interface ScanViewer {
  readonly organisationId: bigint
  readonly role: OrgRole
  readonly visible: VisibleIds
  /** Of a page, which does not follow what happens. */
  readonly access?: OrgAccess
}

const MOST_FAILURES = 100
/** Of what is over, only that a repository goes is new. */
const OVER_AGE_MS = 30_000
/** What did not change before a scan began does not change by its going on. */
const UNCHANGED_AGE_MS = 15_000

/** The scan that runs, or the last one; null when there was none. Counts only what the viewer may see. */
export async function getScanProgress(login: string): Promise<ScanProgress | null> {
  const access = await requireOrgAccess(login)
  const { organisationId, role, repositoryIds } = access
  return readScanProgress({ organisationId, role, visible: visibleIdsOf(repositoryIds), access })
}

/** The same for a viewer who was authorised already; what others read of it at most so long ago is good enough. */
export async function readScanProgress(viewer: ScanViewer, maxAgeMs = 0): Promise<ScanProgress | null> {
  const { organisationId, role, visible } = viewer
  const scans = await readScans(organisationId, maxAgeMs)
  // Re-checks of repositories that the viewer can't see are not there for them.
  const scan = scans.find(({ scope, repository_id: id }) => scope === 'organisation' || isSeen(visible, id))
  if (!scan) return null
  const isOwner = role === 'admin'
  // What is said last stays on the page, so it must not be older than the end.
  const isOver = scan.status === 'done' || scan.status === 'failed'
  const statesAgeMs = isOver ? 0 : maxAgeMs
  const [states, unchanged, left, lastOfAll] = await Promise.all([
    readStates(scan.id, isOver ? OVER_AGE_MS : maxAgeMs, isOver),
    countUnchanged(scan, viewer, statesAgeMs),
    isOwner ? readScanAllowance(organisationId, scan.started_by_id) : null,
    isOver && scan.scope === 'repository' ? readLastOfAll(scans, viewer) : null,
  ])
  const tellsCost = scan.scope === 'repository' || isOwner
  return {
    ...factsOf(scan),
    ...summarise(states, visible, scan.waiting_until),
    unchanged,
    apiRequests: tellsCost ? scan.api_requests : null,
    savedRequests: tellsCost ? scan.saved_requests : null,
    left,
    lastOfAll,
  }
}

async function readLastOfAll(scans: readonly ScanRow[], viewer: ScanViewer): Promise<ScanProgress['lastOfAll']> {
  const scan = scans.find(({ scope }) => scope === 'organisation')
  if (scan?.status !== 'done' && scan?.status !== 'failed') return null
  const [{ repositories }, unchanged] = await Promise.all([
    readStates(scan.id, OVER_AGE_MS, true),
    countUnchanged(scan, viewer, OVER_AGE_MS),
  ])
  const countOf = (wanted: 'done' | 'failed') =>
    repositories.filter(({ id, state }) => state === wanted && viewer.visible.has(id)).length
  return {
    status: scan.status,
    at: (scan.finished_at ?? scan.started_at).toISOString(),
    done: countOf('done'),
    failed: countOf('failed'),
    unchanged,
  }
}

function factsOf(scan: ScanRow) {
  return {
    scanId: String(scan.id),
    scope: scan.scope,
    repository: scan.repository_name,
    status: scan.status,
    reason: scan.reason,
    startedAt: scan.started_at.toISOString(),
    finishedAt: scan.finished_at?.toISOString() ?? null,
  }
}

function summarise({ repositories, named }: ScanStates, visible: VisibleIds, waitingUntil: Date | null) {
  const states = { running: 0, waiting: 0, failed: 0, done: 0 }
  const sums = { total: 0, heads: 0, headsDone: 0, steps: 0, stepsDone: 0, audits: 0 }
  // Once over all of them: there are 10,000, and each page tells of them.
  for (const { id, state, heads, headsDone, steps, stepsDone, audits } of repositories) {
    if (!visible.has(id)) continue
    states[state] += 1
    sums.total += 1
    sums.heads += heads
    sums.headsDone += headsDone
    sums.steps += steps
    sums.stepsDone += stepsDone
    sums.audits += audits
  }
  const items = named.filter(({ repository_id: id }) => isSeen(visible, id))
  return {
    ...sums,
    ...states,
    waitingUntil: states.running === 0 ? (waitingUntil?.toISOString() ?? null) : null,
    current: [...new Set(items.filter(({ status }) => status === 'running').map(({ name }) => name))],
    failures: items
      .filter(({ status }) => status === 'failed')
      .slice(0, MOST_FAILURES)
      .map(({ name, phase, reason }) => ({
        repository: name,
        phase: phase === 'history' ? ('history' as const) : ('head' as const),
        reason: reason ?? 'No reason was noted.',
      })),
  }
}

/** The number on the scan counts every repository; this one only what the viewer may see. */
async function countUnchanged(scan: ScanRow, viewer: ScanViewer, maxAgeMs: number): Promise<number> {
  if (scan.scope === 'repository' || scan.status === 'listing' || scan.status === 'failed') return 0
  const count = async (ageMs: number) => {
    const ids = await readUnchanged(scan, viewer.organisationId, ageMs)
    return ids.filter((id) => viewer.visible.has(id)).length
  }
  // Which items it has changes while it goes on, and does not tell.
  if (scan.status !== 'done' || !viewer.access) return count(maxAgeMs && UNCHANGED_AGE_MS)
  // Read anew: what others read a moment ago may be older than the state, in which it would stay.
  return keptAnswer(viewer.access, `unchanged of scan ${scan.id}`, () => count(0), 'state')
}

function isSeen(visible: VisibleIds, id: bigint | null): boolean {
  return id !== null && visible.has(Number(id))
}
