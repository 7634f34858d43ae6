import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startMessageReceiver } from '@/e2e/scans/message-receiver'
import { db } from '@/lib/data/db'
import { claimDueReminder, findDueReminders } from '@/lib/data/due-reminders'
import { mintOrganisation, seedRepository, seedTeam } from '@/lib/data/fixtures/organisation'
import { dayBefore } from '@/lib/data/trend-days'
import { closeQueue } from '@/lib/jobs/queue'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { askForDueMessages } from './ask-for-due-messages'
import { sealAddress } from './deliver'
import { sendMessage } from './send-message'
import { sendWeeklyReminder } from './send-reminder'

const HOUR = 3_600_000
let database: Awaited<ReturnType<typeof createTestDatabase>>
let receiver: Awaited<ReturnType<typeof startMessageReceiver>>
let organisation: Awaited<ReturnType<typeof mintOrganisation>>
let repositories: { readonly open: bigint; readonly hidden: bigint; readonly done: bigint }

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
  await db().campaign.deleteMany()
  receiver.texts.length = 0
  Object.assign(receiver.answers, { status: 200, location: undefined, silent: false })
  organisation = await mintOrganisation()
  const seed = (name: string, verdict: 'pass' | 'fail') =>
    seedRepository(organisation.id, {
      name,
      states: [{ day: dayBefore(9), score: 50, verdicts: { testing: verdict } }],
    })
  repositories = {
    open: await seed('open-api', 'fail'),
    hidden: await seed('hidden-api', 'fail'),
    done: await seed('done-api', 'pass'),
  }
  await db().repository.update({ where: { githubId: repositories.hidden }, data: { isPrivate: true } })
  await notify('public')
})

test('a weekly reminder whose hour has come is sent, and not sent twice, however many workers try', async () => {
  const id = await campaign()
  expect(await findDueReminders()).toEqual([{ organisationId: organisation.id, campaignId: id }])
  await Promise.all([sendWeeklyReminder(id), sendWeeklyReminder(id)])
  await sendWeeklyReminder(id)
  expect(receiver.texts).toHaveLength(1)
  expect(receiver.texts[0]).toContain('Tests everywhere: 1 of 2 public repositories done')
  expect(await stored(id)).toMatchObject({
    lastStatus: 'Delivered.',
    lastSentByLogin: null,
    lastSentAt: expect.any(Date),
  })
  expect(await findDueReminders()).toEqual([])
})

test('messages about public repositories neither name nor count private ones', async () => {
  await sendWeeklyReminder(await campaign())
  expect(receiver.texts[0]).toContain('Tests everywhere: 1 of 2 public repositories done')
  expect(receiver.texts[0]).toMatch(/Without a team: open-api\n\n/)
  expect(receiver.texts[0]).not.toContain('private')
  expect(receiver.texts[0]).not.toContain('hidden-api')
})

test('an owner’s explicit choice names private repositories, too', async () => {
  await db().notificationSettings.deleteMany()
  await notify('all')
  await sendWeeklyReminder(await campaign())
  expect(receiver.texts[0]).toContain('hidden-api, open-api')
  expect(receiver.texts[0]).not.toContain('private')
})

test('a name of a campaign holds no mention, and a text no link but that of its page', async () => {
  await sendWeeklyReminder(await campaign({ name: '<!channel> & <https://evil.example|x>' }))
  expect(receiver.texts[0]).toContain('&lt;!channel&gt; &amp; &lt;https://evil.example|x&gt;')
  expect(receiver.texts[0]).not.toContain('<')
})

test('what could not be delivered is noted, waits for its pause, and is sent then', async () => {
  const id = await campaign()
  receiver.answers.status = 500
  await sendWeeklyReminder(id)
  expect(await stored(id)).toMatchObject({ lastStatus: `${receiver.host} answered 500.`, lastSentAt: null })
  expect(await findDueReminders()).toEqual([])
  receiver.answers.status = 200
  await db().notificationSettings.updateMany({ data: { nextTryAt: new Date(0) } })
  await sendWeeklyReminder(id)
  expect(receiver.texts).toHaveLength(2)
  expect(await stored(id)).toMatchObject({ lastStatus: 'Delivered.' })
})

test('a worker that dies while it sends leaves nothing to be sent again', async () => {
  const id = await campaign()
  expect(await claimDueReminder(id)).toMatchObject({ campaignId: id })
  expect(await claimDueReminder(id)).toBeNull()
  expect(await findDueReminders()).toEqual([])
})

