import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startMessageReceiver } from '@/e2e/scans/message-receiver'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import { db } from '@/lib/data/db'
import { findDueMessages } from '@/lib/data/due-messages'
import { mintOrganisation, seedRepository } from '@/lib/data/fixtures/organisation'
import { closeQueue } from '@/lib/jobs/queue'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { askForDueMessages } from './ask-for-due-messages'
import { sealAddress } from './deliver'
import { sendMessage } from './send-message'

type Verdicts = Partial<Record<CharacteristicId, Verdict>>
let database: Awaited<ReturnType<typeof createTestDatabase>>
let receiver: Awaited<ReturnType<typeof startMessageReceiver>>
let organisation: Awaited<ReturnType<typeof mintOrganisation>>

beforeAll(async () => {
  ;[database, receiver] = await Promise.all([createTestDatabase(), startMessageReceiver()])
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    AIRWORTHY_ALLOW_LOCAL_WEBHOOKS: '1',
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await closeQueue()
  await db().$disconnect()
  await receiver?.close()
  await database?.drop()
})
beforeEach(async () => {
  await db().notificationSettings.deleteMany()
  receiver.texts.length = 0
  Object.assign(receiver.answers, { status: 200, location: undefined, silent: false })
  organisation = await mintOrganisation()
})

test('what passed and fails now is told once, with what regressed since in the same message', async () => {
  await choose({ onRegression: true })
  const [api, site] = [await seed('api', { testing: 'pass' }), await seed('site', { readme: 'pass' })]
  await audit(api, { testing: 'fail' })
  await audit(site, { readme: 'fail' })
  await send('regressions')
  expect(receiver.texts).toHaveLength(1)
  expect(receiver.texts[0]).toContain('2 regressions')
  expect(receiver.texts[0]).toMatch(/\|api> passed and fails now.*\|site> passed and fails now/s)
  await send('regressions')
  expect(receiver.texts).toHaveLength(1)
})

test('after a message the next one waits for ten minutes, and nothing is lost', async () => {
  await choose({ onRegression: true })
  const [api, site] = [await seed('api', { testing: 'pass' }), await seed('site', { readme: 'pass' })]
  await audit(api, { testing: 'fail' })
  await send('regressions')
  await audit(site, { readme: 'fail' })
  expect(await findDueMessages()).toEqual([])
  await set({ regressionsSentAt: new Date(Date.now() - 11 * 60_000) })
  await send('regressions')
  expect(receiver.texts).toHaveLength(2)
  expect(receiver.texts[1]).toContain('|site>')
  expect(receiver.texts[1]).not.toContain('|api>')
})

test.each<[string, Verdicts, Verdicts, string?]>([
  ['a partial that fails', { testing: 'partial' }, { testing: 'fail' }],
  ['a pass that is partial', { testing: 'pass' }, { testing: 'partial' }],
  ['a pass by other rules', { testing: 'pass' }, { testing: 'fail' }, 'v2'],
])('%s is no regression', async (_what, before, after, rubricVersion) => {
  await choose({ onRegression: true })
  await audit(await seed('api', before), after, rubricVersion)
  expect(await db().regression.count()).toBe(0)
})

test('what was mended before anybody was told is not told', async () => {
  await choose({ onRegression: true })
  const api = await seed('api', { testing: 'pass' })
  await audit(api, { testing: 'fail' })
  await audit(api, { testing: 'pass' })
  await send('regressions')
  expect(receiver.texts).toEqual([])
  expect(await db().regression.count()).toBe(0)
})

test('nobody is told who did not ask for it', async () => {
  await audit(await seed('api', { testing: 'pass' }), { testing: 'fail' })
  await choose({ onRegression: false, dailyHour: 0 })
  await audit(await seed('site', { testing: 'pass' }), { testing: 'fail' })
  expect(await db().regression.count()).toBe(0)
})

