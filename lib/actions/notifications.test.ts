import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startMessageReceiver } from '@/e2e/scans/message-receiver'
import { HANGAR, PEOPLE, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { getViewer } from '@/lib/auth/viewer'
import { readAuditLog } from '@/lib/data/audit-log'
import { db } from '@/lib/data/db'
import { getNotifications } from '@/lib/data/notifications'
import { forgetNotifications, saveNotifications, sendTestMessage } from './notifications'
import { scanOrganisation } from './scan'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
let world: Awaited<ReturnType<typeof startScanWorld>>
let receiver: Awaited<ReturnType<typeof startMessageReceiver>>

beforeAll(async () => {
  receiver = await startMessageReceiver()
  world = await startScanWorld({ AIRWORTHY_ALLOW_LOCAL_WEBHOOKS: '1' })
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
  await db().notificationSettings.deleteMany()
  await db().loggedChange.deleteMany()
  receiver.texts.length = 0
  receiver.answers.status = 200
})

test('an owner stores where messages go: encrypted, on record, and shown again as its host alone', async () => {
  expect(await save({ address: receiver.url, dailyHour: '7', onRegression: 'on' })).toEqual({
    ok: true,
    done: 'Saved.',
  })
  const row = await db().notificationSettings.findUniqueOrThrow({ where: { organisationId: HANGAR } })
  expect(row.address).toMatch(/^v1\./)
  const view = await getNotifications('hangar')
  expect(view?.stored).toMatchObject({ host: receiver.host, scope: 'public', dailyHour: 7, onRegression: true })
  const log = await readAuditLog('hangar', { page: 1 })
  expect(log?.items).toMatchObject([
    { by: 'ada', action: 'notifications-changed', after: { host: receiver.host, scope: 'public', daily: 7 } },
  ])
  expect(JSON.stringify([view, log])).not.toContain('a-secret-path')
})

test('without an address the stored one stays, and without a stored one it is asked for', async () => {
  expect(await save({ dailyHour: '7' })).toEqual({ ok: false, error: 'Enter the address of the webhook.' })
  await save({ address: receiver.url, dailyHour: '7' })
  const before = await db().notificationSettings.findUniqueOrThrow({ where: { organisationId: HANGAR } })
  expect(await save({ scope: 'all', onRegression: 'on' })).toMatchObject({ ok: true })
  const after = await db().notificationSettings.findUniqueOrThrow({ where: { organisationId: HANGAR } })
  expect(after).toMatchObject({ address: before.address, scope: 'all', dailyHour: null, onRegression: true })
})

test('a summary whose hour has begun already is not sent on the day on which it was chosen', async () => {
  await save({ address: receiver.url, dailyHour: '0' })
  const row = await db().notificationSettings.findUniqueOrThrow({ where: { organisationId: HANGAR } })
  expect(row.dailySentOn?.toISOString().slice(0, 10)).toBe(new Date().toISOString().slice(0, 10))
})

test('a test message arrives, and one that does not is answered with why, without counting as a failure', async () => {
  await save({ address: receiver.url, onRegression: 'on' })
  expect(await sendTestMessage('hangar')).toMatchObject({ ok: true })
  expect(receiver.texts[0]).toContain('test message')
  expect(receiver.texts[0]).toContain('public repositories only')
  expect(await sendTestMessage('hangar')).toEqual({ ok: false, error: expect.stringContaining('Wait a few seconds') })
  receiver.answers.status = 404
  await db().notificationSettings.updateMany({ data: { lastTriedAt: null } })
  expect(await sendTestMessage('hangar')).toEqual({ ok: false, error: expect.stringContaining('404') })
  expect((await getNotifications('hangar'))?.stored).toMatchObject({
    failures: 0,
    lastStatus: expect.stringContaining('404'),
  })
})

test('saving again switches on what was switched off', async () => {
  await save({ address: receiver.url, onRegression: 'on' })
  await db().notificationSettings.updateMany({ data: { failures: 20, switchedOffAt: new Date() } })
  await save({ onRegression: 'on' })
  expect((await getNotifications('hangar'))?.stored).toMatchObject({ failures: 0, switchedOffAt: null })
})

test('what is removed is forgotten and on record, and cannot be removed twice', async () => {
  await save({ address: receiver.url, onRegression: 'on' })
  expect(await forgetNotifications('hangar')).toMatchObject({ ok: true })
  expect(await db().notificationSettings.count()).toBe(0)
  expect(await forgetNotifications('hangar')).toMatchObject({ ok: false })
  expect(await sendTestMessage('hangar')).toMatchObject({ ok: false })
  expect((await readAuditLog('hangar', { page: 1 }))?.items[0]).toMatchObject({ action: 'notifications-removed' })
})

test.each<Record<string, string>>([
  { address: 'https://10.0.0.1/x', onRegression: 'on' },
  { address: 'http://hooks.example.com/x', onRegression: 'on' },
  { address: 'nonsense', onRegression: 'on' },
  { dailyHour: '24' },
  { dailyHour: '-1' },
  { scope: 'everything', onRegression: 'on' },
  { dailyHour: '' },
])('%j is refused in words and stores nothing', async (fields) => {
  const answer = await save({ address: receiver.url, ...fields })
  expect(answer).toEqual({ ok: false, error: expect.stringMatching(/^[A-Z].+\.|…$/) })
  expect(await db().notificationSettings.count()).toBe(0)
})

test.each(['alan', 'outsider'] as const)('%s, who is no owner, sees, changes and sends nothing', async (login) => {
  await save({ address: receiver.url, onRegression: 'on' })
  asViewer(login)
  expect(await getNotifications('hangar')).toBeNull()
  for (const answer of [
    await save({ address: receiver.url, dailyHour: '3' }),
    await sendTestMessage('hangar'),
    await forgetNotifications('hangar'),
  ]) {
    expect(answer).toEqual({ ok: false, error: expect.stringContaining('owners') })
  }
  expect(receiver.texts).toEqual([])
  expect(await db().notificationSettings.findFirst()).toMatchObject({ dailyHour: null })
})

test('a stranger finds no organisation', async () => {
  asViewer('stranger')
  await expect(save({ address: receiver.url })).rejects.toMatchObject(NOT_FOUND)
  await expect(sendTestMessage('hangar')).rejects.toMatchObject(NOT_FOUND)
  await expect(forgetNotifications('hangar')).rejects.toMatchObject(NOT_FOUND)
})

test('what is no form and no name is refused', async () => {
  expect(await saveNotifications('hangar', null, 7 as unknown as FormData)).toMatchObject({ ok: false })
  expect(await sendTestMessage(7 as unknown as string)).toMatchObject({ ok: false })
})

function save(fields: Record<string, string>) {
  const data = new FormData()
  const all = { address: '', scope: 'public', dailyHour: '', ...fields }
  for (const [name, value] of Object.entries(all)) data.set(name, value)
  return saveNotifications('hangar', null, data)
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
