import { text } from 'node:stream/consumers'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { prerenderToNodeStream } from 'react-dom/static'
import { expect, test, vi } from 'vitest'
import { CharacteristicItem } from '@/components/repo/characteristic-item'
import { ScorePanel } from '@/components/repo/score-panel'
import type { RepositoryAudit, RepositoryDetail, RepositoryResult } from '@/lib/data/repository'
import { getWaiverPreview, type Waiver, type WaiverPreview } from '@/lib/data/waivers'
import { WaiverTable } from './waiver-table'
import { WaiverView } from './waiver-view'
import { WaiversPanel } from './waivers-panel'

vi.mock('@/lib/actions/waivers', () => ({ waiveGap: vi.fn(), revokeWaiver: vi.fn() }))
vi.mock('@/lib/data/waivers', () => ({ getWaiverPreview: vi.fn() }))

const result: RepositoryResult = {
  id: 'testing',
  category: 'maintainability',
  verdict: 'fail',
  score: 0,
  weight: 3,
  message: 'No tests.',
  evidence: [],
  fix: null,
}
const passing: RepositoryResult = { ...result, id: 'readme', category: 'documentation', verdict: 'pass', score: 1 }
const waiver: Waiver = {
  id: '7',
  characteristic: 'testing',
  reason: 'Frozen until <it> moves.',
  expiresOn: '2027-03-31',
  by: 'grace',
  createdAt: '2026-11-20T10:00:00.000Z',
  state: 'active',
  endedBy: null,
  endedAt: null,
}

function item(shown: RepositoryResult, one: Waiver | null, mayWaive: boolean): string {
  return renderToStaticMarkup(
    createElement(CharacteristicItem, {
      repository: { org: 'hangar', name: 'api', isArchived: false },
      issue: null,
      isGap: shown.verdict === 'fail',
      waiver: one,
      mayWaive,
      result: shown,
      points: 3,
      place: { githubUrl: 'https://github.example/hangar/api', commit: 'c'.repeat(40) },
      exemption: null,
      overridePath: '',
      hasOwnWeights: false,
    }),
  )
}

test('a waived gap is struck through, keeps its verdict, and says who waived it, why and until when', () => {
  const html = item(result, waiver, false)
  expect(html).toMatch(/<s [^>]*>Testing<\/s>/)
  expect(html).toContain('Fail')
  const text = html.replace(/<[^>]+>/g, '')
  expect(text).toContain('Waived until 31 Mar 2027')
  expect(text).toContain('Frozen until &lt;it&gt; moves.grace,')
  expect(html).toContain('href="/orgs/hangar/repositories/api/waivers/testing"')
})

test('only whoever may waive is offered to, and only a gap', () => {
  expect(item(result, null, true)).toContain('>Waive it</a>')
  expect(item(result, null, false)).not.toContain('/waivers/')
  expect(item(passing, null, true)).not.toContain('/waivers/')
  expect(item(passing, waiver, true)).not.toContain('<s ')
})

test.each([
  [[{ id: 'testing' as const }], 'Effective 100.0, without one waived gap'],
  [[{ id: 'readme' as const }], null],
  [[], null],
])('with %j waived the score stays, and the effective one stands beside it where it differs', (waived, said) => {
  const audit = { kind: 'library', commit: 'c'.repeat(40), committedAt: '2026-11-20', auditedAt: '2026-11-20' }
  const html = renderToStaticMarkup(
    createElement(ScorePanel, {
      repository: { githubUrl: 'https://github.example/hangar/api', headCommit: null, check: null } as RepositoryDetail,
      audit: audit as RepositoryAudit,
      shown: { title: 'Score', score: 50, coverage: 1, results: [result, passing] },
      waived,
      changes: [],
      unknownHref: '#',
    }),
  ).replace(/<[^>]+>/g, '')
  expect(html).toContain('50of 100')
  if (said) expect(html).toContain(said)
  else expect(html).not.toContain('Effective')
})

