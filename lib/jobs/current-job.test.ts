import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/data/db'
import { mintOrganisation, seedRepository } from '@/lib/data/fixtures/organisation'
import { readFailureGroups, returnFailures, takeFailures } from '@/lib/data/job-failures'
import { AppError } from '@/lib/errors'
import { logContext } from '@/lib/log-context'
import { takeCounts } from '@/lib/metrics/counts'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { giveUpJob, inJob } from './current-job'

const TASKS = ['audit-head']
let database: Awaited<ReturnType<typeof createTestDatabase>>
let organisation: { readonly id: bigint; readonly login: string }
let repositoryId: bigint

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  organisation = await mintOrganisation()
  repositoryId = await seedRepository(organisation.id, { name: 'refunds' })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})
beforeEach(async () => {
  takeCounts()
  await db().jobFailure.deleteMany()
})

function job(about: Partial<Parameters<typeof inJob>[0]> = {}) {
  const payload = { scanId: '12', repositoryId: String(repositoryId) }
  return { id: '7', task: 'audit-head', payload, isLastAttempt: true, ...about } as const
}

test('all that a job does knows its id and its scan, and two at once are not mixed up', async () => {
  const seen: unknown[] = []
  const look = async () => {
    await Promise.resolve()
    seen.push(logContext())
  }
  await Promise.all([inJob(job(), look), inJob(job({ id: '8', payload: {} }), look)])
  expect(seen).toEqual([
    { jobId: '7', task: 'audit-head', scanId: '12' },
    { jobId: '8', task: 'audit-head' },
  ])
  expect(logContext()).toEqual({})
})

test('a job that is given up is noted once, with what it was about and a sentence without secrets', async () => {
  await inJob(job(), async () => {
    await giveUpJob(new AppError('forbidden', 'The App is not installed.'), 'The App is not installed.')
    await giveUpJob(new Error('again'), 'again')
  })
  await expect(inJob(job({ id: '9' }), () => Promise.reject(new Error('password=hidden')))).rejects.toThrow()
  expect(await readFailureGroups()).toMatchObject([
    {
      task: 'audit-head',
      code: 'forbidden',
      count: 1,
      examples: [
        { message: 'The App is not installed.', jobId: '7', organisation: organisation.login, repository: 'refunds' },
      ],
    },
    { task: 'audit-head', code: 'unexpected', count: 1, examples: [{ jobId: '9' }] },
  ])
  expect(JSON.stringify(await db().jobFailure.findMany(), (_, v) => String(v))).not.toContain('hidden')
})

test('an attempt after which another follows is counted, and not noted', async () => {
  await expect(inJob(job({ isLastAttempt: false }), () => Promise.reject(new Error('x')))).rejects.toThrow('x')
  expect(await db().jobFailure.count()).toBe(0)
  expect(takeCounts()).toContainEqual({
    metric: 'airworthy_jobs_total',
    labels: '{"outcome":"failed","task":"audit-head"}',
    value: 1,
  })
})

test('a failure whose payload no version of ours wrote is noted without breaking the job', async () => {
  const payload = { repositoryId: 'no-number' }
  await expect(inJob(job({ payload }), () => Promise.reject(new Error('x')))).rejects.toThrow('x')
  await inJob(job({ payload: { scanId: '99', organisationId: '5' } }), () => giveUpJob(new Error('x'), 'Sentence.'))
  const nowhere = { organisationId: null, repositoryId: null }
  expect(await db().jobFailure.findMany()).toMatchObject([nowhere, nowhere])
})

test('outside of a job nothing is noted', async () => {
  await giveUpJob(new Error('x'), 'Sentence.')
  expect(await db().jobFailure.count()).toBe(0)
})

test('what failed often is retried once, one of it or all, and by the first of two who press', async () => {
  const fail = (id: string, payload: object) =>
    inJob(job({ id, payload }), () => giveUpJob(new AppError('conflict', 'No.'), 'No.'))
  for (const id of ['1', '2', '3']) await fail(id, { repositoryId: String(repositoryId) })
  for (const id of ['4', '5']) await fail(id, { repositoryId: '424242' })
  const [group] = await readFailureGroups()
  expect(group).toMatchObject({ count: 5, examples: [{ jobId: '5' }, { jobId: '4' }, { jobId: '3' }] })

  const id = group?.examples[2]?.id ?? 0n
  expect(await takeFailures({ id }, TASKS)).toHaveLength(1)
  expect(await readFailureGroups()).toMatchObject([{ count: 2 }])
  const both = await Promise.all([1, 2].map(() => takeFailures({ task: 'audit-head', code: 'conflict' }, TASKS)))
  expect(both.flat()).toMatchObject([{ task: 'audit-head', payload: { repositoryId: '424242' }, organisationId: null }])
  await returnFailures(both.flat().flatMap(({ ids }) => ids))
  expect(await readFailureGroups()).toMatchObject([{ count: 2 }])
  expect(await takeFailures({ task: 'audit-head', code: 'conflict' }, [])).toEqual([])
  await takeFailures({ task: 'audit-head', code: 'conflict' }, TASKS)
  expect(await readFailureGroups()).toEqual([])
})
