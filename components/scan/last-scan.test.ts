import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'
import { LastScan } from './last-scan'

const at = new Date(Date.now() - 2 * 3_600_000).toISOString()
const counts = { total: 1, done: 1, running: 0, waiting: 0, failed: 0, heads: 1, headsDone: 1, steps: 1, stepsDone: 1 }
const RECHECK: ScanProgress = {
  ...counts,
  scanId: '2',
  scope: 'repository',
  repository: 'api',
  status: 'done',
  reason: null,
  waitingUntil: null,
  startedAt: at,
  finishedAt: new Date().toISOString(),
  unchanged: 0,
  audits: 0,
  apiRequests: 1,
  savedRequests: 2,
  left: null,
  lastOfAll: { status: 'done', at, done: 15, failed: 0, unchanged: 0 },
  current: [],
  failures: [],
}

test('a re-check names its repository, and leaves the last scan of all in its place', () => {
  expect(show(RECHECK)).toBe(
    'Scanned 2 hours ago · 15 checked Re-checked api just now · 1 API request · 2 more not needed',
  )
})

test('the last scan of all tells beside a re-check what it left as it was and what failed', () => {
  const lastOfAll = { status: 'done', at, done: 3, failed: 2, unchanged: 1200 } as const
  expect(show({ ...RECHECK, lastOfAll })).toContain('Scanned 2 hours ago · 3 checked · 1,200 unchanged · 2 failed Re-')
})

test('a re-check that failed does not read as if the scan of all had', () => {
  const failed = show({ ...RECHECK, status: 'failed', reason: 'GitHub is down.' })
  expect(failed).toContain('Scanned 2 hours ago')
  expect(failed).toContain('The re-check of api failed just now')
})

test('a scan of all tells how many it checked', () => {
  const ofAll = { ...RECHECK, scope: 'organisation', repository: null, done: 1200, lastOfAll: null } as const
  expect(show(ofAll)).toBe('Scanned just now · 1,200 checked · 1 API request · 2 more not needed')
})

function show(progress: ScanProgress): string {
  return renderToStaticMarkup(LastScan({ progress }))
    .replace(/<\/p>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .trim()
}
