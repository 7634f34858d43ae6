import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { OrgAccess } from '@/lib/auth/access'
import { reauthorise } from './event-stream'
import { readScanProgress, type ScanViewer } from './scan-progress'
import { visibleIdsOf } from './visible-ids'

const POLL_MS = 700
const HEARTBEAT_MS = 15_000
const REAUTHORISE_MS = 60_000

/** Who follows a scan: everything but the list of what they may see, of which each open page would hold a copy. */
export interface ScanFollower extends ScanViewer {
  readonly viewerId: bigint
  readonly login: string
}

export function toFollower({ viewerId, organisationId, login, role, repositoryIds }: OrgAccess): ScanFollower {
  return { viewerId, organisationId, login, role, visible: visibleIdsOf(repositoryIds) }
}

/** The progress of an organisation's scan as server-sent events; ends with the scan, the request, or the permission. */
export function readProgress(access: OrgAccess, signal: AbortSignal): AsyncGenerator<string> {
  return readEvents(toFollower(access), signal)
}

async function* readEvents(first: ScanFollower, signal: AbortSignal): AsyncGenerator<string> {
  let follower = first
  let authorisedAt = Date.now()
  let saidAt = Date.now()
  let last: string | undefined
  while (!signal.aborted) {
    if (Date.now() - authorisedAt > REAUTHORISE_MS) {
      const next = await reauthorise(follower)
      if (!next || next === 'unsure') return
      follower = toFollower(next)
      authorisedAt = Date.now()
    }
    // What others read a moment ago may be from before the scan that this page was opened for.
    const progress = await readScanProgress(follower, last === undefined ? 0 : POLL_MS / 2)
    const data = JSON.stringify(progress)
    if (data !== last) {
      yield `event: progress\ndata: ${data}\n\n`
      last = data
      saidAt = Date.now()
    } else if (Date.now() - saidAt > HEARTBEAT_MS) {
      yield ': still here\n\n'
      saidAt = Date.now()
    }
    if (!progress || progress.status === 'done' || progress.status === 'failed') return
    await pause(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
}
