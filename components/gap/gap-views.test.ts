import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { renderToStaticMarkup } from 'react-dom/server'
import { prerenderToNodeStream } from 'react-dom/static'
import { beforeEach, expect, test, vi } from 'vitest'
import {
  type GapPreview,
  getGapPreview,
  getIssuePermission,
  listTeamGaps,
  type ShownIssue,
  type TeamGap,
} from '@/lib/data/gap-previews'
import { findTeam } from '@/lib/data/team'
import { GapPreviewView } from './gap-preview'
import { TeamGapView } from './team-gap-view'

vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: vi.fn() }), notFound: vi.fn() }))
vi.mock('@/lib/actions/gap-issues', () => ({ openIssue: vi.fn(), openTeamIssues: vi.fn(), lookAtIssue: vi.fn() }))
vi.mock('@/lib/data/gap-previews', () => ({
  getGapPreview: vi.fn(),
  getIssuePermission: vi.fn(),
  listTeamGaps: vi.fn(),
}))
vi.mock('@/lib/data/team', () => ({ findTeam: vi.fn() }))

const PREVIEW: GapPreview = {
  org: 'hangar',
  name: 'api',
  isPrivate: true,
  isArchived: false,
  text: { title: 'Production readiness: the README', body: '**Half**: <script>alert(1)</script>' },
  issue: null,
  permission: 'granted',
  issuesUrl: 'https://git.example.com/hangar/api/issues',
  byHandUrl: 'https://git.example.com/hangar/api/issues/new?title=x&body=y',
}
const ISSUE: ShownIssue = {
  state: 'open',
  number: 7,
  url: 'https://git.example.com/hangar/api/issues/7',
  openedBy: 'alan',
  openedAt: '2026-11-28T00:00:00.000Z',
  reason: null,
}
const PRESS = 'Open issue on GitHub</button>'

beforeEach(() => {
  vi.mocked(findTeam).mockResolvedValue({ id: '1', slug: 'engines', name: 'Engines', description: null, members: 1 })
  vi.mocked(getIssuePermission).mockResolvedValue('granted')
  vi.mocked(getGapPreview).mockResolvedValue(PREVIEW)
})

test('a gap shows the text that GitHub will get, inert, with the press and the way by hand', async () => {
  const page = await showGap({})
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).toContain(PRESS)
  expect(page).toContain('issues/new?title=x&amp;body=y')
  expect(page).toContain('for everybody who can read that repository')
  expect(await showGap({ isPrivate: false })).toContain('which everybody can read, this text included')
})

test.each([
  ['archived', { isArchived: true }, 'takes no issues', false],
  ['without the permission', { permission: 'not-granted' }, 'An owner of the organisation can grant it', true],
  [
    'being opened',
    { issue: { ...ISSUE, state: 'opening', number: null, url: null } },
    'One issue is being opened',
    false,
  ],
  ['open', { issue: ISSUE }, 'Was it closed on GitHub?', false],
] as const)('what is %s is not offered to be opened', async (_what, preview, sentence, byHand) => {
  const page = await showGap(preview)
  expect(page).toContain(sentence)
  expect(page).not.toContain(PRESS)
  expect(page.includes('Open it by hand')).toBe(byHand)
})

test.each([
  ['failed', 'No issue could be opened. Issues are &lt;b&gt;off'],
  ['closed', 'closed, asked for by alan'],
] as const)('one whose issue is %s may get another', async (state, sentence) => {
  const page = await showGap({ issue: { ...ISSUE, state, reason: 'Issues are <b>off.' } })
  expect(page).toContain(sentence)
  expect(page).toContain(PRESS)
})

test('of a team, what failed says why and is not chosen again by itself', async () => {
  const page = await showTeam([
    gapOf('api', null),
    gapOf('site', { ...ISSUE, state: 'failed', number: null, url: null, reason: 'Issues are switched off.' }),
    gapOf('vault', { ...ISSUE, state: 'opening', number: null, url: null }),
    gapOf('done', ISSUE),
  ])
  expect(page).toMatch(/<input[^>]*checked=""[^>]*value="api"/)
  expect(page).toMatch(/<input(?![^>]*checked)[^>]*value="site"/)
  expect(page).toContain('Not opened: Issues are switched off.')
  expect(page).not.toContain('value="vault"')
  expect(page).not.toContain('value="done"')
  expect(page).toContain('One issue is being opened.')
  expect(page).toContain('href="/orgs/hangar/repositories/api/gaps/readme"')
})

test('of a large team, as many are chosen as can be opened at once', async () => {
  const page = await showTeam(Array.from({ length: 130 }, (_, index) => gapOf(`r${index}`, null)))
  expect(page.match(/checked=""/g)).toHaveLength(100)
})

test('of a team whose App may not write issues, each leads to its text', async () => {
  vi.mocked(getIssuePermission).mockResolvedValue('not-granted')
  const page = await showTeam([gapOf('api', null)])
  expect(page).toContain('An owner of the organisation can grant it')
  expect(page).not.toContain('type="submit"')
  expect(page).toContain('href="/orgs/hangar/repositories/api/gaps/readme"')
})

async function showGap(preview: Partial<GapPreview>): Promise<string> {
  vi.mocked(getGapPreview).mockResolvedValue({ ...PREVIEW, ...preview })
  return renderToStaticMarkup(await GapPreviewView({ org: 'hangar', name: 'api', id: 'readme' }))
}

async function showTeam(gaps: TeamGap[]): Promise<string> {
  vi.mocked(listTeamGaps).mockResolvedValue(gaps)
  return streamToText(await TeamGapView({ org: 'hangar', slug: 'engines', id: 'readme', campaign: null }))
}

function gapOf(name: string, issue: ShownIssue | null): TeamGap {
  return { repositoryId: 1n, name, verdict: 'fail', isPrivate: true, issue }
}

/** Async components inside are waited for, as the server does. */
async function streamToText(element: Parameters<typeof renderToStaticMarkup>[0]): Promise<string> {
  const { prelude } = await prerenderToNodeStream(element)
  return (await text(prelude as Readable)).replaceAll('<!-- -->', '')
}
