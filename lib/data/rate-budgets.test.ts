import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Demand, Lease, Outcome, Reservation } from '@/lib/github/budget'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { rateBudget, readAllowance, releaseLeases } from './rate-budgets'

const KEY = 'installation:7'
const IN_AN_HOUR = new Date(Date.now() + 3_600_000)

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})
beforeEach(() => db().rateBudget.deleteMany())

test('the first request is let through, and tells what is left', async () => {
  expect(await readAllowance(KEY, 'core')).toBeNull()
  await settle(await take(), answered(4999))
  expect(await readAllowance(KEY, 'core')).toEqual({ limit: 5000, remaining: 4999, resetAt: IN_AN_HOUR })
})

test('a thousand who ask at once never get more than is left', async () => {
  await know({ remaining: 40 })
  const answers = await Promise.all(
    Array.from({ length: 1000 }, async () => {
      const answer = await ask({ priority: 'interactive' })
      // Each is over at once, so that only what is left holds the others back.
      if (answer.granted) await settle(answer.lease, { kind: 'answered', allowance: null })
      return answer
    }),
  )
  expect(answers.filter(({ granted }) => granted)).toHaveLength(40)
  expect(await readAllowance(KEY, 'core')).toMatchObject({ remaining: 0 })
  expect(refusals(answers)).toEqual(['spent'])
})

test('scans stop at the reserve, the past before them, and people use the rest', async () => {
  await know({ remaining: 1250 })
  expect(await ask({ priority: 'background' })).toMatchObject({ why: 'spent' })
  await know({ remaining: 500 })
  const scan = await ask({ priority: 'scan' })
  expect(scan).toMatchObject({ granted: false, why: 'spent' })
  if (!scan.granted) expect(scan.until.getTime()).toBe(IN_AN_HOUR.getTime() + 1000)
  expect(await ask({ priority: 'interactive' })).toMatchObject({ granted: true })
  await know({ remaining: 0 })
  expect(await ask({ priority: 'interactive' })).toMatchObject({ why: 'spent' })
})

test('a limit so small that the reserve would be all of it leaves half of it to scans', async () => {
  await know({ limit: 60, remaining: 31 })
  expect(await ask()).toMatchObject({ granted: true })
  expect(await ask()).toMatchObject({ why: 'spent' })
})

test('a new hour begins with the whole limit, and with what GitHub says of it', async () => {
  await know({ remaining: 0, resetAt: new Date(Date.now() - 1000) })
  const [one, other] = [await take(), await take()]
  expect(await readAllowance(KEY, 'core')).toMatchObject({ remaining: 4998, resetAt: null })
  await settle(one, answered(4997))
  expect(await readAllowance(KEY, 'core')).toEqual({ limit: 5000, remaining: 4997, resetAt: IN_AN_HOUR })
  const nextHour = new Date(IN_AN_HOUR.getTime() + 3_600_000)
  await take()
  await settle(other, answered(4990, nextHour))
  // One more is under way, of which that answer may not know.
  expect(await readAllowance(KEY, 'core')).toEqual({ limit: 5000, remaining: 4989, resetAt: nextHour })
})

test('answers that come out of order, or of an hour that is over, never raise what is left', async () => {
  const [first, second, third] = [await take(), await take(), await take()]
  await settle(second, answered(100))
  await settle(first, answered(101))
  expect(await readAllowance(KEY, 'core')).toMatchObject({ remaining: 98 })
  await settle(third, answered(5000, new Date(Date.now() - 1000)))
  expect(await readAllowance(KEY, 'core')).toMatchObject({ remaining: 98, resetAt: IN_AN_HOUR })
})

test('requests that GitHub never answered are not spent, so that an outage does not use up the hour', async () => {
  await know({ remaining: 4000 })
  for (let sent = 0; sent < 20; sent += 1) await settle(await take(), { kind: 'released' })
  expect(await readAllowance(KEY, 'core')).toMatchObject({ remaining: 4000 })
  await know({ remaining: 5000 })
  const lease = await take()
  await know({ remaining: 5000 })
  await settle(lease, { kind: 'released' })
  expect(await readAllowance(KEY, 'core')).toMatchObject({ remaining: 5000 })
})

