import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, expect, test, vi } from 'vitest'
import { getRepositorySignals, type RepositorySignals, type ShownSignal } from '@/lib/data/repository-signals'
import { SignalsPanel } from './signals-panel'

vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: vi.fn() }) }))
vi.mock('@/lib/actions/signals', () => ({ readSignalsAgain: vi.fn() }))
vi.mock('@/lib/data/repository-signals', async (original) => ({
  ...(await original<typeof import('@/lib/data/repository-signals')>()),
  getRepositorySignals: vi.fn(),
}))
vi.mock('@/lib/auth/access', () => ({}))
vi.mock('@/lib/data/db', () => ({}))

beforeEach(() => vi.mocked(getRepositorySignals).mockReset())

test.each<[ShownSignal['id'], ShownSignal['state'], string]>([
  ['branch-protection', 'on', 'On'],
  ['dependabot', 'off', 'Off'],
  ['last-ci-result', 'on', 'Succeeded'],
  ['last-ci-result', 'off', 'No success'],
  ['code-owners', 'on', 'In place'],
  ['code-owners', 'off', 'Not in place'],
  ['last-ci-result', 'unknown', 'Unknown'],
])('%s that is %s reads "%s"', async (id, state, word) => {
  const page = await show([{ id, state, detail: 'Because of <b>this</b>.' }])
  expect(page).toContain(`>${word}</dd>`)
  expect(page).toContain('Because of &lt;b&gt;this&lt;/b&gt;.')
  expect(page).toContain('They do not change the score.')
})

test('what was never asked is said, and can be asked', async () => {
  vi.mocked(getRepositorySignals).mockResolvedValue(null)
  const page = renderToStaticMarkup(await SignalsPanel({ org: 'hangar', name: 'api' }))
  expect(page).toContain('GitHub has not been asked yet.')
  expect(page).toContain('Ask GitHub')
})

async function show(signals: RepositorySignals['signals']): Promise<string> {
  const readAt = '2026-11-28T00:00:00.000Z'
  vi.mocked(getRepositorySignals).mockResolvedValue({ signals, readAt, isStale: false })
  return renderToStaticMarkup(await SignalsPanel({ org: 'hangar', name: 'api' }))
}
