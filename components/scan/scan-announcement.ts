import type { ScanProgress } from '@/lib/data/scan-progress-schema'

export type ScanPhase = 'none' | 'running' | 'waiting' | 'done' | 'failed'

export function phaseOf(progress: ScanProgress | null): ScanPhase {
  if (!progress) return 'none'
  if (progress.status === 'done' || progress.status === 'failed') return progress.status
  return progress.waitingUntil ? 'waiting' : 'running'
}

/** What those hear who don't see how a scan goes: when it begins, waits, goes on and ends, and no count in between. */
export function scanAnnouncement(before: ScanPhase, now: ScanPhase): string {
  if (now === 'waiting') return 'The scan waits for GitHub and goes on by itself.'
  if (now === 'running') return before === 'waiting' ? 'The scan goes on.' : 'The scan runs.'
  if (now === 'failed') return 'The scan failed.'
  return now === 'done' ? 'The scan has ended.' : ''
}
