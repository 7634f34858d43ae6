import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/data/db'
import { dayBefore } from '@/lib/data/trend-days'
import { forgetVisibilitiesOf } from '@/lib/data/visibility'
import { getWaiverPreview, getWaivers, storeWaiver } from '@/lib/data/waivers'
import { scanOrganisation } from './scan'
import { revokeWaiver, waiveGap } from './waivers'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
const REASON = 'The README is on the wiki until the move.'
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
  await db().waiver.deleteMany()
})

test('an owner waives a gap: the score stays, the effective one leaves it out, and who, why and until when is on record', async () => {
  const expiresOn = dayBefore(-30)
  expect(await waive({ reason: ` ${REASON} `, expiresOn })).toEqual({ ok: true })
  const { active, past, mayWaive } = await getWaivers('hangar', 'vault')
  expect(active).toMatchObject([
    { characteristic: 'readme', reason: REASON, expiresOn, by: 'ada', state: 'active', endedBy: null },
  ])
  expect([past, mayWaive]).toEqual([[], true])
  const preview = await getWaiverPreview('hangar', 'vault', 'readme')
  expect(preview).toMatchObject({ score: 50, isGap: true, effective: { without: 50, with: null } })
  const { score } = await db().audit.findFirstOrThrow({ where: { repositoryId: REPOSITORIES.vault } })
  expect(score).toBe(50)
})

test('a waiver is revoked once, by whom stays on record, and another may begin', async () => {
  await waive()
  const [waiver] = (await getWaivers('hangar', 'vault')).active
  expect(await revoke(waiver?.id ?? '')).toEqual({ ok: true })
  expect(await revoke(waiver?.id ?? '')).toMatchObject({ ok: false })
  expect(await waive()).toEqual({ ok: true })
  const { active, past } = await getWaivers('hangar', 'vault')
  expect([active.length, past]).toMatchObject([1, [{ id: waiver?.id, state: 'revoked', endedBy: 'ada' }]])
})

test('an expired waiver no longer counts, can’t be revoked, and makes room for another', async () => {
  await waive()
  await db().$executeRaw`update waivers set expires_on = ${dayBefore(1)}::date`
  const { active, past } = await getWaivers('hangar', 'vault')
  expect([active, past]).toMatchObject([[], [{ state: 'expired', endedBy: null, endedAt: null }]])
  expect(await revoke(past[0]?.id ?? '')).toMatchObject({ ok: false })
  expect(await waive()).toEqual({ ok: true })
  expect((await getWaivers('hangar', 'vault')).past).toMatchObject([{ state: 'expired' }])
})

test('a waiver counts on its last day', async () => {
  await waive({ expiresOn: dayBefore(0) })
  expect((await getWaivers('hangar', 'vault')).active).toHaveLength(1)
})

test('two who waive the same gap at once waive it once', async () => {
  const both = await Promise.all([waive(), waive()])
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
  expect(await db().waiver.count()).toBe(1)
})

test('whom GitHub lets push waives and revokes; whoever may only read or triage reads who did', async () => {
  const given = { owner: 'hangar', repo: 'vault', login: 'outsider' } as const
  for (const [permission, may] of [
    ['triage', false],
    ['push', true],
  ] as const) {
    await world.github.change({ change: 'add-collaborator', ...given, permission })
    await forgetVisibilitiesOf({ userId: PEOPLE.outsider })
    asViewer('ada')
    await db().waiver.deleteMany()
    await waive()
    asViewer('outsider')
    const { active, mayWaive } = await getWaivers('hangar', 'vault')
    expect([active[0]?.by, mayWaive]).toEqual(['ada', may])
    expect(await revoke(active[0]?.id ?? '')).toMatchObject({ ok: may })
    expect(await waive()).toMatchObject({ ok: may })
    expect(await db().waiver.count({ where: { createdById: PEOPLE.outsider } })).toBe(may ? 1 : 0)
  }
})

test('whoever does not see the repository finds none, and somebody signed out the sign-in page', async () => {
  await waive()
  const [waiver] = (await getWaivers('hangar', 'vault')).active
  for (const login of ['alan', 'stranger'] as const) {
    asViewer(login)
    await expect(waive()).rejects.toMatchObject(NOT_FOUND)
    await expect(revoke(waiver?.id ?? '')).rejects.toMatchObject(NOT_FOUND)
    await expect(getWaivers('hangar', 'vault')).rejects.toMatchObject(NOT_FOUND)
    await expect(getWaiverPreview('hangar', 'vault', 'readme')).rejects.toMatchObject(NOT_FOUND)
  }
  vi.mocked(getViewer).mockResolvedValue(null)
  await expect(waive()).rejects.toMatchObject({ digest: expect.stringContaining('/sign-in') })
})

test('a waiver of another repository can’t be revoked through one that the viewer may write to, nor as one of another gap', async () => {
  await waive()
  const [waiver] = (await getWaivers('hangar', 'vault')).active
  expect(await revokeWaiver('hangar', 'site', 'readme', waiver?.id ?? '')).toMatchObject({ ok: false })
  expect(await revokeWaiver('hangar', 'vault', 'retries', waiver?.id ?? '')).toMatchObject({ ok: false })
  expect((await getWaivers('hangar', 'vault')).active).toHaveLength(1)
})

test.each([
  [{ reason: 'too short' }],
  [{ reason: 'x'.repeat(501) }],
  [{ expiresOn: '' }],
  [{ expiresOn: 'tomorrow' }],
  [{ expiresOn: dayBefore(1) }],
  [{ expiresOn: dayBefore(-367) }],
])('%j is refused', async (fields) => {
  expect(await waive(fields)).toEqual({ ok: false, error: expect.stringMatching(/reason|last day/) })
  expect(await db().waiver.count()).toBe(0)
})

test('a repository that left the organisation while its form was sent takes no waiver along', async () => {
  const waiver = { reason: REASON, expiresOn: dayBefore(-30) }
  const elsewhere = { organisationId: HANGAR + 1n, repositoryId: REPOSITORIES.vault }
  expect(await storeWaiver(elsewhere, 'readme', waiver, PEOPLE.ada)).toBe('no-gap')
  expect(await db().waiver.count()).toBe(0)
})

test('what is no gap is refused', async () => {
  expect(await waive({}, 'testing')).toMatchObject({ ok: false, error: expect.stringContaining('nothing to waive') })
  expect(await waive({}, 'nothing')).toMatchObject({ ok: false })
  expect(await waiveGap('hangar', 'vault', 'readme', null, 7 as unknown as FormData)).toMatchObject({ ok: false })
  expect(await revoke('1; drop table waivers')).toMatchObject({ ok: false })
})

function waive(fields: Record<string, string> = {}, characteristic = 'readme') {
  const form = new FormData()
  for (const [name, value] of Object.entries({ reason: REASON, expiresOn: dayBefore(-10), ...fields })) {
    form.set(name, value)
  }
  return waiveGap('hangar', 'vault', characteristic, null, form)
}

function revoke(id: string) {
  return revokeWaiver('hangar', 'vault', 'readme', id)
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
