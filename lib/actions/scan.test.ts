import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/data/db'
import { recheckRepository, scanOrganisation } from './scan'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan', 'outsider', 'stranger'] as const) await signIn(login, world.github.issueToken)
})
afterAll(() => world?.close())
beforeEach(() => asViewer('ada'))

test('a member starts a scan, and a second click joins it', async () => {
  const first = await scanOrganisation('hangar')
  expect(first).toMatchObject({ ok: true })
  expect(await scanOrganisation('Hangar')).toEqual(first)
  await runJobs(fakeTools().tools)
  const scan = await db().scan.findFirst({ where: { organisationId: HANGAR } })
  expect(scan).toMatchObject({ status: 'done', startedById: PEOPLE.ada })
})

test('a member re-checks a repository, and a second click joins the re-check', async () => {
  const first = await recheckRepository('hangar', 'vault')
  expect(first).toMatchObject({ ok: true })
  expect(await recheckRepository('hangar', 'vault')).toEqual(first)
  await runJobs(fakeTools('r2').tools)
  const latest = { repositoryId: REPOSITORIES.vault, rubricVersion: 'r2' }
  expect(await db().audit.count({ where: latest })).toBe(1)
})

test('a stranger starts nothing', async () => {
  asViewer('stranger')
  const before = await db().scan.count()
  await expect(scanOrganisation('hangar')).rejects.toMatchObject(NOT_FOUND)
  await expect(recheckRepository('hangar', 'site')).rejects.toMatchObject(NOT_FOUND)
  expect(await db().scan.count()).toBe(before)
})

test('somebody from outside re-checks the repository that they were given, and scans nothing else', async () => {
  asViewer('outsider')
  const before = await db().scan.count({ where: { scope: 'organisation' } })
  expect(await scanOrganisation('hangar')).toEqual({ ok: false, error: expect.stringContaining('Only members') })
  expect(await db().scan.count({ where: { scope: 'organisation' } })).toBe(before)
  expect(await recheckRepository('hangar', 'vault')).toMatchObject({ ok: true })
  await expect(recheckRepository('hangar', 'site')).rejects.toMatchObject(NOT_FOUND)
  await runJobs(fakeTools('r3').tools)
  expect(await db().audit.count({ where: { repositoryId: REPOSITORIES.vault, rubricVersion: 'r3' } })).toBe(1)
})

test('a member does not re-check a repository that is hidden from them', async () => {
  asViewer('alan')
  await expect(recheckRepository('hangar', 'vault')).rejects.toMatchObject(NOT_FOUND)
})

test('somebody signed out is sent to the sign-in page', async () => {
  vi.mocked(getViewer).mockResolvedValue(null)
  await expect(scanOrganisation('hangar')).rejects.toMatchObject({ digest: expect.stringContaining('/sign-in') })
})

test.each([[''], [7], [null], [{}]])('%j is refused as the name of an organisation', async (name) => {
  expect(await scanOrganisation(name as string)).toMatchObject({ ok: false })
  expect(await recheckRepository('hangar', name as string)).toMatchObject({ ok: false })
})

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