test('a process that ends gives back the places of what it had under way', async () => {
  const resource = 'archive'
  for (let place = 0; place < 7; place += 1) await take({ resource })
  expect(await ask({ resource })).toMatchObject({ why: 'busy' })
  await releaseLeases()
  expect(await ask({ resource })).toMatchObject({ granted: true })
})

test('places of requests that ended while the database was away are given back with the next one', async () => {
  const asked = await Promise.all(Array.from({ length: 20 }, () => ask({ resource: 'archive' })))
  const downloads = asked.flatMap((answer) => (answer.granted ? [answer.lease] : []))
  expect(refusals(asked)).toEqual(['busy'])
  await db().$executeRaw`alter table rate_budgets rename to away`
  for (const lease of downloads) await expect(settle(lease, { kind: 'answered', allowance: null })).rejects.toThrow()
  await db().$executeRaw`alter table away rename to rate_budgets`
  expect(await ask({ resource: 'archive' })).toMatchObject({ granted: true })
  const { inFlight } = await db().rateBudget.findFirstOrThrow({ where: { resource: 'archive' } })
  expect(Object.keys(inFlight as object)).toHaveLength(1)
})

test.each([-600_000, 600_000])('a clock that is %i ms off makes no silence shorter or longer', async (offMs) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + offMs })
  try {
    await settle(await take(), limited(new Date(Date.now() + 60_000), true))
    const { blockedUntil } = await db().rateBudget.findFirstOrThrow({ where: { resource: 'core' } })
    expect(Math.abs((blockedUntil?.getTime() ?? 0) - (Date.now() - offMs) - 60_000)).toBeLessThan(10_000)
  } finally {
    vi.useRealTimers()
  }
})

test('what others spend with the same token is learnt from GitHub', async () => {
  await know({ remaining: 4000 })
  await settle(await take(), answered(1200))
  expect(await readAllowance(KEY, 'core')).toMatchObject({ remaining: 1200 })
})

test('more requests under way than GitHub allows are held back, and the dead ones forgotten', async () => {
  const answers = await Promise.all(Array.from({ length: 99 }, () => ask({ priority: 'interactive' })))
  expect(answers.filter(({ granted }) => granted)).toHaveLength(60)
  expect(refusals(answers)).toEqual(['busy'])
  await db().$executeRaw`
    update rate_budgets set paced_until = null,
      in_flight = (select jsonb_object_agg(key, 1) from jsonb_object_keys(in_flight) key)`
  expect(await ask()).toMatchObject({ granted: true })
})

test('requests are spaced over the minute, those that write five times as far', async () => {
  // Twice as many as may come at once: on a busy machine some more become due while they are asked for.
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask({ priority: 'interactive', weight: 5 })))
  expect(answers.filter(({ granted }) => granted).length).toBeGreaterThanOrEqual(20)
  expect(refusals(answers)).toEqual(['paced'])
  const waits = answers.flatMap((answer) => (answer.granted ? [] : [answer.waitMs]))
  expect(Math.max(...waits)).toBeLessThan(1000)
})

test('a primary limit of one resource leaves the other open', async () => {
  const until = new Date(Date.now() + 60_000)
  expect(await settle(await take(), limited(until, false))).toEqual(until)
  expect(await ask({ priority: 'interactive' })).toMatchObject({ why: 'blocked', until })
  expect(await ask({ resource: 'graphql' })).toMatchObject({ granted: true })
})

test('a secondary limit silences the whole token, but not another one', async () => {
  await settle(await take(), limited(new Date(Date.now() + 60_000), true))
  expect(await ask()).toMatchObject({ why: 'blocked' })
  expect(await ask({ resource: 'graphql' })).toMatchObject({ why: 'blocked' })
  expect(await ask({ key: 'installation:8' })).toMatchObject({ granted: true })
})

test('where GitHub names no time the wait begins with a minute and doubles up to an hour', async () => {
  const waits: number[] = []
  for (let failure = 0; failure < 8; failure += 1) {
    const lease = await take()
    const until = await settle(lease, limited(null, true))
    waits.push(Math.round(((until?.getTime() ?? 0) - Date.now()) / 60_000))
    await db().rateBudget.updateMany({ data: { blockedUntil: new Date(Date.now() - 1000) } })
  }
  for (const [failure, minutes] of waits.entries()) {
    const least = Math.min(60, 2 ** failure)
    expect(minutes).toBeGreaterThanOrEqual(least)
    expect(minutes).toBeLessThanOrEqual(Math.min(60, Math.ceil(least * 1.2)))
  }
  await settle(await take(), answered(4000))
  expect(await db().rateBudget.findFirst({ where: { resource: 'core' } })).toMatchObject({ failures: 0 })
})

