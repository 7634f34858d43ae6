import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { common, pushPayload, repository, WEBHOOK_SECRET, webhookRequest } from '@/e2e/scans/webhook-payloads'
import { findOrgAccess } from '@/lib/auth/access'
import { db } from '@/lib/data/db'
import { scanOrganisation } from '../scan-organisation'
import { byPerson, startOrganisationScan } from '../start-scan'
import { push as pushEvent } from './push'
import { receiveWebhook } from './receive'

const { api } = REPOSITORIES
let world: Awaited<ReturnType<typeof startScanWorld>>
let count = 0

beforeAll(async () => {
  world = await startScanWorld({ GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET })
  await signIn('ada', world.github.issueToken)
  await findOrgAccess(PEOPLE.ada, 'hangar')
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await runJobs(fakeTools().tools)
})
afterAll(() => world?.close())
beforeEach(async () => {
  world.github.clearFaults()
  await db().scan.deleteMany()
  await db().repository.updateMany({ data: { pushedAt: null } })
  await db().webhookDelivery.deleteMany()
})

test('a push is audited at once, with one question for the head and one for its archive', async () => {
  const pushed = await push()
  const { tools, seen } = fakeTools()
  const spent = await counting(async () => {
    await tell(pushed)
    await runJobs(tools)
  })
  expect(seen.map(({ commit }) => commit)).toEqual([pushed.after])
  expect(await read()).toMatchObject({ headCommit: pushed.after, latestAudit: { commit: pushed.after } })
  expect(await db().scan.findFirst()).toMatchObject({
    trigger: 'webhook',
    startedById: null,
    scope: 'repository',
    status: 'done',
  })
  const asked = Object.entries(spent).filter(([route]) => !route.includes('_codeload'))
  expect(asked).toEqual([
    ['POST /api/graphql', 1],
    ['GET /api/v3/repos/:owner/:repo/tarball/*', 1],
  ])
  expect(await deliveries()).toEqual([['handled', null, null]])
})

test('a push is audited before the heads and the history that wait', async () => {
  await db().repository.updateMany({ data: { backfilledAt: null, latestAuditId: null } })
  await db().audit.deleteMany()
  const { tools, seen } = fakeTools()
  const { scanId } = await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await scanOrganisation(scanId, tools, true)
  expect(await db().scanItem.count({ where: { scanId, status: 'waiting' } })).toBeGreaterThan(4)
  const pushed = await push()
  await tell(pushed)
  await runJobs(tools)
  expect(seen.length).toBeGreaterThan(3)
  expect(seen[0]?.commit).toBe(pushed.after)
})

test('a push is looked at before what was told earlier', async () => {
  const body = { ...common('renamed'), repository: repository(api, 'api') }
  expect(await receiveWebhook(webhookRequest({ event: 'repository', body, id: 'd-rename' }))).toMatchObject({
    status: 202,
  })
  await tell(await push())
  const jobs = await db().$queryRaw<{ key: string; queue_name: string }[]>`
    select key, queue_name from graphile_worker.jobs where task_identifier = 'handle-webhook' order by priority, run_at`
  expect(jobs).toEqual([
    { key: `webhook:d-${count}`, queue_name: `webhooks:${HANGAR}` },
    { key: 'webhook:d-rename', queue_name: `webhooks:${HANGAR}` },
  ])
  await runJobs(fakeTools().tools)
})

test('a push that changes no file moves the head and audits nothing', async () => {
  const before = await read()
  const pushed = await push(null)
  expect(pushed.tree).toBe(before.headTree)
  const { tools, seen } = fakeTools()
  const spent = await counting(async () => {
    await tell(pushed)
    await runJobs(tools)
  })
  expect(seen).toEqual([])
  expect(spent).toEqual({})
  expect(await read()).toMatchObject({ headCommit: pushed.after, latestAuditId: before.latestAuditId })
})

test('twenty pushes in a row are at most two audits, the last of them of the newest', async () => {
  const { tools, seen } = fakeTools()
  const pushes: Pushed[] = []
  for (let number = 0; number < 20; number += 1) pushes.push(await push())
  // The first one is being audited while the others come.
  const begun = signal()
  const proceed = signal()
  await tell(pushes[0] as Pushed)
  const first = runJobs({
    ...tools,
    async auditArchive(archive, about, complete) {
      begun.give()
      await proceed.given
      return tools.auditArchive(archive, about, complete)
    },
  })
  await begun.given
  for (const pushed of pushes.slice(1)) await tell(pushed)
  proceed.give()
  await first
  await runJobs(tools)
  expect(seen.length).toBeLessThanOrEqual(2)
  expect(seen.at(-1)?.commit).toBe(pushes.at(-1)?.after)
  expect(await read()).toMatchObject({ latestAudit: { commit: pushes.at(-1)?.after } })
})

test('pushes that arrive in any order, and one that is sent again, end at the newest', async () => {
  const [first, second, third] = [await push(), await push(), await push()]
  const { tools, seen } = fakeTools()
  for (const pushed of [third, first, second, first]) {
    await tell(pushed)
    await runJobs(tools)
    expect((await read()).headCommit).toBe(third.after)
  }
  expect(seen.map(({ commit }) => commit)).toEqual([third.after])
})

test('a push backwards is followed, and an older one that comes after it is not', async () => {
  const base = (await read()).headCommit as string
  const forward = await push()
  await tell(forward)
  await runJobs(fakeTools().tools)
  await world.github.push({ owner: 'hangar', repo: 'api', files: { 'README.md': '# Back\n' }, message: 'Back' })
  const now = await headOnGitHub()
  const back: Pushed = { ...now, before: forward.after }
  await tell(back)
  await tell({ ...forward, before: base })
  await runJobs(fakeTools().tools)
  expect((await read()).headCommit).toBe(now.after)
})

