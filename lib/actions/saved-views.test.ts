import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/data/db'
import { findSavedView, listSavedViews } from '@/lib/data/saved-views'
import { deleteView, renameView, saveView } from './saved-views'
import { scanOrganisation } from './scan'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
type Person = Parameters<typeof signIn>[0]
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan', 'outsider', 'stranger'] as const) await signIn(login, world.github.issueToken)
  asViewer('ada')
  await scanOrganisation('hangar')
  await runJobs(fakeTools().tools)
})
afterAll(() => world?.close())
beforeEach(async () => {
  await db().savedView.deleteMany()
  asViewer('ada')
})

test('a view is saved as what its address asks for, and no more', async () => {
  const answer = await saveView(
    'hangar',
    '?sort=name&page=7&nonsense=1&min=20&cols=score',
    null,
    form({ name: ' Mine ' }),
  )
  expect(answer).toEqual({ ok: true, done: 'Saved as “Mine”.' })
  expect(await seenBy('ada')).toEqual([{ name: 'Mine', search: '?min=20&sort=name&cols=score', isShared: false }])
})

test('saving under a name that is taken replaces its address, whatever its capitals', async () => {
  await saveView('hangar', '?sort=name', null, form({ name: 'Mine' }))
  await saveView('hangar', '?q=pay', null, form({ name: 'MINE' }))
  expect(await seenBy('ada')).toEqual([{ name: 'MINE', search: '?q=pay', isShared: false }])
})

test('a name and an address that no database takes are kept as what is left of them', async () => {
  expect(await saveView('hangar', '?q=%00x&min=5', null, form({ name: 'M\0ne' }))).toMatchObject({ ok: true })
  expect(await seenBy('ada')).toEqual([{ name: 'M\ufffdne', search: '?min=5', isShared: false }])
  expect(await renameView('hangar', await idOf('M\ufffdne'), null, form({ name: '\0' }))).toMatchObject({ ok: true })
})

test('a link to a view leads to what it is today, and only for whom it is', async () => {
  await saveView('hangar', '?q=pay&saved=7', null, form({ name: 'Mine' }))
  const id = await idOf('Mine')
  expect(await findSavedView('hangar', id)).toMatchObject({ name: 'Mine', search: '?q=pay' })
  await saveView('hangar', '?q=book', null, form({ name: 'Mine' }))
  expect(await findSavedView('hangar', id)).toMatchObject({ search: '?q=book' })
  asViewer('alan')
  expect(await findSavedView('hangar', id)).toBeNull()
  expect(await findSavedView('hangar', 'no-such-view')).toBeNull()
})

test('what one saves for oneself nobody else sees, renames or deletes', async () => {
  await saveView('hangar', '?q=pay', null, form({ name: 'Mine' }))
  const id = await idOf('Mine')
  for (const other of ['alan', 'outsider'] as const) {
    expect(await seenBy(other)).toEqual([])
    expect(await renameView('hangar', id, null, form({ name: 'Theirs' }))).toMatchObject({ ok: false })
    expect(await deleteView('hangar', id)).toMatchObject({ ok: false })
  }
  expect(await seenBy('ada')).toMatchObject([{ name: 'Mine' }])
})

test('an owner shares a view with the members, who may not change it, and with nobody from outside', async () => {
  await saveView('hangar', '?q=pay', null, form({ name: 'Ours', shared: 'on' }))
  const id = await idOf('Ours')
  expect(await seenBy('alan')).toEqual([{ name: 'Ours', search: '?q=pay', isShared: true }])
  expect(await renameView('hangar', id, null, form({ name: 'Theirs' }))).toMatchObject({ ok: false })
  expect(await deleteView('hangar', id)).toMatchObject({ ok: false })
  expect(await seenBy('outsider')).toEqual([])
  asViewer('ada')
  expect(await renameView('hangar', id, null, form({ name: 'All of us' }))).toMatchObject({ ok: true })
  expect(await deleteView('hangar', id)).toEqual({ ok: true, done: 'Deleted.' })
  expect(await seenBy('alan')).toEqual([])
})

test('a shared view does not name a team to somebody who may not know of it', async () => {
  await saveView('hangar', '?team=of-nobody-here', null, form({ name: 'Secret', shared: 'on' }))
  expect(await seenBy('alan')).toEqual([])
})

test.each(['alan', 'outsider'] as const)('%s, who is no owner, saves nothing for everybody', async (login) => {
  asViewer(login)
  expect(await saveView('hangar', '?q=pay', null, form({ name: 'Ours', shared: 'on' }))).toEqual({
    ok: false,
    error: expect.stringContaining('owners'),
  })
  expect(await db().savedView.count()).toBe(0)
})

test('a view does not take the name of another', async () => {
  await saveView('hangar', '?q=a', null, form({ name: 'One' }))
  await saveView('hangar', '?q=b', null, form({ name: 'Two' }))
  expect(await renameView('hangar', await idOf('Two'), null, form({ name: 'one' }))).toEqual({
    ok: false,
    error: expect.stringContaining('already'),
  })
  expect(await renameView('hangar', await idOf('Two'), null, form({ name: 'two' }))).toMatchObject({ ok: true })
})

test('there is an end to how many views somebody keeps, and it is said', async () => {
  const organisationId = HANGAR
  const ownerId = PEOPLE.ada
  const data = Array.from({ length: 50 }, (_, n) => ({ organisationId, ownerId, name: `v${n}`, search: '' }))
  await db().savedView.createMany({ data })
  expect(await saveView('hangar', '', null, form({ name: 'one more' }))).toEqual({
    ok: false,
    error: expect.stringContaining('Delete one'),
  })
})

test.each<Record<string, string> | number>([{}, { name: ' ' }, { name: 'x'.repeat(61) }, 7])(
  '%j is refused as the form of a view',
  async (fields) => {
    const sent = typeof fields === 'number' ? (fields as unknown as FormData) : form(fields)
    expect(await saveView('hangar', '', null, sent)).toMatchObject({ ok: false })
    expect(await db().savedView.count()).toBe(0)
  },
)

test.each(['', 'x', '-1', '1; drop table', '9'.repeat(30), 7])('%j is refused as the id of a view', async (id) => {
  expect(await renameView('hangar', id as string, null, form({ name: 'x' }))).toMatchObject({ ok: false })
  expect(await deleteView('hangar', id as string)).toMatchObject({ ok: false })
})

test('a stranger finds no organisation, and somebody signed out the sign-in page', async () => {
  await saveView('hangar', '?q=pay', null, form({ name: 'Mine' }))
  const id = await idOf('Mine')
  const calls = [
    () => saveView('hangar', '', null, form({ name: 'x' })),
    () => renameView('hangar', id, null, form({ name: 'x' })),
    () => deleteView('hangar', id),
    () => listSavedViews('hangar'),
  ]
  for (const call of calls) {
    asViewer('stranger')
    await expect(call()).rejects.toMatchObject(NOT_FOUND)
    vi.mocked(getViewer).mockResolvedValue(null)
    await expect(call()).rejects.toMatchObject({ digest: expect.stringContaining('/sign-in') })
  }
  expect(await db().savedView.count()).toBe(1)
})

async function seenBy(login: Person) {
  asViewer(login)
  return (await listSavedViews('hangar')).map(({ name, search, isShared }) => ({ name, search, isShared }))
}

async function idOf(name: string): Promise<string> {
  return String((await db().savedView.findFirstOrThrow({ where: { name } })).id)
}

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

function asViewer(login: Person): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