test('messages about public repositories name no private one and count none, also when it became private meanwhile', async () => {
  await choose({ onRegression: true, dailyHour: 0 })
  const [open, hidden] = [await seed('open', { testing: 'pass' }), await seed('hidden', { testing: 'pass' })]
  for (const id of [open, hidden]) await audit(id, { testing: 'fail' })
  await db().repository.update({ where: { githubId: hidden }, data: { isPrivate: true } })
  await send('regressions')
  await send('daily')
  expect(receiver.texts).toHaveLength(2)
  expect(receiver.texts.join()).not.toContain('hidden')
  expect(receiver.texts[0]).toContain('One regression')
  expect(receiver.texts[1]).toContain('0 of 1 repository ready')
})

test('an owner’s explicit choice names private repositories, too', async () => {
  await choose({ onRegression: true, scope: 'all' })
  const hidden = await seed('hidden', { testing: 'pass' })
  await db().repository.update({ where: { githubId: hidden }, data: { isPrivate: true } })
  await audit(hidden, { testing: 'fail' })
  await send('regressions')
  expect(receiver.texts[0]).toContain('|hidden>')
})

test('the summary of a day is sent once its hour has begun, and once only', async () => {
  await seed('api', { testing: 'pass' })
  await choose({ dailyHour: 0 })
  expect(await findDueMessages()).toMatchObject([{ organisationId: organisation.id, about: 'daily' }])
  await send('daily')
  await send('daily')
  expect(receiver.texts).toHaveLength(1)
  expect(receiver.texts[0]).toContain('Score 50.0')
  const row = await stored()
  expect(row).toMatchObject({ lastStatus: 'Delivered.', failures: 0 })
  const hour = new Date().getUTCHours()
  if (hour < 23) {
    await set({ dailySentOn: null, dailyHour: 23 })
    expect(await findDueMessages()).toEqual([])
  }
})

test('what moved is told once from one summary to the next, whatever the hour and however old the commit of a late push', async () => {
  const [api, late] = [await seed('api', {}), await seed('late', {})]
  await choose({ dailyHour: 0 })
  await nextDay()
  expect(receiver.texts.at(-1)).toContain('No score moved since')
  await audit(api, {}, 'v1', 60)
  // Its commit is of January, and of a day that the summaries are long past.
  await audit(late, {}, 'v1', 30)
  await nextDay()
  expect(receiver.texts.at(-1)).toMatch(/Up since yesterday: .*\|api> 60\.0 \(\+10\.0\)/)
  expect(receiver.texts.at(-1)).toMatch(/Down since yesterday: .*\|late> 30\.0 \(−20\.0\)/)
  await nextDay()
  expect(receiver.texts.at(-1)).toContain('No score moved since yesterday.')
})

test('what moved is not lost when a summary can not be delivered, and other rules moved nothing', async () => {
  const [api, rejudged] = [await seed('api', {}), await seed('rejudged', {})]
  await choose({ dailyHour: 0 })
  await nextDay()
  await audit(api, {}, 'v1', 60)
  await audit(rejudged, {}, 'v2', 90)
  receiver.answers.status = 500
  await nextDay()
  receiver.answers.status = 200
  await set({ nextTryAt: null })
  await nextDay()
  expect(receiver.texts.at(-1)).toMatch(/Up since \d{4}-\d\d-\d\d: .*\|api> 60\.0/)
  expect(receiver.texts.at(-1)).not.toContain('|rejudged>')
  await nextDay()
  expect(receiver.texts.at(-1)).toContain('No score moved since yesterday.')
})

test('a failure is noted in words without the address, tried again after a pause that grows, and forgotten by a success', async () => {
  await choose({ dailyHour: 0 })
  receiver.answers.status = 500
  await send('daily')
  const first = await stored()
  expect(first).toMatchObject({ failures: 1, lastStatus: `${receiver.host} answered 500.` })
  expect(first.lastStatus).not.toContain('a-secret-path')
  expect(await findDueMessages()).toEqual([])
  await set({ nextTryAt: new Date(0) })
  await send('daily')
  const second = await stored()
  expect(pauseOf(second)).toBeGreaterThan(pauseOf(first))
  receiver.answers.status = 200
  await set({ nextTryAt: new Date(0) })
  await send('daily')
  expect(await stored()).toMatchObject({ failures: 0, nextTryAt: null, lastStatus: 'Delivered.' })
})

