import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createElement, type ReactElement } from 'react'
import { prerenderToNodeStream } from 'react-dom/static'
import { expect, test } from 'vitest'
import type { Standing } from '@/lib/data/characteristic'
import { StandingsTable } from './standings-table'

const ROW: Standing = {
  id: '1',
  name: 'api',
  isPrivate: false,
  isArchived: false,
  kind: 'web-service',
  verdict: 'fail',
  message: 'No test is run.',
  evidence: { path: 'tests/test_api.py', line: 3, note: 'empty' },
  commit: 'a'.repeat(40),
  teams: [{ slug: 'flight', name: 'Flight' }],
  since: { day: '2026-03-01', isFirst: true },
  waivedUntil: '2026-12-31',
  issueUrl: null,
  githubUrl: 'https://github.example/hangar/api',
}

test('one row of a real table tells repository, team, verdict, why with the place, since when, the waiver and the issue', async () => {
  const page = await show(ROW)
  expect(page).toMatch(/<th scope="row".*data-row/s)
  expect(page.match(/<th scope="col"/g)).toHaveLength(7)
  for (const part of ['>Flight<', 'No test is run.', '/blob/aaaa', 'at least ', '2026-03-01', '2026-12-31']) {
    expect(page).toContain(part)
  }
  expect(page).toContain('/repositories/api/gaps/testing"')
  expect(page).toContain('Waived')
})

test('an open issue is named by its number, and archived repositories are offered none', async () => {
  const open = await show({ ...ROW, issueUrl: 'https://github.example/hangar/api/issues/7' })
  expect(open).toContain('#<!-- -->7')
  expect(open).not.toContain('/gaps/')
  expect(await show({ ...ROW, isArchived: true })).not.toContain('/gaps/')
  expect(await show({ ...ROW, verdict: 'pass' })).not.toContain('/gaps/')
})

test('the column that the table is sorted by says so, and turns round', async () => {
  const page = await show(ROW)
  expect(page).toMatch(/aria-sort="ascending"[^>]*><a[^>]*href="\/by\/verdict\/desc"/)
  expect(page).toContain('href="/by/since/asc"')
})

async function show(row: Standing): Promise<string> {
  return render(
    createElement(StandingsTable, {
      org: 'hangar',
      id: 'testing',
      rows: [row],
      query: { sort: 'verdict', order: 'asc' },
      href: ({ sort, order }) => `/by/${sort}/${order}`,
    }),
  )
}

async function render(element: ReactElement): Promise<string> {
  const { prelude } = await prerenderToNodeStream(element)
  return text(prelude as Readable)
}
