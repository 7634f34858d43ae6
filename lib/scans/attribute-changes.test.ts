import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { emptyReport, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import type { CheckResult } from '@/lib/checks/run'
import { findUnattributed } from '@/lib/data/attributions'
import { db } from '@/lib/data/db'
import { storeOrganisation } from '@/lib/data/visibility'
import { JudgingFailed } from '@/lib/errors'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { readTarball } from '@/lib/snapshot/tarball'
import { attributeChanges } from './attribute-changes'
import type { AuditTools, CommitAbout } from './audit-tools'
import { byPerson, startOrganisationScan, startRepositoryScan } from './start-scan'

const DAY = 24 * 60 * 60 * 1000
const ALAN = { name: 'Alan', email: 'alan@example.test' }
const SITE = { owner: 'hangar', repo: 'site' } as const

let world: Awaited<ReturnType<typeof startScanWorld>>
let probed: string[]

beforeAll(async () => {
  world = await startScanWorld()
  await storeOrganisation({ githubId: HANGAR, login: 'hangar', name: null, description: null, avatarUrl: null })
  await signIn('ada', world.github.issueToken)
  const seen = { userId: PEOPLE.ada, organisationId: HANGAR, role: 'admin', repositoryIds: [], fetchedAt: new Date() }
  await db().visibility.create({ data: seen })
})
afterAll(() => world?.close())
beforeEach(async () => {
  world.github.clearFaults()
  await db().attribution.deleteMany()
  await db().rateBudget.deleteMany()
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  probed = []
})

/** Judges by the first word of a file: `readme` by README.md, `testing` by tests.md. */
function toolsOf(rubricVersion = 'r1'): AuditTools {
  const judge = (snapshot: RepoSnapshot, about: CommitAbout) => {
    const verdictOf = (path: string): Verdict => {
      const content = snapshot.files.get(path)?.content
      return content ? (new TextDecoder().decode(content).trim().split(/\s/)[0] as Verdict) : 'fail'
    }
    const results = [result('readme', verdictOf('README.md')), result('testing', verdictOf('tests.md'))]
    return { ...emptyReport(rubricVersion, about), results }
  }
  return {
    rubricVersion,
    async auditArchive(archive, about, complete) {
      const options = { commit: about.commit, committedAt: about.committedAt.toISOString() }
      return judge(await complete(await readTarball(archive, options)), about)
    },
    async auditSnapshot(snapshot, about) {
      probed.push(about.commit)
      return judge(snapshot, about)
    },
  }
}

function result(id: CharacteristicId, verdict: Verdict): CheckResult {
  return { id, category: 'documentation', verdict, score: null, weight: 1, message: '', evidence: [], fix: null }
}

async function push(days: number, message: string, files: Record<string, string | null>, branch?: string) {
  const date = new Date(Date.now() - days * DAY).toISOString()
  const request = { ...SITE, message, files, date, author: ALAN, ...(branch ? { branch } : {}) }
  return (await world.github.push(request)).sha
}

/** Scans the repository as it stands now. */
async function scan(tools = toolsOf()): Promise<void> {
  await startRepositoryScan(HANGAR, REPOSITORIES.site, byPerson(PEOPLE.ada))
  await runJobs(tools)
}

const attributions = () => db().attribution.findMany({ orderBy: { characteristic: 'asc' } })

test('each verdict that changed between two scans has its commit, author and pull request', async () => {
  await push(40, 'Begin', { 'README.md': 'fail\n', 'tests.md': 'fail\n', 'n.txt': '0' })
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await runJobs(toolsOf())
  await db().attribution.deleteMany()

  for (let index = 1; index <= 6; index += 1) await push(30 - index, `Work ${index}`, { 'n.txt': `${index}` })
  const readme = await push(20, 'Say what it is', { 'README.md': 'pass\n' })
  for (let index = 7; index <= 12; index += 1) await push(26 - index, `Work ${index}`, { 'n.txt': `${index}` })
  await push(10, 'Test it', { 'tests.md': 'partial\n' }, 'tests')
  const { number } = await world.github.pull({
    action: 'open',
    ...SITE,
    by: 'alan',
    head: 'tests',
    base: 'main',
    title: 'Add <b>tests</b>',
  })
  const merged = await world.github.pull({ action: 'merge', ...SITE, by: 'grace', number })
  await push(0, 'Work on', { 'n.txt': 'on' })
  probed = []
  await scan()

  expect(await attributions()).toMatchObject([
    {
      characteristic: 'readme',
      fromVerdict: 'fail',
      toVerdict: 'pass',
      precision: 'exact',
      commit: readme,
      headline: 'Say what it is',
      authorLogin: 'alan',
      authorName: 'Alan',
      pullNumber: null,
    },
    {
      characteristic: 'testing',
      fromVerdict: 'fail',
      toVerdict: 'partial',
      precision: 'exact',
      commit: merged.sha,
      pullNumber: number,
      pullTitle: 'Add <b>tests</b>',
      mergedByLogin: 'grace',
    },
  ])
  expect(new Set(probed).size).toBe(probed.length)
  expect(probed.length).toBeLessThan(9)
  // What was looked at on the way is no point of the trend.
  const audited = await db().audit.findMany({ where: { repositoryId: REPOSITORIES.site }, select: { commit: true } })
  expect(audited.filter(({ commit }) => probed.includes(commit))).toEqual([])
})

test('what was found is not looked for again, and what was not goes on from there', async () => {
  const [pair] = await findUnattributed(REPOSITORIES.site, 'r1')
  expect(pair?.changes).toHaveLength(2)
  const { before, after } = pair as NonNullable<typeof pair>
  await attributeChanges(REPOSITORIES.site, toolsOf(), false)
  const found = await attributions()
  expect(found.map(({ commitBefore, commitAfter }) => [commitBefore, commitAfter])).toEqual([
    [before.commit, after.commit],
    [before.commit, after.commit],
  ])
  const requests = world.github.counters().requests
  await attributeChanges(REPOSITORIES.site, toolsOf(), false)
  expect(world.github.counters().requests).toEqual(requests)
  await db().attribution.deleteMany({ where: { characteristic: 'testing' } })
  await attributeChanges(REPOSITORIES.site, toolsOf(), false)
  expect((await attributions()).map(({ id }) => id)).toContain(found[0]?.id)
})

test('a limit of GitHub postpones the search, an outage repeats it, and the last try leaves a range', async () => {
  world.github.injectFault({ match: '/api/graphql', status: 403, headers: { 'retry-after': '900' }, times: 1 })
  await attributeChanges(REPOSITORIES.site, toolsOf(), false)
  const [job] = await db().$queryRaw<{ wait: number }[]>`
    select extract(epoch from run_at - now())::int as wait from graphile_worker.jobs where key like 'attribute:%'`
  expect(job?.wait).toBeGreaterThan(600)
  expect(await attributions()).toEqual([])
  await db().rateBudget.deleteMany()

  const body = { data: null, errors: [{ message: 'The query took too long.' }] }
  world.github.injectFault({ match: '/api/graphql', status: 200, body, times: 1000 })
  const outage = { code: 'github-unavailable' }
  await expect(attributeChanges(REPOSITORIES.site, toolsOf(), false)).rejects.toMatchObject(outage)
  await attributeChanges(REPOSITORIES.site, toolsOf(), true)
  const ranges = await attributions()
  expect(ranges).toHaveLength(2)
  for (const { precision, commit, lastCommit, commitBefore, commitAfter } of ranges) {
    expect([precision, lastCommit, commit]).toEqual(['range', commitBefore, commitAfter])
  }
})

test('commits on which our own code fails leave a range at once, and another try would not judge them either', async () => {
  const failing = { ...toolsOf(), auditSnapshot: () => Promise.reject(new JudgingFailed('a bug')) }
  await attributeChanges(REPOSITORIES.site, failing, false)
  expect((await attributions()).map(({ precision }) => precision)).toEqual(['range', 'range'])
})

test('commits of which nothing can be told leave a range, and changes to unknown are nobody’s', async () => {
  const unknown = toolsOf()
  await attributeChanges(
    REPOSITORIES.site,
    { ...unknown, auditSnapshot: async (snapshot, about) => withUnknown(await unknown.auditSnapshot(snapshot, about)) },
    false,
  )
  for (const { precision, lastCommit, commitBefore } of await attributions()) {
    expect([precision, lastCommit]).toEqual(['range', commitBefore])
  }
  await push(0, 'Nobody knows', { 'README.md': 'unknown\n' })
  await scan()
  const changes = (await findUnattributed(REPOSITORIES.site, 'r1')).flatMap((pair) => pair.changes)
  expect(changes).toEqual([])
  expect((await attributions()).map(({ characteristic }) => characteristic)).toContain('testing')
})

test('a commit stays the one that was found when others come on the same day', async () => {
  await attributeChanges(REPOSITORIES.site, toolsOf(), false)
  const [found] = (await attributions()).filter(({ characteristic }) => characteristic === 'testing')
  expect(found?.precision).toBe('exact')
  const { sha } = await world.github.push({ ...SITE, files: { 'n.txt': 'more' }, message: 'More' })
  probed = []
  await scan()
  const [moved] = (await attributions()).filter(({ characteristic }) => characteristic === 'testing')
  expect(moved).toMatchObject({ id: found?.id, commit: found?.commit, commitAfter: sha })
  expect(probed).toEqual([])
})

test('verdicts that changed with the rules are nobody’s either', async () => {
  await push(0, 'Known again', { 'README.md': 'pass\n' })
  await scan(toolsOf('r2'))
  expect(await findUnattributed(REPOSITORIES.site, 'r2')).toEqual([])
  // Had it been looked for, it would have been found by now.
  expect(await attributions()).toEqual([])
})

function withUnknown(report: Awaited<ReturnType<AuditTools['auditSnapshot']>>) {
  return { ...report, results: report.results.map((each) => ({ ...each, verdict: 'unknown' as const })) }
}
