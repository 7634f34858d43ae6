import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RegisteredApp } from '@/e2e/github/apps/registration'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { becomeApp, startReceiver } from '@/e2e/scans/webhook-receiver'
import { db } from '@/lib/data/db'
import { syncInstallations } from '../installations'
import { receiveWebhook } from './receive'
import { redeliverMissed } from './redeliver-missed'

let world: Awaited<ReturnType<typeof startScanWorld>>
let receiver: Awaited<ReturnType<typeof startReceiver>>
let registered: RegisteredApp
let status = 200

beforeAll(async () => {
  world = await startScanWorld()
  registered = await becomeApp(world.github, ['hangar'])
  receiver = await startReceiver((request) =>
    status === 200 ? receiveWebhook(request) : Promise.resolve({ status, message: 'Not now.' }),
  )
  await world.github.setWebhook(registered.app.id, {
    url: receiver.url,
    secret: process.env.GITHUB_WEBHOOK_SECRET ?? '',
  })
  await syncInstallations()
})
afterAll(async () => {
  await world?.close()
  await receiver?.close()
})
beforeEach(async () => {
  status = 200
  receiver.answers.length = 0
  await redeliverMissed()
  await world.github.deliveriesSettled()
  await db().webhookDelivery.deleteMany()
  world.github.clearCounters()
})

test('what could not be sent, or was answered with an error, is asked for again and handled', async () => {
  world.github.dropDeliveries(1)
  await renameEngines('Motors')
  status = 503
  await renameEngines('Turbines')
  status = 200
  await look()
  expect(await db().webhookDelivery.count()).toBe(2)
  await runJobs(fakeTools().tools)
  expect((await db().webhookDelivery.findMany()).map((delivery) => delivery.status)).not.toContain('failed')
})

test('what arrived is not asked for again, and what was looked through is not looked through again', async () => {
  await renameEngines('Engines')
  await look()
  expect(receiver.answers).toEqual([202])
  expect(redeliveries()).toBe(0)
  for (let number = 0; number < 3; number += 1) await look()
  expect(world.github.counters().requests?.['GET /api/v3/app/hook/deliveries']).toBe(4)
})

test.each([400, 413, 415, 422])('what was refused here with %i would be refused again', async (refusal) => {
  status = refusal
  await renameEngines(`Engines ${refusal}`)
  status = 200
  await look()
  expect(redeliveries()).toBe(0)
})

test('what was signed with another secret is asked for once more, for the secret may have changed meanwhile', async () => {
  const webhook = { url: receiver.url, secret: process.env.GITHUB_WEBHOOK_SECRET ?? '' }
  await world.github.setWebhook(registered.app.id, { ...webhook, secret: 'the one before' })
  await renameEngines('Between secrets')
  expect(receiver.answers).toEqual([401])
  await world.github.setWebhook(registered.app.id, webhook)
  await look()
  expect(receiver.answers).toEqual([401, 202])

  await world.github.setWebhook(registered.app.id, { ...webhook, secret: 'quite another' })
  await renameEngines('With a wrong secret')
  for (let number = 0; number < 4; number += 1) await look()
  expect(receiver.answers.slice(2)).toEqual([401, 401])
  await world.github.setWebhook(registered.app.id, webhook)
})

test('what fails every time is asked for twice and then left to the daily scan', async () => {
  status = 500
  await renameEngines('Failing')
  for (let number = 0; number < 4; number += 1) await look()
  expect(receiver.answers).toEqual([500, 500, 500])
})

test('what arrived by another way meanwhile is not asked for', async () => {
  world.github.dropDeliveries(1)
  await renameEngines('Lost')
  const [attempt] = world.github.deliveries(registered.app.id)
  await db().webhookDelivery.create({ data: { id: attempt?.message.guid ?? '', event: 'team', status: 'handled' } })
  await look()
  expect(redeliveries()).toBe(0)
})

async function look(): Promise<void> {
  await redeliverMissed()
  await world.github.deliveriesSettled()
}

async function renameEngines(name: string): Promise<void> {
  await world.github.change({ change: 'edit-team', owner: 'hangar', team: 'engines', name })
  await world.github.deliveriesSettled()
}

function redeliveries(): number {
  const requests = world.github.counters().requests ?? {}
  const asked = Object.entries(requests).filter(([route]) => route.startsWith('POST') && route.includes('/hook/'))
  return asked.reduce((sum, [, number]) => sum + number, 0)
}
