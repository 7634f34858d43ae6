import { afterAll, beforeAll, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { findOrgAccess } from '@/lib/auth/access'
import { db } from '@/lib/data/db'
import { RECHECKS_PER_HOUR, spendRecheck } from '@/lib/data/visibility-rechecks'
import { recheckVisibility } from '@/lib/scans/recheck-visibility'
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

test('what a look for a badge finds pushed is audited, though no webhook told of it', async () => {
  await world.github.push({ owner: 'hangar', repo: 'api', files: { 'late.py': 'x = 1\n' }, message: 'Late' })
  const { tools, seen } = fakeTools()
  await recheckVisibility(api)
  await runJobs(tools)
  const { headCommit, latestAudit } = await db().repository.findUniqueOrThrow({
    where: { githubId: api },
    include: { latestAudit: true },
  })
  expect(seen.map(({ commit }) => commit)).toEqual([headCommit])
  expect(latestAudit?.commit).toBe(headCommit)
  await recheckVisibility(api)
  await runJobs(tools)
  expect(seen).toHaveLength(1)
})

test('so many badges in an hour have GitHub asked for one organisation, whichever process they are asked of', async () => {
  const hour = (sql: 'now' | 'past') =>
    db().$executeRaw`
      insert into visibility_rechecks (organisation_id, hour, asked)
      values (${HANGAR}, date_trunc('hour', now()) - ${sql === 'past'}::boolean::int * interval '1 hour', ${RECHECKS_PER_HOUR})
      on conflict (organisation_id) do update set hour = excluded.hour, asked = excluded.asked`
  const { vault } = REPOSITORIES
  await db().repository.update({ where: { githubId: vault }, data: { isPrivate: false } })
  await hour('now')
  await lastSynced(vault, 6)
  expect(await ask('vault')).toBe(200)
  expect(await countJobs()).toBe(0)
  expect(await spendRecheck(vault)).toBe(false)
  await hour('past')
  expect(await spendRecheck(vault)).toBe(true)
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