test('a redirect is not followed, and the sentence says so', async () => {
  await choose({ dailyHour: 0 })
  Object.assign(receiver.answers, { status: 302, location: receiver.url })
  await send('daily')
  expect(receiver.texts).toHaveLength(1)
  expect((await stored()).lastStatus).toContain('not followed')
})

test('a connection that breaks is a failure', async () => {
  await choose({ dailyHour: 0 })
  receiver.answers.silent = true
  await send('daily')
  expect(await stored()).toMatchObject({ failures: 1, lastStatus: `${receiver.host} could not be reached.` })
})

test('after twenty failures in a row messages are switched off, which is on record', async () => {
  await choose({ dailyHour: 0, onRegression: true })
  await set({ failures: 19 })
  receiver.answers.status = 404
  await send('daily')
  expect(await stored()).toMatchObject({ failures: 20, switchedOffAt: expect.any(Date) })
  await set({ nextTryAt: null })
  expect(await findDueMessages()).toEqual([])
  const [entry] = await db().loggedChange.findMany({ where: { organisationId: organisation.id } })
  expect(entry).toMatchObject({ action: 'notifications-switched-off', personLogin: null })
  await audit(await seed('api', { testing: 'pass' }), { testing: 'fail' })
  expect(await db().regression.count()).toBe(0)
})

test('what one organisation stored is of no use to another', async () => {
  const other = await mintOrganisation()
  await choose({ dailyHour: 0 }, sealAddress(other.id, new URL(receiver.url)).sealed)
  await send('daily')
  expect(receiver.texts).toEqual([])
  expect((await stored()).lastStatus).toContain('Enter it again')
})

test('what is due is asked of the queue once, however often it is looked for', async () => {
  await choose({ dailyHour: 0 })
  await askForDueMessages()
  await askForDueMessages()
  const jobs = await db().$queryRaw<{ key: string }[]>`select key from graphile_worker.jobs`
  expect(jobs).toEqual([{ key: `message:${organisation.id}:daily` }])
})

async function choose(
  choice: { scope?: string; dailyHour?: number; onRegression?: boolean },
  address = sealAddress(organisation.id, new URL(receiver.url)).sealed,
): Promise<void> {
  const { scope = 'public', dailyHour = null, onRegression = false } = choice
  await db().notificationSettings.create({
    data: { organisationId: organisation.id, address, host: receiver.host, scope, dailyHour, onRegression },
  })
}

async function set(data: object): Promise<void> {
  await db().notificationSettings.update({ where: { organisationId: organisation.id }, data })
}

function stored() {
  return db().notificationSettings.findUniqueOrThrow({ where: { organisationId: organisation.id } })
}

function send(about: 'daily' | 'regressions'): Promise<void> {
  return sendMessage({ organisationId: organisation.id, about })
}

function seed(name: string, verdicts: Verdicts): Promise<bigint> {
  return seedRepository(organisation.id, { name, states: [{ day: '2026-01-05', score: 50, verdicts }] })
}

let commits = 0

/** Another audit of the repository, which is the latest from now on. */
async function audit(repositoryId: bigint, verdicts: Verdicts, rubricVersion = 'v1', score = 50): Promise<void> {
  const { id: _, ...last } = await db().audit.findFirstOrThrow({ where: { repositoryId }, orderBy: { id: 'desc' } })
  commits += 1
  const created = await db().audit.create({
    data: {
      ...last,
      commit: commits.toString(16).padStart(40, 'f'),
      rubricVersion,
      score,
      verdicts,
      kindEvidence: [],
      projects: [],
      override: undefined,
      roles: {},
      limits: [],
      categories: {},
      excerpts: [],
      meanScores: {},
    },
  })
  await db().repository.update({ where: { githubId: repositoryId }, data: { latestAuditId: created.id } })
}

/** Sends the summary of a day, after which a day goes by. */
async function nextDay(): Promise<void> {
  await send('daily')
  await db().$executeRaw`update told_audits set told_at = told_at - interval '1 day'`
  await db().$executeRaw`update notification_settings set daily_sent_on = daily_sent_on - 1`
}

function pauseOf({ nextTryAt, lastTriedAt }: Awaited<ReturnType<typeof stored>>): number {
  return (nextTryAt?.getTime() ?? 0) - (lastTriedAt?.getTime() ?? 0)
}
