import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startMessageReceiver } from '@/e2e/scans/message-receiver'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { getViewer } from '@/lib/auth/viewer'
import { getReminders } from '@/lib/data/campaign-reminders'
import { db } from '@/lib/data/db'
import { dayBefore } from '@/lib/data/trend-days'
import { sealAddress } from '@/lib/notifications/deliver'
import { saveCampaignReminder, sendCampaignReminder } from './campaign-reminders'
import { scanOrganisation } from './scan'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

let world: Awaited<ReturnType<typeof startScanWorld>>
let receiver: Awaited<ReturnType<typeof startMessageReceiver>>
let id: string

beforeAll(async () => {
  ;[world, receiver] = await Promise.all([startScanWorld(), startMessageReceiver()])
  process.env.AIRWORTHY_ALLOW_LOCAL_WEBHOOKS = '1'
  for (const login of ['ada', 'alan', 'outsider', 'stranger'] as const) await signIn(login, world.github.issueToken)
  asViewer('ada')
  await scanOrganisation('hangar')
  await runJobs(fakeTools().tools)
})
afterAll(async () => {
  await receiver?.close()
  await world?.close()
})
beforeEach(async () => {
  asViewer('ada')
  receiver.texts.length = 0
  receiver.answers.status = 200
  await db().campaign.deleteMany()
  await db().notificationSettings.deleteMany()
  await db().loggedChange.deleteMany()
  const campaign = await db().campaign.create({
    data: {
      organisationId: HANGAR,
      name: 'A README each',
      characteristic: 'readme',
      targetOn: new Date(dayBefore(-30)),
      createdByLogin: 'ada',
    },
  })
  id = campaign.id.toString()
})

test('an owner sends the very text that was read, once, and reads when and what came of it', async () => {
  await haveWebhook()
  const view = await getReminders('hangar', id)
  expect(await send(view?.reminder?.digest)).toEqual({ ok: true, done: 'Sent.' })
  expect(receiver.texts).toEqual([view?.reminder?.text])
  expect(await send(view?.reminder?.digest)).toMatchObject({
    ok: false,
    error: expect.stringContaining('not sent twice'),
  })
  expect(receiver.texts).toHaveLength(1)
  expect((await getReminders('hangar', id))?.last).toMatchObject({
    status: 'Delivered.',
    sentBy: 'ada',
    sentAt: expect.any(String),
  })
})

test('pressed twice at the same moment it is sent once', async () => {
  await haveWebhook()
  const digest = (await getReminders('hangar', id))?.reminder?.digest
  await Promise.all([send(digest), send(digest)])
  expect(receiver.texts).toHaveLength(1)
})

test('another text than the one that was read is not sent', async () => {
  await haveWebhook()
  const digest = (await getReminders('hangar', id))?.reminder?.digest
  await db().campaign.updateMany({ data: { name: 'Another name' } })
  for (const read of [digest, 'f'.repeat(32), undefined]) {
    expect(await send(read)).toMatchObject({ ok: false, error: expect.stringContaining('changed since you read it') })
  }
  expect(receiver.texts).toEqual([])
})

test('what could not be delivered is said, and may be pressed again at once', async () => {
  await haveWebhook()
  const digest = (await getReminders('hangar', id))?.reminder?.digest
  receiver.answers.status = 500
  expect(await send(digest)).toEqual({ ok: false, error: `${receiver.host} answered 500.` })
  expect((await getReminders('hangar', id))?.last).toMatchObject({
    status: `${receiver.host} answered 500.`,
    sentAt: null,
  })
  receiver.answers.status = 200
  expect(await send(digest)).toMatchObject({ ok: true })
})

test('with messages about public repositories the text neither counts nor names private ones', async () => {
  await haveWebhook('public')
  await db().repository.update({ where: { githubId: REPOSITORIES.vault }, data: { isPrivate: true } })
  const text = (await getReminders('hangar', id))?.reminder?.text
  expect(text).toContain('0 of 1 public repository done')
  expect(text).not.toContain('private')
  expect(text).not.toContain('vault')
})

