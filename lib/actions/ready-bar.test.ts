import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { requireOrgAccess } from '@/lib/auth/access'
import { getViewer } from '@/lib/auth/viewer'
import { readAuditLog } from '@/lib/data/audit-log'
import { readChangeMark } from '@/lib/data/change-mark'
import { db } from '@/lib/data/db'
import { getHeadline } from '@/lib/data/headline'
import { DECISIVE, STANDARD_BAR } from '@/lib/data/ready'
import { getReadyBar } from '@/lib/data/ready-bar'
import { listRepositories } from '@/lib/data/repository-list'
import { parseScorecardQuery } from '@/lib/data/scorecard-query'
import { resetReadyBar, saveReadyBar } from './ready-bar'
import { scanOrganisation } from './scan'

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
  await judge(REPOSITORIES.api, 85, { testing: 'pass', readme: 'fail' })
  await judge(REPOSITORIES.site, 70, { testing: 'partial', readme: 'pass' })
  await judge(REPOSITORIES.vault, 95, { testing: 'fail', readme: 'pass' })
})
afterAll(() => world?.close())
beforeEach(async () => {
  asViewer('ada')
  await resetReadyBar('hangar')
  await db().loggedChange.deleteMany()
})

test('without a bar of its own an organisation has the one of Airworthy', async () => {
  expect(await getReadyBar('hangar')).toMatchObject({ bar: STANDARD_BAR, isOwn: false, mayChange: true })
  expect(await ready()).toEqual({ headline: 1, yes: ['api'], no: ['site', 'vault'] })
})

test('a preview tells what would change and stores nothing', async () => {
  expect(await saveReadyBar('hangar', null, form('70', ['readme']))).toEqual({
    ok: true,
    bar: { score: 70, mustNotFail: ['readme'] },
    preview: {
      repositories: 3,
      before: 1,
      after: 2,
      gained: ['vault', 'site'],
      lost: ['api'],
      gainedCount: 2,
      lostCount: 1,
    },
  })
  expect(await getReadyBar('hangar')).toMatchObject({ isOwn: false })
  expect((await readAuditLog('hangar', { page: 1 }))?.total).toBe(0)
})

test('a bar that is saved holds wherever "ready" is told, and pages learn of it', async () => {
  const access = await requireOrgAccess('hangar')
  const mark = await readChangeMark(access)
  expect(await saveReadyBar('hangar', null, form(' 69,5 ', ['readme'], 'save'))).toEqual({ ok: true, done: 'Saved.' })
  expect(await ready()).toEqual({ headline: 2, yes: ['site', 'vault'], no: ['api'] })
  expect((await getHeadline('hangar')).readyBar).toEqual({ score: 69.5, mustNotFail: ['readme'] })
  expect(await readChangeMark(access)).not.toBe(mark)
})

test('a bar may leave every characteristic out', async () => {
  await saveReadyBar('hangar', null, form('80', [], 'save'))
  expect(await getReadyBar('hangar')).toMatchObject({ bar: { score: 80, mustNotFail: [] }, isOwn: true })
  expect(await ready()).toMatchObject({ headline: 2, yes: ['api', 'vault'] })
})

test('going back is on record like the change before it, and saving the same twice is not', async () => {
  await saveReadyBar('hangar', null, form('70', ['testing'], 'save'))
  expect(await saveReadyBar('hangar', null, form('70', ['testing'], 'save'))).toMatchObject({
    done: 'Nothing changed.',
  })
  expect(await resetReadyBar('hangar')).toMatchObject({ ok: true })
  expect((await readAuditLog('hangar', { page: 1 }))?.items).toMatchObject([
    { action: 'ready-bar-changed', before: { readyScore: 70, isOwn: true }, after: { readyScore: 80, isOwn: false } },
    { by: 'ada', before: { mustNotFail: DECISIVE.join(', ') }, after: { readyScore: 70, mustNotFail: 'testing' } },
  ])
})

test.each([['101'], ['-1'], [''], ['high'], ['1e9']])('%j is refused as a score', async (score) => {
  expect(await saveReadyBar('hangar', null, form(score, [], 'save'))).toMatchObject({ ok: false })
  expect(await getReadyBar('hangar')).toMatchObject({ isOwn: false })
})

test('what is no characteristic and no form is refused', async () => {
  expect(await saveReadyBar('hangar', null, form('80', ['no-such-thing'], 'save'))).toMatchObject({ ok: false })
  expect(await saveReadyBar('hangar', null, 7 as unknown as FormData)).toMatchObject({ ok: false })
})

test.each(['alan', 'outsider'] as const)('%s, who is no owner, changes and previews nothing', async (login) => {
  asViewer(login)
  expect(await getReadyBar('hangar')).toMatchObject({ mayChange: false })
  const refusal = { ok: false, error: expect.stringContaining('owners') }
  expect(await saveReadyBar('hangar', null, form('10', [], 'save'))).toEqual(refusal)
  expect(await saveReadyBar('hangar', null, form('10', []))).toEqual(refusal)
  expect(await resetReadyBar('hangar')).toEqual(refusal)
  expect(await getReadyBar('hangar')).toMatchObject({ isOwn: false })
})

test('a stranger finds no organisation', async () => {
  asViewer('stranger')
  await expect(saveReadyBar('hangar', null, form('10', [], 'save'))).rejects.toMatchObject(NOT_FOUND)
  await expect(resetReadyBar('hangar')).rejects.toMatchObject(NOT_FOUND)
})

async function ready() {
  const names = async (answer: string) =>
    (await listRepositories('hangar', parseScorecardQuery({ ready: answer }))).rows.map(({ name }) => name).sort()
  return { headline: (await getHeadline('hangar')).ready, yes: await names('yes'), no: await names('no') }
}

async function judge(githubId: bigint, score: number, verdicts: Record<string, string>): Promise<void> {
  const { latestAuditId } = await db().repository.findUniqueOrThrow({ where: { githubId, organisationId: HANGAR } })
  await db().audit.update({ where: { id: latestAuditId ?? 0n }, data: { score, verdicts } })
}

function form(score: string, mustNotFail: readonly string[], intent = 'preview'): FormData {
  const data = new FormData()
  data.set('readyScore', score)
  for (const id of mustNotFail) data.append('mustNotFail', id)
  data.set('intent', intent)
  return data
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