test.each([
  ['chosen since', { coveredUntil: new Date() }, {}],
  ['of a campaign that ended', {}, { endedAt: new Date() }],
  ['after the last day', {}, { targetOn: new Date(dayBefore(3)) }],
  ['that is not wanted any more', { weekday: null, hour: null }, {}],
])('none is due %s', async (_what, reminder, changes) => {
  const id = await campaign({}, reminder)
  await db().campaign.update({ where: { id }, data: changes })
  expect(await findDueReminders()).toEqual([])
  await sendWeeklyReminder(id)
  expect(receiver.texts).toEqual([])
})

test('none is due more than a day late, nor where messages are switched off', async () => {
  const late = new Date(Date.now() - 30 * HOUR)
  await campaign({}, { weekday: weekdayOf(late), hour: late.getUTCHours() })
  expect(await findDueReminders()).toEqual([])
  await db().campaign.deleteMany()
  await campaign()
  await db().notificationSettings.updateMany({ data: { switchedOffAt: new Date() } })
  expect(await findDueReminders()).toEqual([])
})

test('when nobody is left nothing is sent, which is noted', async () => {
  const id = await campaign({ characteristic: null, minimumScore: 1 })
  await sendWeeklyReminder(id)
  expect(receiver.texts).toEqual([])
  expect(await stored(id)).toMatchObject({ lastStatus: 'Nobody is left, so nothing was sent.' })
  expect(await findDueReminders()).toEqual([])
})

test('of a campaign about a secret team no channel is told', async () => {
  const team = await seedTeam(organisation.id, 'secret', [repositories.open])
  await db().team.update({ where: { githubId: team }, data: { unlistedAt: new Date() } })
  const id = await campaign({ teamIds: [team] })
  await sendWeeklyReminder(id)
  expect(receiver.texts).toEqual([])
  expect((await stored(id)).lastStatus).toContain('secret')
})

test('of a campaign about private repositories alone a channel for public ones is told nothing, not even that all is done', async () => {
  await db().repository.updateMany({ where: { organisationId: organisation.id }, data: { isPrivate: true } })
  const id = await campaign()
  await sendWeeklyReminder(id)
  expect(receiver.texts).toEqual([])
  expect((await stored(id)).lastStatus).toContain('nor of private repositories')
})

test('the summary of a day tells how far each running campaign is, over what messages may name', async () => {
  await campaign()
  await campaign({ name: 'Long over', endedAt: new Date() })
  await db().notificationSettings.updateMany({ data: { dailyHour: 0 } })
  await sendMessage({ organisationId: organisation.id, about: 'daily' })
  expect(receiver.texts[0]).toMatch(/Campaigns:\n• <.*\|Tests everywhere>: 1 of 2 done, 30 days left$/)
})

test('what is due is asked of the queue once, however often it is looked for', async () => {
  const id = await campaign()
  await askForDueMessages()
  await askForDueMessages()
  const jobs = await db().$queryRaw<{ key: string }[]>`select key from graphile_worker.jobs`
  expect(jobs).toEqual([{ key: `reminder:${id}` }])
})

/** A campaign whose weekly reminder was due an hour ago. */
async function campaign(fields: object = {}, reminder: object = {}): Promise<bigint> {
  const anHourAgo = new Date(Date.now() - HOUR)
  const { id } = await db().campaign.create({
    data: {
      organisationId: organisation.id,
      name: 'Tests everywhere',
      characteristic: 'testing',
      targetOn: new Date(dayBefore(-30)),
      createdByLogin: 'ada',
      ...fields,
      reminder: {
        create: {
          weekday: weekdayOf(anHourAgo),
          hour: anHourAgo.getUTCHours(),
          coveredUntil: new Date(Date.now() - 48 * HOUR),
          ...reminder,
        },
      },
    },
  })
  return id
}

async function notify(scope: string): Promise<void> {
  const address = sealAddress(organisation.id, new URL(receiver.url)).sealed
  await db().notificationSettings.create({
    data: { organisationId: organisation.id, address, host: receiver.host, scope, onRegression: false },
  })
}

function stored(id: bigint) {
  return db().campaignReminder.findUniqueOrThrow({ where: { campaignId: id } })
}

/** 1 (Monday) to 7. */
function weekdayOf(date: Date): number {
  return date.getUTCDay() || 7
}