test('an owner chooses a weekday and hour, which is on record, and none again', async () => {
  await haveWebhook()
  expect(await save({ weekday: '1', hour: '9' })).toMatchObject({ ok: true })
  expect((await getReminders('hangar', id))?.weekly).toEqual({ weekday: 1, hour: 9 })
  expect(await save({ weekday: '1', hour: '9' })).toMatchObject({ ok: true })
  expect(await save({ weekday: '', hour: '9' })).toMatchObject({ ok: true })
  expect((await getReminders('hangar', id))?.weekly).toBeNull()
  expect(await db().loggedChange.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { action: 'campaign-reminders-changed', subject: 'A README each', after: { weekday: 1, hour: 9 } },
    { before: { weekday: 1, hour: 9 }, after: { weekday: null, hour: null } },
  ])
  for (const wrong of [
    { weekday: '8', hour: '9' },
    { weekday: '1', hour: '24' },
    { weekday: 'x', hour: '1' },
  ]) {
    expect(await save(wrong)).toMatchObject({ ok: false })
  }
})

test('without a webhook, and for a campaign that ended or is another’s, nothing is sent and it is said why', async () => {
  expect(await save({ weekday: '1', hour: '9' })).toMatchObject({
    ok: false,
    error: expect.stringContaining('webhook'),
  })
  expect(await send('f'.repeat(32))).toMatchObject({ ok: false, error: expect.stringContaining('webhook') })
  expect(await getReminders('hangar', id)).toMatchObject({ channel: null, reminder: null })
  await haveWebhook()
  for (const wrong of ['', 'x', '999999999', '9'.repeat(30)]) {
    expect(await sendCampaignReminder('hangar', wrong, null, null, new FormData())).toMatchObject({ ok: false })
    expect(await saveCampaignReminder('hangar', wrong, null, form({ weekday: '1', hour: '9' }))).toMatchObject({
      ok: false,
    })
  }
  const digest = (await getReminders('hangar', id))?.reminder?.digest
  await db().campaign.updateMany({ data: { endedAt: new Date() } })
  expect(await send(digest)).toMatchObject({ ok: false, error: expect.stringContaining('ended') })
  expect(await save({ weekday: '1', hour: '9' })).toMatchObject({ ok: false, error: expect.stringContaining('ended') })
  expect(receiver.texts).toEqual([])
})

test.each(['alan', 'outsider'] as const)(
  '%s, who is no owner, sends and chooses nothing, and reads no text',
  async (login) => {
    await haveWebhook()
    const digest = (await getReminders('hangar', id))?.reminder?.digest
    asViewer(login)
    const refused = { ok: false, error: expect.stringContaining('Only owners') }
    expect(await send(digest)).toEqual(refused)
    expect(await save({ weekday: '1', hour: '9' })).toEqual(refused)
    expect(await getReminders('hangar', id)).toBeNull()
    expect(receiver.texts).toEqual([])
  },
)

test('a stranger finds nothing', async () => {
  asViewer('stranger')
  const missing = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
  await expect(send('f'.repeat(32))).rejects.toMatchObject(missing)
  await expect(save({ weekday: '1', hour: '9' })).rejects.toMatchObject(missing)
})

function send(digest: string | undefined) {
  return sendCampaignReminder('hangar', id, null, null, form(digest === undefined ? {} : { digest }))
}

function save(fields: Record<string, string>) {
  return saveCampaignReminder('hangar', id, null, form(fields))
}

async function haveWebhook(scope = 'all'): Promise<void> {
  const address = sealAddress(HANGAR, new URL(receiver.url)).sealed
  await db().notificationSettings.create({
    data: { organisationId: HANGAR, address, host: receiver.host, scope, onRegression: false },
  })
}

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
