import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { getViewer } from '@/lib/auth/viewer'
import { readAuditLog } from '@/lib/data/audit-log'
import { db } from '@/lib/data/db'
import { listExclusions } from '@/lib/data/exclusions'
import { getKindLeftOut, getLeftOut } from '@/lib/data/left-out'
import { getOrganisationSettings } from '@/lib/data/organisation-settings'
import { getRecheckSchedule } from '@/lib/data/recheck-schedule'
import { renameRepository } from '@/lib/data/repository-changes'
import { reconcileOrganisations } from '@/lib/scans/reconcile'
import { endExclusion, excludeRepositories } from './exclusions'
import { saveRecheckHour } from './recheck-schedule'
import { scanOrganisation } from './scan'
import { saveSettings } from './settings'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
const REASON = 'It is a template.'
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
  for (const { id } of (await listExclusions('hangar')).items) await endExclusion('hangar', id)
  await db().organisation.update({ where: { githubId: HANGAR }, data: { recheckHour: 3 } })
  await db().loggedChange.deleteMany()
})

test('what a pattern matches does not count any more, says why, and counts again when it is removed', async () => {
  expect(await exclude('V*t', 'save')).toMatchObject({ ok: true })
  expect(await counted()).toEqual(['api', 'site'])
  expect(await getKindLeftOut('hangar', 'vault')).toBe('excluded')
  expect(await getLeftOut('hangar')).toMatchObject({ excluded: 1 })
  expect((await getOrganisationSettings('hangar')).counted).toBe(2)
  const [item] = (await listExclusions('hangar')).items
  expect(item).toMatchObject({ pattern: 'V*t', reason: REASON, by: 'ada', repositories: 1 })
  expect(await endExclusion('hangar', item?.id ?? '')).toMatchObject({ ok: true })
  expect(await counted()).toEqual(['api', 'site', 'vault'])
  expect((await readAuditLog('hangar', { page: 1 }))?.items).toMatchObject([
    { by: 'ada', action: 'exclusion-removed', subject: 'V*t', before: { reason: REASON } },
    { by: 'ada', action: 'exclusion-added', subject: 'V*t', after: { reason: REASON } },
  ])
})

test('a preview names what would be left out and stores nothing', async () => {
  expect(await exclude('?i*')).toEqual({
    ok: true,
    reason: REASON,
    preview: { pattern: '?i*', total: 1, names: ['site'] },
  })
  expect((await listExclusions('hangar')).items).toEqual([])
  expect(await counted()).toHaveLength(3)
})

test.each(['va_lt', 'v', 'ault', 'a?'])(
  '%j is a whole name and no expression, and matches none of them',
  async (pattern) => {
    expect(await exclude(pattern)).toMatchObject({ preview: { total: 0 } })
  },
)

test('saving other settings lets no excluded repository count', async () => {
  await exclude('vault', 'save')
  const form = new FormData()
  for (const [name, value] of [
    ['includeForks', 'on'],
    ['pullRequestBar', ''],
  ] as const)
    form.set(name, value)
  await saveSettings('hangar', null, form)
  expect(await counted()).not.toContain('vault')
  form.delete('includeForks')
  await saveSettings('hangar', null, form)
})

test('a repository that gets an excluded name does not count, and counts again under its own', async () => {
  await exclude('example-*', 'save')
  await renameRepository(REPOSITORIES.site, 'example-site')
  expect(await counted()).toEqual(['api', 'vault'])
  await renameRepository(REPOSITORIES.site, 'site')
  expect(await counted()).toEqual(['api', 'site', 'vault'])
})

test('the same pattern is excluded once, whatever its capitals', async () => {
  await exclude('vault', 'save')
  expect(await exclude('VAULT', 'save')).toEqual({ ok: false, error: expect.stringContaining('already') })
})

test.each(['', '   ', '*', '**', '?', 'a b', 'a/b', '%', 'x'.repeat(101)])(
  '%j is refused as a pattern',
  async (pattern) => {
    expect(await exclude(pattern, 'save')).toMatchObject({ ok: false })
    expect(await counted()).toHaveLength(3)
  },
)

test('a pattern that would match everything is refused for that, and not for how it is written', async () => {
  expect(await exclude('*')).toEqual({ ok: false, error: expect.stringContaining('every repository') })
  expect(await exclude('a/b')).toEqual({ ok: false, error: expect.stringContaining('letters, digits') })
})

test('without a reason nothing is excluded', async () => {
  expect(await exclude('vault', 'save', ' ')).toEqual({ ok: false, error: expect.stringContaining('why') })
})

test.each(['alan', 'outsider'] as const)('%s, who is no owner, changes nothing', async (login) => {
  await exclude('api', 'save')
  const [item] = (await listExclusions('hangar')).items
  asViewer(login)
  const refusal = { ok: false, error: expect.stringContaining('owners') }
  expect(await exclude('vault', 'save')).toEqual(refusal)
  expect(await exclude('vault')).toEqual(refusal)
  expect(await endExclusion('hangar', item?.id ?? '')).toEqual(refusal)
  expect(await saveHour('5')).toEqual(refusal)
  expect(await getRecheckSchedule('hangar')).toMatchObject({ hour: 3, mayChange: false })
})

test('a stranger finds no organisation', async () => {
  asViewer('stranger')
  await expect(exclude('vault')).rejects.toMatchObject(NOT_FOUND)
  await expect(endExclusion('hangar', '1')).rejects.toMatchObject(NOT_FOUND)
  await expect(saveHour('5')).rejects.toMatchObject(NOT_FOUND)
})

test('the organisation is looked at in the hour that its owners chose, in no other, and off is off', async () => {
  expect(await saveHour('5')).toEqual({ ok: true, done: 'Saved.' })
  expect(await saveHour('5')).toEqual({ ok: true, done: 'Nothing changed.' })
  expect(await scansOf(3)).toBe(0)
  expect(await scansOf(4)).toBe(0)
  expect(await scansOf(5)).toBe(1)
  expect(await saveHour('')).toMatchObject({ ok: true })
  for (const hour of [3, 5, null]) expect(await scansOf(hour)).toBe(0)
  expect((await readAuditLog('hangar', { page: 1 }))?.items).toMatchObject([
    { action: 'schedule-changed', before: { hour: 5 }, after: { hour: null } },
    { action: 'schedule-changed', before: { hour: 3 }, after: { hour: 5 } },
  ])
})

test.each(['24', '-1', 'noon'])('%j is refused as an hour', async (hour) => {
  expect(await saveHour(hour)).toMatchObject({ ok: false })
})

/** How many scans a look at this hour begins. */
async function scansOf(hour: number | null): Promise<number> {
  await db().scan.updateMany({ data: { status: 'done', finishedAt: new Date() } })
  const before = await db().scan.count()
  await reconcileOrganisations(hour)
  return (await db().scan.count()) - before
}

function exclude(pattern: string, intent = 'preview', reason = REASON) {
  const form = new FormData()
  form.set('pattern', pattern)
  form.set('reason', reason)
  form.set('intent', intent)
  return excludeRepositories('hangar', null, form)
}

function saveHour(recheckHour: string) {
  const form = new FormData()
  form.set('recheckHour', recheckHour)
  return saveRecheckHour('hangar', null, form)
}

async function counted(): Promise<string[]> {
  const where = { organisationId: HANGAR, isCounted: true, removedAt: null }
  return (await db().repository.findMany({ where, orderBy: { name: 'asc' } })).map(({ name }) => name)
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
