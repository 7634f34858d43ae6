import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/data/db'
import { scanOrganisation } from './scan'
import { saveSettings } from './settings'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan', 'outsider', 'stranger'] as const) await signIn(login, world.github.issueToken)
  asViewer('ada')
  await scanOrganisation('hangar')
  await runJobs(fakeTools().tools)
})
afterAll(() => world?.close())
beforeEach(() => asViewer('ada'))

test('an owner changes the settings, the repositories count anew, and what was before comes back', async () => {
  const changed = await saveSettings('hangar', null, form({ includeArchived: 'on', pullRequestBar: ' 62,5 ' }))
  const before = { includeForks: false, includeArchived: false, includeNonPython: false, pullRequestBar: null }
  expect(changed).toEqual({ ok: true, before, counted: 4 })
  expect(await stored()).toMatchObject({ includeArchived: true, includeForks: false, pullRequestBar: 62.5 })
  expect(await isCounted(REPOSITORIES.empty)).toBe(true)
  expect(await saveSettings('hangar', null, form({ pullRequestBar: '' }))).toMatchObject({ ok: true, counted: 3 })
  expect(await stored()).toMatchObject(before)
  expect(await isCounted(REPOSITORIES.empty)).toBe(false)
})

test('saving what is there says that nothing changed', async () => {
  expect(await saveSettings('hangar', null, form({}))).toMatchObject({ ok: true, before: null })
})

test.each(['alan', 'outsider'] as const)('%s, who is no owner, changes nothing', async (login) => {
  const before = await stored()
  asViewer(login)
  const answer = await saveSettings('hangar', null, form({ includeForks: 'on' }))
  expect(answer).toEqual({ ok: false, error: expect.stringContaining('owners') })
  expect(await stored()).toEqual(before)
})

test('a stranger finds no organisation, and somebody signed out the sign-in page', async () => {
  asViewer('stranger')
  await expect(saveSettings('hangar', null, form({ includeForks: 'on' }))).rejects.toMatchObject(NOT_FOUND)
  vi.mocked(getViewer).mockResolvedValue(null)
  const signIn = { digest: expect.stringContaining('/sign-in') }
  await expect(saveSettings('hangar', null, form({ includeForks: 'on' }))).rejects.toMatchObject(signIn)
  expect(await stored()).toMatchObject({ includeForks: false })
})

test.each(['101', '-1', 'high', 'NaN', '1e9'])('%j is refused as a bar', async (pullRequestBar) => {
  expect(await saveSettings('hangar', null, form({ pullRequestBar }))).toMatchObject({ ok: false })
})

test.each([[''], [7], [null]])('%j is refused as the name of an organisation', async (name) => {
  expect(await saveSettings(name as string, null, form({}))).toMatchObject({ ok: false })
})

test('what is no form is refused', async () => {
  expect(await saveSettings('hangar', null, 7 as unknown as FormData)).toMatchObject({ ok: false })
})

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries({ pullRequestBar: '', ...fields })) data.set(name, value)
  return data
}

async function stored() {
  return db().organisation.findUniqueOrThrow({
    where: { githubId: HANGAR },
    select: { includeForks: true, includeArchived: true, includeNonPython: true, pullRequestBar: true },
  })
}

async function isCounted(githubId: bigint): Promise<boolean> {
  return (await db().repository.findUniqueOrThrow({ where: { githubId } })).isCounted
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
