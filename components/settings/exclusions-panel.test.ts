import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { listExclusions } from '@/lib/data/exclusions'
import { ExclusionsPanel } from './exclusions-panel'

vi.mock('@/lib/actions/exclusions', () => ({ endExclusion: vi.fn(), excludeRepositories: vi.fn() }))
vi.mock('@/lib/data/exclusions', () => ({ listExclusions: vi.fn() }))

test('what turns the direction of writing round in the reason of an exclusion is seen, and turns nothing round', async () => {
  const item = { id: '1', pattern: 'demo-*', by: 'ada', createdAt: '2026-11-20T10:00:00.000Z', repositories: 2 }
  vi.mocked(listExclusions).mockResolvedValue({
    items: [{ ...item, reason: 'Later \u202edetnuoc ton' }],
    mayChange: false,
    login: 'hangar',
  })
  expect(renderToStaticMarkup(await ExclusionsPanel({ login: 'hangar' }))).toContain('Later \\u{202e}detnuoc ton')
})