test('what turns the direction of writing round in a reason is seen, and turns nothing round', () => {
  const reversed = { ...waiver, reason: 'Later \u202edetnuoc ton' }
  const html = item(result, reversed, false)
  expect(html).toContain('Later \\u{202e}detnuoc ton')
  const row = { ...reversed, repository: 'api', isPrivate: false, teams: [], verdict: 'fail' as const, daysLeft: 3 }
  const table = renderToStaticMarkup(createElement(WaiverTable, { org: 'hangar', rows: [row], caption: 'Waivers' }))
  expect(table).toContain('Later \\u{202e}detnuoc ton')
})

test('what is over stays on record with how it ended', () => {
  const past: Waiver[] = [
    { ...waiver, id: '5', state: 'expired' },
    { ...waiver, id: '6', state: 'revoked', endedBy: 'ada', endedAt: '2026-11-21T10:00:00.000Z' },
  ]
  const panel = (waivers: Waiver[]) =>
    renderToStaticMarkup(
      createElement(WaiversPanel, {
        org: 'hangar',
        name: 'api',
        waivers: { active: [], past: waivers, mayWaive: true },
      }),
    ).replace(/<[^>]+>/g, '')
  expect(panel(past)).toMatch(/None counts now.*2 that are over.*31 Mar 2027: expired.*revoked by ada/s)
  expect(panel([])).toBe('')
})

const PREVIEW: WaiverPreview = {
  org: 'hangar',
  name: 'api',
  verdict: 'fail',
  message: 'No tests.',
  isGap: true,
  score: 50,
  effective: { without: 50, with: 100 },
  active: null,
  past: [],
  mayWaive: true,
}

async function view(changes: Partial<WaiverPreview>): Promise<string> {
  vi.mocked(getWaiverPreview).mockResolvedValue({ ...PREVIEW, ...changes })
  const page = createElement(WaiverView as never, { org: 'hangar', name: 'api', id: 'testing' })
  return text((await prerenderToNodeStream(page)).prelude)
}

test('before a gap is waived its effect is told, and the form asks for a reason and a day within a year', async () => {
  const html = await view({})
  expect(html.replace(/<[^>]+>/g, ' ')).toMatch(
    /Score, with or without it\s+50\.0.*without the waiver\s+50\.0.*with the waiver\s+100\.0/s,
  )
  expect(html).toMatch(/<textarea id="reason" name="reason" required/)
  expect(html).toMatch(/<input [^>]*type="date"[^>]*required[^>]*min="\d{4}-\d\d-\d\d"[^>]*max="\d{4}-\d\d-\d\d"/)
})

test('where a waiver lowers the effective score, it says so and why, before and after', async () => {
  const partly = { verdict: 'partial' as const, effective: { without: 41.1, with: 40.7 } }
  for (const active of [null, waiver]) {
    const html = (await view({ ...partly, active })).replaceAll('<!-- -->', '')
    expect(html).toContain(
      'The waiver lowers the effective score by 0.4. It takes the characteristic out of that score',
    )
  }
  for (const effective of [
    { without: 50, with: 100 },
    { without: 50, with: 50 },
    { without: 50, with: null },
  ]) {
    expect(await view({ effective })).not.toContain('lowers')
  }
})

test('a waiver that counts can be revoked, after what that does is said', async () => {
  const html = await view({ active: waiver })
  expect(html).toMatch(/<button[^>]*popoverTarget[^>]*>Revoke…<.*The gap counts again from now on.*Revoke the waiver/s)
  expect(html).not.toContain('<textarea')
})

test.each([
  [{ mayWaive: false }, 'Somebody whom GitHub lets write'],
  [{ mayWaive: false, active: waiver }, 'can revoke it'],
  [{ isGap: false, verdict: 'pass' as const, active: waiver }, 'no gap any more'],
  [{ isGap: false, verdict: 'pass' as const }, 'There is nothing to waive'],
])('with %j the page says so and offers no form to waive', async (changes, said) => {
  const html = await view(changes)
  expect(html.replace(/<!-- -->/g, '')).toContain(said)
  expect(html).not.toContain('<textarea')
})
