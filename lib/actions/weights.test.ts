import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { requireOrgAccess } from '@/lib/auth/access'
import { getViewer } from '@/lib/auth/viewer'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { STANDARD_WEIGHTS, type Weights } from '@/lib/checks/weights'
import { readAuditLog } from '@/lib/data/audit-log'
import { readChangeMark } from '@/lib/data/change-mark'
import { db } from '@/lib/data/db'
import { getHeadline } from '@/lib/data/headline'
import { listRepositories } from '@/lib/data/repository-list'
import { getScorecardSummary } from '@/lib/data/scorecard'
import { parseScorecardQuery } from '@/lib/data/scorecard-query'
import { getOrganisationTrend } from '@/lib/data/trends'
import { getWeights } from '@/lib/data/weights'
import { scanOrganisation } from './scan'
import { resetWeights, saveWeights } from './weights'

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
  await judge(REPOSITORIES.api, { testing: 'pass', readme: 'fail' })
  await judge(REPOSITORIES.site, { testing: 'partial', readme: 'pass' })
  await judge(REPOSITORIES.vault, { testing: 'fail', readme: 'pass' })
})
afterAll(() => world?.close())
beforeEach(async () => {
  asViewer('ada')
  await saveWeights('hangar', null, form({ ...STANDARD_WEIGHTS, retries: 1 }, 'save'))
  await resetWeights('hangar')
  await db().loggedChange.deleteMany()
})

test('without weights of its own an organisation has the standard ones', async () => {
  expect(await getWeights('hangar')).toMatchObject({ weights: STANDARD_WEIGHTS, isOwn: false, mayChange: true })
  expect(await scores()).toEqual({ api: 71.4, site: 64.3, vault: 28.6 })
})

// Testing may not fail by the bar for ready, whatever it weighs.
test('a preview tells what would change and stores nothing', async () => {
  const weights = { ...STANDARD_WEIGHTS, testing: 0 }
  expect(await saveWeights('hangar', null, form(weights))).toMatchObject({
    ok: true,
    weights,
    preview: {
      repositories: 3,
      before: { ready: 0, scored: 3 },
      after: { ready: 1, scored: 3, score: 200 / 3 },
      gained: [
        { name: 'vault', before: 28.6, after: 100 },
        { name: 'site', before: 64.3, after: 100 },
      ],
      lost: [{ name: 'api', before: 71.4, after: 0 }],
    },
  })
  expect(await getWeights('hangar')).toMatchObject({ isOwn: false })
  expect((await readAuditLog('hangar', { page: 1 }))?.total).toBe(0)
})

test('weights that are saved hold on every page at once, and open pages learn of it', async () => {
  const access = await requireOrgAccess('hangar')
  const mark = await readChangeMark(access)
  await saveWeights('hangar', null, form({ ...STANDARD_WEIGHTS, testing: 0 }, 'save'))
  expect(await scores()).toEqual({ api: 0, site: 100, vault: 100 })
  const mean = 200 / 3
  expect((await getScorecardSummary('hangar')).score).toBeCloseTo(mean)
  expect((await getOrganisationTrend('hangar')).points.at(-1)?.value).toBeCloseTo(mean)
  expect((await getHeadline('hangar')).ready).toBe(1)
  expect(await readChangeMark(access)).not.toBe(mark)
  expect(await resetWeights('hangar')).toMatchObject({ ok: true, done: expect.stringContaining('standard') })
  expect(await scores()).toEqual({ api: 71.4, site: 64.3, vault: 28.6 })
})

test('both the change and the way back are on record, and saving the same twice is not', async () => {
  const own = form({ ...STANDARD_WEIGHTS, readme: 7 }, 'save')
  expect(await saveWeights('hangar', null, own)).toMatchObject({ ok: true, done: expect.stringContaining('Saved') })
  expect(await saveWeights('hangar', null, own)).toEqual({ ok: true, done: 'Nothing changed.' })
  await resetWeights('hangar')
  expect((await readAuditLog('hangar', { page: 1 }))?.items).toMatchObject([
    { action: 'weights-changed', before: { readme: 7, hasOwnWeights: true }, after: { hasOwnWeights: false } },
    { by: 'ada', before: { readme: STANDARD_WEIGHTS.readme }, after: { readme: 7, hasOwnWeights: true } },
  ])
})

test.each([['11'], ['-1'], [''], ['1.5'], ['heavy'], ['1e1'], ['0x1']])(
  '%j is refused as a weight',
  async (testing) => {
    const given = form(STANDARD_WEIGHTS, 'save')
    given.set('testing', testing)
    expect(await saveWeights('hangar', null, given)).toMatchObject({
      ok: false,
      error: expect.stringContaining('0 to 10'),
    })
    expect(await getWeights('hangar')).toMatchObject({ isOwn: false })
  },
)

test('weights of which none is above 0, a form without some of them and what is no form are refused', async () => {
  const none = Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, 0])) as Weights
  expect(await saveWeights('hangar', null, form(none, 'save'))).toMatchObject({
    ok: false,
    error: 'At least one characteristic needs a weight above 0.',
    weights: none,
  })
  const short = form(STANDARD_WEIGHTS, 'save')
  short.delete('readme')
  expect(await saveWeights('hangar', null, short)).toMatchObject({ ok: false })
  expect(await saveWeights('hangar', null, 7 as unknown as FormData)).toMatchObject({ ok: false })
})

test.each(['alan', 'outsider'] as const)('%s, who is no owner, changes and previews nothing', async (login) => {
  asViewer(login)
  expect(await getWeights('hangar')).toMatchObject({ mayChange: false })
  const refusal = { ok: false, error: expect.stringContaining('owners') }
  const own = { ...STANDARD_WEIGHTS, testing: 0 }
  expect(await saveWeights('hangar', null, form(own, 'save'))).toEqual(refusal)
  expect(await saveWeights('hangar', null, form(own))).toEqual(refusal)
  expect(await resetWeights('hangar')).toEqual(refusal)
  expect(await getWeights('hangar')).toMatchObject({ isOwn: false })
})

test('a stranger finds no organisation', async () => {
  asViewer('stranger')
  await expect(saveWeights('hangar', null, form(STANDARD_WEIGHTS, 'save'))).rejects.toMatchObject(NOT_FOUND)
  await expect(resetWeights('hangar')).rejects.toMatchObject(NOT_FOUND)
})

async function scores(): Promise<Record<string, number | null>> {
  const { rows } = await listRepositories('hangar', parseScorecardQuery({}))
  return Object.fromEntries(rows.map(({ name, score }) => [name, score]))
}

/** Gives the latest audit these verdicts; its score is counted before each test. */
async function judge(githubId: bigint, verdicts: Record<string, string>): Promise<void> {
  const { latestAuditId } = await db().repository.findUniqueOrThrow({ where: { githubId } })
  await db().audit.update({ where: { id: latestAuditId ?? 0n }, data: { verdicts } })
}

function form(weights: Weights, intent = 'preview'): FormData {
  const data = new FormData()
  for (const [id, weight] of Object.entries(weights)) data.set(id, String(weight))
  data.set('intent', intent)
  return data
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