test('a push that was taken back meanwhile moves nothing, though it begins where we stand', async () => {
  const { after: before, tree } = await headOnGitHub()
  const data = { headCommit: before, headTree: tree, pushedAt: new Date() }
  await db().repository.update({ where: { githubId: api }, data })
  const late = { before, after: 'b'.repeat(40), tree: 'c'.repeat(40), pushedAt: new Date(Date.now() - 3600_000) }
  const about = { action: '', organisationId: HANGAR, installationId: null, receivedAt: new Date() }
  await pushEvent.handle(pushEvent.payload.parse(pushPayload(late)), about)
  expect(await read()).toMatchObject({ headCommit: before, headTree: tree })
})

test('a push during the scan of the organisation is not undone by it', async () => {
  const listed = await read()
  const pushed = await push()
  await tell(pushed)
  const { tools, seen } = fakeTools()
  await runJobs(tools)
  // A list that was read before the push is stored after it.
  const { storeRepositoryNow } = await import('@/lib/data/store-listing')
  const { githubId, name, description, isPrivate, isArchived, isFork, language, languages, defaultBranch } = listed
  await storeRepositoryNow(HANGAR, {
    ...{ githubId, name, description, isPrivate, isArchived, isFork, language, languages, defaultBranch },
    pushedAt: new Date((pushed.pushedAt as Date).getTime() - 60_000),
    head: { commit: listed.headCommit as string, tree: listed.headTree as string },
  })
  expect(seen).toHaveLength(1)
  expect(await read()).toMatchObject({ headCommit: pushed.after, latestAudit: { commit: pushed.after } })
})

test('what GitHub tells of a push counts while its own answers are still those from before', async () => {
  const pushed = await push()
  await tell({ ...pushed, pushedAt: new Date(Date.now() + 3600_000) })
  const { tools, seen } = fakeTools()
  await runJobs(tools)
  expect(seen.map(({ commit }) => commit)).toEqual([pushed.after])
})

test('a push whose head another look stored, and nobody audited, is audited when it is sent again', async () => {
  const pushed = await push()
  const { after: headCommit, tree: headTree, pushedAt } = pushed
  await db().repository.update({ where: { githubId: api }, data: { headCommit, headTree, pushedAt: pushedAt ?? null } })
  const { tools, seen } = fakeTools()
  await tell(pushed)
  await runJobs(tools)
  await tell(pushed)
  await runJobs(tools)
  expect(seen.map(({ commit }) => commit)).toEqual([pushed.after])
  expect(await read()).toMatchObject({ latestAudit: { commit: pushed.after } })
  expect((await deliveries()).map(([status]) => status)).toEqual(['handled', 'ignored'])
})

test('a push to a repository that is not known, or that does not count, is ignored with the reason', async () => {
  await tell({ ...(await push()), repositoryId: 999_999n })
  await db().repository.update({ where: { githubId: REPOSITORIES.empty }, data: { isCounted: false } })
  await tell({ before: '0'.repeat(40), after: 'c'.repeat(40), tree: 'd'.repeat(40), repositoryId: REPOSITORIES.empty })
  const { tools, seen } = fakeTools()
  await runJobs(tools)
  expect(seen).toEqual([])
  expect(await deliveries()).toEqual([
    ['ignored', 'This repository was not listed yet.', null],
    ['ignored', 'This repository does not count in the organisation.', null],
  ])
})

interface Pushed {
  readonly before: string
  readonly after: string
  readonly tree: string
  readonly pushedAt?: Date
  readonly repositoryId?: bigint
}

async function push(text: string | null = `x = ${count++}\n`): Promise<Pushed> {
  const { after: before } = await headOnGitHub()
  const files: Record<string, string> = text === null ? {} : { 'pushed.py': text }
  await world.github.push({ owner: 'hangar', repo: 'api', files, message: `Push ${count}` })
  return { before, ...(await headOnGitHub()) }
}

/** The requests that GitHub got meanwhile. */
async function counting(work: () => Promise<void>): Promise<Record<string, number>> {
  world.github.clearCounters()
  await work()
  return world.github.counters().requests ?? {}
}

function signal(): { readonly given: Promise<void>; give(): void } {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}

async function headOnGitHub(): Promise<{ after: string; tree: string; pushedAt: Date }> {
  const at = `${world.github.apiUrl}/repos/hangar/api`
  const headers = { authorization: 'Bearer token-of-ada' }
  const commit = (await (await fetch(`${at}/commits/main`, { headers })).json()) as {
    sha: string
    commit: { tree: { sha: string } }
  }
  const { pushed_at } = (await (await fetch(at, { headers })).json()) as { pushed_at: string }
  return { after: commit.sha, tree: commit.commit.tree.sha, pushedAt: new Date(pushed_at) }
}

async function tell(pushed: Pushed): Promise<void> {
  count += 1
  const answer = await receiveWebhook(webhookRequest({ event: 'push', body: pushPayload(pushed), id: `d-${count}` }))
  expect(answer.status).toBe(202)
  await pause(2)
}

function read() {
  return db().repository.findUniqueOrThrow({ where: { githubId: api }, include: { latestAudit: true } })
}

async function deliveries() {
  const rows = await db().webhookDelivery.findMany({ orderBy: { receivedAt: 'asc' } })
  return rows.map(({ status, reason, payload }) => [status, reason, payload])
}
