import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { OrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { answerWithEvents, type EventLines } from './event-stream'
import { mintOrganisation, seedRepository } from './fixtures/organisation'
import { readChanges } from './follow-changes'
import { readProgress } from './follow-scan'
import { MOST_OPEN } from './open-streams'
import { VisibleIds } from './visible-ids'

/** Not mocks of the test's library, which keep what they answered. */
vi.mock('@/lib/auth/access', () => ({
  requireOrgAccess: async () => lookIn(),
  findOrgAccess: async () => lookIn(),
}))

const PACE = { heartbeatMs: 20, reauthoriseMs: 20, spreadMs: 1, askAgainMs: 1, gatherMs: 1, gatherMsEach: 0 }
const collect = exposeCollector()
let database: Awaited<ReturnType<typeof createTestDatabase>>
let organisation: Awaited<ReturnType<typeof mintOrganisation>>
let lists: WeakRef<readonly bigint[]>[] = []

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
  const repositoryId = await seedRepository(organisation.id, { name: 'api', states: [] })
  await db().scan.create({
    data: {
      organisationId: organisation.id,
      trigger: 'schedule',
      scope: 'organisation',
      status: 'running',
      items: { create: { repositoryId, phase: 'head', status: 'waiting' } },
    },
  })
  const toArray = VisibleIds.prototype.toArray
  VisibleIds.prototype.toArray = function (this: VisibleIds) {
    return watched(toArray.call(this))
  }
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})
beforeEach(() => {
  lists = []
})

test.each<[string, EventLines]>([
  ['changes', readChanges],
  ['changes, authorised again and again', (access, signal) => readChanges(access, signal, PACE)],
  ['a scan', readProgress],
])('an open page that follows %s keeps no list of what its viewer may see', async (_what, lines) => {
  const page = new AbortController()
  const request = new Request('http://airworthy.test/', { signal: page.signal })
  const { body } = await answerWithEvents(organisation.login, request, lines)
  const reader = body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toMatch(/^event: (mark|progress)\n/)
  expect(lists.length).toBeGreaterThan(0)
  await expect
    .poll(() => {
      collect()
      return lists.filter((list) => list.deref() !== undefined).length
    })
    .toBe(0)
  page.abort()
  await reader?.cancel()
})

test('who follows too much is refused, until a page of theirs is closed', async () => {
  const follow = () => answerWithEvents(organisation.login, new Request('http://airworthy.test/'), untilAborted)
  const answers = await Promise.all(Array.from({ length: MOST_OPEN }, follow))
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  const refused = await follow()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30'])
  await answers[0]?.body?.cancel()
  await expect.poll(async () => (await follow()).status).toBe(200)
  for (const { body } of answers.slice(1)) await body?.cancel()
})

/** Says nothing until its page is closed. */
async function* untilAborted(_access: OrgAccess, signal: AbortSignal): AsyncGenerator<string> {
  yield ': open\n\n'
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}

function lookIn(): OrgAccess {
  const { id: organisationId, login } = organisation
  const repositoryIds = watched(Array.from({ length: 1000 }, (_, index) => BigInt(index + 1)))
  return { viewerId: 7n, organisationId, login, role: 'admin', repositoryIds, isComplete: true }
}

function watched(ids: readonly bigint[]): readonly bigint[] {
  lists.push(new WeakRef(ids))
  return ids
}

function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}
