import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { PEOPLE, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/data/db'
import { dayBefore } from '@/lib/data/trend-days'
import { findChangeable, listCampaigns } from '@/lib/data/viewed-campaigns'
import { createCampaign, editCampaign, finishCampaign } from './campaigns'
import { scanOrganisation } from './scan'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
const FIELDS = { name: 'A README each', goal: 'readme', target: dayBefore(-60) }
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
  asViewer('ada')
  await db().campaign.deleteMany()
})

test('an owner begins a campaign, changes it and ends it once', async () => {
  const id = await begun()
  expect((await listCampaigns('hangar')).open).toMatchObject([{ id, name: 'A README each', createdBy: 'ada' }])
  expect(
    await edit(id, { ...FIELDS, name: 'Better', goal: '~score', score: '70', basis: await versionOf(id) }),
  ).toMatchObject({ ok: true, id })
  expect((await listCampaigns('hangar')).open).toMatchObject([
    { name: 'Better', goal: { characteristic: null, minimumScore: 70 } },
  ])
  expect(await finishCampaign('hangar', id)).toMatchObject({ ok: true })
  expect(await finishCampaign('hangar', id)).toMatchObject({ ok: false, error: expect.stringContaining('ended') })
  expect(await edit(id, FIELDS)).toMatchObject({ ok: false, error: expect.stringContaining('ended') })
  expect((await listCampaigns('hangar')).ended).toMatchObject([{ id, endedBy: 'ada' }])
})

test('of two changes that were made from the same campaign, the second is refused and overwrites nothing', async () => {
  const id = await begun()
  const basis = await versionOf(id)
  expect(await edit(id, { ...FIELDS, name: 'First', basis })).toMatchObject({ ok: true })
  expect(await edit(id, { ...FIELDS, goal: 'testing', basis })).toMatchObject({
    ok: false,
    error: expect.stringContaining('changed after you began'),
  })
  expect((await listCampaigns('hangar')).open).toMatchObject([{ name: 'First', goal: { characteristic: 'readme' } }])
  const now = await versionOf(id)
  expect(await edit(id, { ...FIELDS, goal: 'testing', basis: now })).toMatchObject({ ok: true })
  asViewer('alan')
  expect(await findChangeable('hangar', id)).toBeNull()
})

test.each([[{}], [{ basis: '' }], [{ basis: 'x'.repeat(200) }]])(
  'a change that says with %j what it was made from is refused',
  async (fields) => {
    const id = await begun()
    expect(await edit(id, { ...FIELDS, name: 'Unseen', ...fields })).toMatchObject({
      ok: false,
      error: expect.stringContaining('changed after you began'),
    })
    expect((await listCampaigns('hangar')).open).toMatchObject([{ name: FIELDS.name }])
  },
)

test('a campaign whose last day has passed may still be changed otherwise', async () => {
  const id = await begun()
  const past = { createdAt: new Date(Date.now() - 30 * 86_400_000), targetOn: new Date(dayBefore(2)) }
  await db().campaign.update({ where: { id: BigInt(id) }, data: past })
  expect(await edit(id, { ...FIELDS, name: 'Late', target: dayBefore(2), basis: await versionOf(id) })).toMatchObject({
    ok: true,
  })
  expect(await edit(id, { ...FIELDS, target: dayBefore(31) })).toMatchObject({ ok: false })
})

test.each(['alan', 'outsider'] as const)('%s, who is no owner, begins, changes and ends none', async (login) => {
  const id = await begun()
  asViewer(login)
  const refused = { ok: false, error: expect.stringContaining('Only owners') }
  expect(await createCampaign('hangar', null, form(FIELDS))).toEqual(refused)
  expect(await edit(id, { ...FIELDS, name: 'Theirs' })).toEqual(refused)
  expect(await finishCampaign('hangar', id)).toEqual(refused)
  expect(await db().campaign.findMany()).toMatchObject([{ name: 'A README each', endedAt: null }])
})

test('a stranger finds nothing, and somebody signed out the sign-in page', async () => {
  const id = await begun()
  asViewer('stranger')
  await expect(createCampaign('hangar', null, form(FIELDS))).rejects.toMatchObject(NOT_FOUND)
  await expect(edit(id, FIELDS)).rejects.toMatchObject(NOT_FOUND)
  await expect(finishCampaign('hangar', id)).rejects.toMatchObject(NOT_FOUND)
  vi.mocked(getViewer).mockResolvedValue(null)
  await expect(finishCampaign('hangar', id)).rejects.toMatchObject({ digest: expect.stringContaining('/sign-in') })
})

test('what is wrong with a form is said, and nothing is stored', async () => {
  expect(await createCampaign('hangar', null, form({ name: '', goal: '', target: '' }))).toEqual({
    ok: false,
    error: expect.stringMatching(/Name.*Choose what is wanted.*last day/),
  })
  expect(await createCampaign('hangar', null, form({ ...FIELDS, team: 'nobody' }))).toMatchObject({ ok: false })
  expect(await createCampaign('hangar', null, 7 as unknown as FormData)).toMatchObject({ ok: false })
  expect(await createCampaign('', null, form(FIELDS))).toMatchObject({ ok: false })
  expect(await db().campaign.count()).toBe(0)
})

test.each(['', 'x', '-1', '1; drop table', '9'.repeat(30), 7])('%j is refused as the id of a campaign', async (id) => {
  expect(await edit(id as string, FIELDS)).toMatchObject({ ok: false })
  expect(await finishCampaign('hangar', id as string)).toMatchObject({ ok: false })
})

async function begun(): Promise<string> {
  const answer = await createCampaign('hangar', null, form(FIELDS))
  if (!answer.ok) throw new Error(answer.error)
  return answer.id
}

async function versionOf(id: string): Promise<string> {
  return (await findChangeable('hangar', id))?.version ?? ''
}

function edit(id: string, fields: Readonly<Record<string, string>>) {
  return editCampaign('hangar', id, null, form(fields))
}

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
