import { afterAll, beforeAll, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { findOrgAccess } from '@/lib/auth/access'
import { db } from '@/lib/data/db'
import { byPerson, startOrganisationScan } from '@/lib/scans/start-scan'
import { GET } from './[org]/[file]/route'

const { site, api } = REPOSITORIES
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  await signIn('ada', world.github.issueToken)
  await findOrgAccess(PEOPLE.ada, 'hangar')
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await runJobs(fakeTools().tools)
})
afterAll(() => world?.close())

test('without webhooks, a badge that is asked for ends minutes after its repository became private', async () => {
  await lastSynced(site, 6)
  expect(await ask('site')).toBe(200)
  await world.github.change({ change: 'set-visibility', owner: 'hangar', repo: 'site', private: true })
  await runJobs(fakeTools().tools)
  expect(await ask('site')).toBe(404)
})

test('GitHub is asked no more than once in a few minutes, and not at all of what it told lately', async () => {
  await world.github.change({ change: 'set-visibility', owner: 'hangar', repo: 'api', private: false })
  await db().repository.update({ where: { githubId: api }, data: { isPrivate: false } })
  await lastSynced(api, 1)
  await ask('api')
  expect(await countJobs()).toBe(0)
  await lastSynced(api, 6)
  await ask('api')
  await runJobs(fakeTools().tools)
  await lastSynced(api, 6)
  await ask('api')
  expect(await countJobs()).toBe(0)
})

test('no badge is open on what GitHub said more than a day ago', async () => {
  await lastSynced(api, 24 * 60 + 1)
  expect(await ask('api')).toBe(404)
})

async function lastSynced(githubId: bigint, minutesAgo: number): Promise<void> {
  await db().repository.update({ where: { githubId }, data: { syncedAt: new Date(Date.now() - minutesAgo * 60_000) } })
}

async function countJobs(): Promise<number> {
  const [row] = await db().$queryRaw<[{ jobs: number }]>`
    select count(*)::int as jobs from graphile_worker.jobs where task_identifier = 'recheck-visibility'`
  return row.jobs
}

async function ask(name: string): Promise<number> {
  const params = Promise.resolve({ org: 'hangar', file: `${name}.svg` })
  return (await GET(new Request(`http://127.0.0.1:3000/api/badge/hangar/${name}.svg`), { params })).status
}
