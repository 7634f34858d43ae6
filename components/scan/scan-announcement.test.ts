import { expect, test } from 'vitest'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'
import { phaseOf, scanAnnouncement } from './scan-announcement'

const RUNNING = { status: 'running', waitingUntil: null } as ScanProgress

test('a scan that waits for GitHub is told apart from one that runs', () => {
  expect(phaseOf(null)).toBe('none')
  expect(phaseOf(RUNNING)).toBe('running')
  expect(phaseOf({ ...RUNNING, waitingUntil: '2026-11-28T06:10:00.000Z' })).toBe('waiting')
  expect(phaseOf({ ...RUNNING, status: 'done' })).toBe('done')
})

test('those who do not see a scan hear when it begins, waits, goes on and ends', () => {
  expect(scanAnnouncement('none', 'running')).toBe('The scan runs.')
  expect(scanAnnouncement('running', 'waiting')).toContain('waits for GitHub')
  expect(scanAnnouncement('waiting', 'running')).toBe('The scan goes on.')
  expect(scanAnnouncement('running', 'done')).toBe('The scan has ended.')
  expect(scanAnnouncement('running', 'failed')).toBe('The scan failed.')
})