test('requests that were under way when GitHub asked for silence do not make it longer', async () => {
  const leases = [await take(), await take(), await take()]
  const until = await Promise.all(leases.map((lease) => settle(lease, limited(null, true))))
  expect(new Set(until.map(String)).size).toBe(1)
  expect(await db().rateBudget.findFirst({ where: { resource: 'core' } })).toMatchObject({ failures: 1 })
})

test('a success that was under way does not end the silence', async () => {
  const [refusedOne, fineOne] = [await take(), await take()]
  await settle(refusedOne, limited(null, true))
  await settle(fineOne, answered(4000))
  expect(await ask()).toMatchObject({ why: 'blocked' })
  expect(await db().rateBudget.findFirst({ where: { resource: 'core' } })).toMatchObject({ failures: 1 })
})

test('the circuit of archives opens after five failures, tries once after a minute, and closes with a success', async () => {
  const resource = 'archive'
  for (let failure = 0; failure < 4; failure += 1) await settle(await take({ resource }), { kind: 'failed' })
  const [last, underWay] = [await take({ resource }), await take({ resource })]
  const until = await settle(last, { kind: 'failed' })
  expect(until?.getTime()).toBeGreaterThan(Date.now() + 50_000)
  expect(await ask({ resource })).toMatchObject({ why: 'blocked', until })
  await settle(underWay, { kind: 'failed' })
  expect(await ask({ resource })).toMatchObject({ why: 'blocked', until })

  await reopen()
  const trial = await take({ resource })
  expect(await ask({ resource })).toMatchObject({ why: 'busy' })
  expect(await settle(trial, { kind: 'failed' })).not.toBeNull()
  expect(await ask({ resource })).toMatchObject({ why: 'blocked' })

  await reopen()
  await settle(await take({ resource }), { kind: 'answered', allowance: null })
  expect(await ask({ resource })).toMatchObject({ granted: true })
  expect(await ask({ resource })).toMatchObject({ granted: true })
})

test('failures between which something worked, or long ago, open no circuit', async () => {
  const resource = 'archive'
  for (let failure = 0; failure < 4; failure += 1) await settle(await take({ resource }), { kind: 'failed' })
  await db().rateBudget.updateMany({ data: { failingSince: new Date(Date.now() - 200_000) } })
  await settle(await take({ resource }), { kind: 'failed' })
  expect(await db().rateBudget.findFirst()).toMatchObject({ failures: 1, blockedUntil: null })
  await settle(await take({ resource }), { kind: 'answered', allowance: null })
  expect(await db().rateBudget.findFirst()).toMatchObject({ failures: 0 })
})

function ask(demand: Partial<Demand> = {}): Promise<Reservation> {
  return rateBudget.reserve({ key: KEY, resource: 'core', priority: 'scan', weight: 1, ...demand })
}

async function take(demand: Partial<Demand> = {}): Promise<Lease> {
  const answer = await ask(demand)
  if (!answer.granted) throw new Error(`The request was refused: ${answer.why}`)
  return answer.lease
}

function settle(lease: Lease, outcome: Outcome): Promise<Date | null> {
  return rateBudget.settle(lease, outcome)
}

function answered(remaining: number, resetAt = IN_AN_HOUR): Outcome {
  return { kind: 'answered', allowance: { limit: 5000, remaining, resetAt } }
}

function limited(until: Date | null, wholeToken: boolean): Outcome {
  return { kind: 'limited', allowance: null, until, wholeToken }
}

async function know({ limit = 5000, remaining = 5000, resetAt = IN_AN_HOUR }): Promise<void> {
  const known = { limit, remaining, resetAt, inFlight: {}, pacedUntil: null }
  const id = { key: KEY, resource: 'core' }
  await db().rateBudget.upsert({ where: { key_resource: id }, create: { ...id, ...known }, update: known })
}

async function reopen(): Promise<void> {
  await db().rateBudget.updateMany({ data: { blockedUntil: new Date(Date.now() - 1000) } })
}

function refusals(answers: readonly Reservation[]): string[] {
  return [...new Set(answers.flatMap((answer) => (answer.granted ? [] : [answer.why])))]
}
