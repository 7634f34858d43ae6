import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { OrgAccess } from '@/lib/auth/access'
import { reauthorise } from './event-stream'
import { readScanProgress } from './scan-progress'

const POLL_MS = 700
const HEARTBEAT_MS = 15_000
const REAUTHORISE_MS = 60_000

/** The progress of an organisation's scan as server-sent events; ends with the scan, the request, or the permission. */
export async function* readProgress(access: OrgAccess, signal: AbortSignal): AsyncGenerator<string> {
  let current = access
  let authorisedAt = Date.now()
  let saidAt = Date.now()
  let last: string | undefined
  while (!signal.aborted) {
    if (Date.now() - authorisedAt > REAUTHORISE_MS) {
      const next = await reauthorise(current)
      if (!next) return
      current = next
      authorisedAt = Date.now()
    }
    const progress = await readScanProgress(current)
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
