import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, expect, test, vi } from 'vitest'
import { findInstallAddress } from '@/lib/auth/app-address'
import { listOrganisations, type OrganisationSummary } from '@/lib/data/organisations'
import { wayIn } from '@/lib/env'
import OrganisationsPage from './page'

vi.mock('@/lib/auth/app-address', () => ({ findInstallAddress: vi.fn() }))
vi.mock('@/lib/data/organisations', () => ({ listOrganisations: vi.fn() }))
vi.mock('@/lib/env', () => ({
  env: () => ({ GITHUB_URL: 'https://git.example.com', GITHUB_CLIENT_ID: 'Ov23' }),
  wayIn: vi.fn(),
}))

const HANGAR: OrganisationSummary = {
  login: 'hangar',
  name: 'Hangar Works',
  description: null,
  role: 'admin',
  state: 'not-scanned',
  repositories: null,
  score: null,
  hasOwnWeights: false,
  syncedAt: null,
  installationId: '77',
}

beforeEach(() => {
  vi.mocked(listOrganisations).mockReset().mockResolvedValue([HANGAR])
  vi.mocked(wayIn).mockReturnValue('app')
  vi.mocked(findInstallAddress).mockResolvedValue('https://git.example.com/apps/airworthy/installations/new')
})

async function show(query: Record<string, string> = {}): Promise<string> {
  return renderToStaticMarkup(await OrganisationsPage({ searchParams: Promise.resolve(query) }))
}

test('whoever comes back from installing the App sees the organisation at once, with the way to its first scan', async () => {
  vi.mocked(listOrganisations).mockResolvedValueOnce([])
  const page = await show({ installation_id: '77', setup_action: 'install' })
  expect(listOrganisations).toHaveBeenLastCalledWith({ anew: true })
  expect(page).toContain('Airworthy is installed in Hangar Works.')
  expect(page).toContain('href="/orgs/hangar"')
  expect(page).toContain('Start the first scan')
})

test('a number of an installation that is known asks GitHub nothing, and one that is not theirs shows nothing', async () => {
  await show({ installation_id: '77' })
  expect(listOrganisations).toHaveBeenCalledTimes(1)
  expect(await show({ installation_id: '78' })).not.toContain('Airworthy is installed in')
})

test('several organisations stand side by side, each with its state; what can not be read leads nowhere', async () => {
  vi.mocked(listOrganisations).mockResolvedValue([
    { ...HANGAR, state: 'scanned', syncedAt: '2026-11-01T10:00:00Z', score: 61, repositories: 3 },
    { ...HANGAR, login: 'tower', name: null, role: 'collaborator', state: 'suspended' },
    { ...HANGAR, login: 'gate', name: null, role: 'member', state: 'not-installed' },
  ])
  const page = await show()
  expect(page).toContain('3 repositories that you can see')
  expect(page).toContain('suspended here')
  expect(page).toContain('not installed here')
  expect(page).not.toContain('href="/orgs/tower"')
  expect(page).not.toContain('href="/orgs/gate"')
  expect(page).toContain('Install in another organisation')
})

test.each([
  ['app', 'not installed in any of your organisations', 'https://git.example.com/apps/airworthy/installations/new'],
  ['oauth', 'names no organisation of yours', 'https://git.example.com/settings/connections/applications/Ov23'],
  ['token', 'names no organisation to this token', 'name="open"'],
] as const)('an empty list by way of %s says why and leads on', async (way, title, lead) => {
  vi.mocked(wayIn).mockReturnValue(way)
  vi.mocked(listOrganisations).mockResolvedValue([])
  const page = await show()
  expect(page).toContain(title)
  expect(page).toContain(lead)
  expect(page).toContain('href="/connect"')
})

test('an organisation is opened by its name, and by nothing that is no name', async () => {
  await expect(show({ open: ' octo-org ' })).rejects.toMatchObject({
    digest: expect.stringContaining('/orgs/octo-org'),
  })
  vi.mocked(wayIn).mockReturnValue('token')
  expect(await show({ open: '../sign-in' })).toContain('not the name of an organisation')
})

test('somebody signed out is led to the sign-in page', async () => {
  vi.mocked(listOrganisations).mockResolvedValue(null)
  await expect(show()).rejects.toMatchObject({ digest: expect.stringContaining('/sign-in') })
})
