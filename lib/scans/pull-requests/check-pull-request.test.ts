import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RegisteredApp } from '@/e2e/github/apps/registration'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { type Plan, planFile, plannedTools } from '@/e2e/scans/planned-audits'
import { clearJobs, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { WEBHOOK_SECRET } from '@/e2e/scans/webhook-payloads'
import { becomeApp, startReceiver } from '@/e2e/scans/webhook-receiver'
import { getViewer } from '@/lib/auth/viewer'
import { listPullRequestChecks } from '@/lib/data/checked-pull-requests'
import { db } from '@/lib/data/db'
import { storeInstallation } from '@/lib/data/installations'
import { JudgingFailed, NotJudged } from '@/lib/errors'
import { startOrganisationScan } from '../start-scan'
import { receiveWebhook } from '../webhooks/receive'
import { checkPullRequest } from './check-pull-request'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))

const { site } = REPOSITORIES
const SITE = { owner: 'hangar', repo: 'site' }
const CHECKS = '/api/v3/repos/hangar/site/check-runs'
const COMPARE = '/api/v3/repos/hangar/site/compare'
const PERMISSIONS = {
  metadata: 'read',
  contents: 'read',
  members: 'read',
  pull_requests: 'read',
  checks: 'write',
} as const

let world: Awaited<ReturnType<typeof startScanWorld>>
let receiver: Awaited<ReturnType<typeof startReceiver>>
let registered: RegisteredApp
let count = 0
let pushes = 0
/** A branch of its own for each test. */
let branch: string

beforeAll(async () => {
  world = await startScanWorld()
  registered = await becomeApp(world.github, ['hangar', 'tower'], { checks: 'write' })
  receiver = await startReceiver(receiveWebhook)
  await world.github.setWebhook(registered.app.id, { url: receiver.url, secret: WEBHOOK_SECRET })
  await install(PERMISSIONS)
  await world.github.push({
    ...SITE,
    files: planFile({ score: 60, verdicts: { testing: 'fail', readme: 'pass' } }),
    message: 'Plan',
  })
  await startOrganisationScan(HANGAR, { trigger: 'schedule', startedById: null })
  await runJobs(plannedTools('of the scan').tools)
})
afterAll(async () => {
  await receiver?.close()
  await world?.close()
})
beforeEach(async () => {
  world.github.clearFaults()
  world.github.clearCounters()
  await db().rateBudget.deleteMany()
  await db().pullRequestCheck.deleteMany()
  await clearJobs()
  await setBar(null)
  count += 1
  branch = `work-${count}`
})

describe('the check on a pull request', () => {
  test('is there soon after it was opened: scores, verdicts, lines, and what it says stands on the page', async () => {
    const { number, sha } = await open({
      score: 71.6,
      verdicts: { testing: 'pass', readme: 'fail' },
      evidence: { 'README.md': [1], 'plan.py': [1] },
    })
    expect(receiver.answers.at(-1)).toBe(202)
    const { tools, seen } = plannedTools()
    await runJobs(tools)
    expect(seen).toHaveLength(2)
    const [run, ...others] = await runsOn(sha)
    expect(others).toEqual([])
    expect(run).toMatchObject({
      name: 'Airworthy',
      status: 'completed',
      conclusion: 'neutral',
      details_url: 'http://127.0.0.1:3000/orgs/hangar/repositories/site',
      output: { title: 'Score 60 → 72, 2 verdicts change' },
      app: { id: registered.app.id },
    })
    expect(run?.output.summary).toContain('fail → **pass**')
    expect(await annotationsOf(run)).toMatchObject([
      { path: 'plan.py', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'Line 1.' },
      { path: 'README.md', start_line: 1 },
    ])
    expect(await shown()).toMatchObject([
      { number, status: 'done', conclusion: 'neutral', scoreBefore: 60, scoreAfter: 71.6, changes: 2 },
    ])
    expect((await shown())[0]?.url).toBe(`${world.github.url}/hangar/site/pull/${number}`)
  })

  test.each([
    [60, 'success'],
    [61, 'failure'],
  ])('with the bar at %d a score of 60 is %s', async (bar, conclusion) => {
    await setBar(bar)
    const { sha } = await open({ score: 60 })
    await runJobs(plannedTools().tools)
    expect(await runsOn(sha)).toMatchObject([{ status: 'completed', conclusion }])
  })

  test('is made for a draft that becomes ready, and for one that is opened again, once for each commit', async () => {
    const { number, sha } = await open({ score: 60 }, { draft: true })
    await runJobs(plannedTools().tools)
    for (const action of ['close', 'reopen'] as const) {
      await world.github.pull({ action, ...SITE, number, by: 'alan' })
    }
    await world.github.deliveriesSettled()
    const { tools, seen } = plannedTools()
    await runJobs(tools)
    expect(seen).toEqual([])
    expect(await runsOn(sha)).toHaveLength(1)
  })

  test('reads a fork through the repository that is asked to take its commits', async () => {
    await fork()
    const { sha } = await open({ score: 10, evidence: { 'plan.py': [1] } }, { of: 'tower' })
    expect(await commitStatus(sha)).toBe(200)
    await runJobs(plannedTools().tools)
    expect(await runsOn(sha)).toMatchObject([
      { status: 'completed', output: { title: expect.stringContaining('→ 10') } },
    ])
  })

  test('uses an audit that is stored for where the branch began', async () => {
    const { tools, seen } = plannedTools('of the scan')
    const { sha } = await open({ score: 80 })
    await runJobs(tools)
    expect(seen).toEqual([sha])
    expect(await runsOn(sha)).toMatchObject([{ output: { title: 'Score 50 → 80, no verdict changes' } }])
  })

  test('marks more lines than GitHub takes at once', async () => {
    const { sha } = await open(MANY_LINES)
    world.github.clearCounters()
    await runJobs(plannedTools().tools)
    expect(world.github.counters().requests['PATCH /api/v3/repos/:owner/:repo/check-runs/:number']).toBe(2)
    const [run] = await runsOn(sha)
    expect(run).toMatchObject({ status: 'completed', output: { annotations_count: 100 } })
    expect(new Set((await annotationsOf(run)).map(({ start_line }) => start_line)).size).toBe(100)
  })

  test('is shown to nobody who does not see the repository', async () => {
    await open({ score: 60 })
    await runJobs(plannedTools().tools)
    await signIn('stranger', (login) => world.github.issueToken(login, registered.app.clientId))
    asViewer('stranger')
    await expect(listPullRequestChecks('hangar', 'site')).rejects.toMatchObject({
      digest: 'NEXT_HTTP_ERROR_FALLBACK;404',
    })
  })
})

describe('of several commits', () => {
  test('only the newest is checked when they come together', async () => {
    const { sha } = await open({ score: 60 })
    const newest = await push({ score: 90 })
    await runJobs(plannedTools().tools)
    expect(await runsOn(sha)).toEqual([])
    expect(await runsOn(newest)).toMatchObject([{ status: 'completed' }])
  })

  test('a newer one takes the place of one that waits for another try, whose check ends', async () => {
    const { number, sha } = await open({ score: 60 })
    world.github.injectFault({ match: COMPARE, status: 502, times: 9 })
    await runJobs(plannedTools().tools)
    expect(await runsOn(sha)).toMatchObject([{ status: 'in_progress' }])
    world.github.clearFaults()
    const newest = await push({ score: 90 })
    await runJobs(plannedTools().tools)
    expect(await runsOn(sha)).toMatchObject([
      { status: 'completed', conclusion: 'neutral', output: { summary: 'A newer commit took its place.' } },
    ])
    expect(await runsOn(newest)).toMatchObject([{ status: 'completed' }])
    expect(await shown()).toMatchObject([{ number, status: 'done', scoreAfter: 90 }])
  })

  test('a message that comes late checks what is the newest, not what it tells of', async () => {
    const { number, sha } = await open({ score: 60 })
    const newest = await push({ score: 90 })
    await clearJobs()
    await check(number, sha, plannedTools().tools)
    expect(await runsOn(sha)).toEqual([])
    expect(await runsOn(newest)).toHaveLength(1)
    const { tools, seen } = plannedTools()
    await check(number, newest, tools)
    expect(seen).toEqual([])
    expect(await runsOn(newest)).toHaveLength(1)
  })

  test('the check of one that was closed meanwhile ends, and none begins', async () => {
    const { number, sha } = await open({ score: 60 })
    world.github.injectFault({ match: COMPARE, status: 502, times: 9 })
    await runJobs(plannedTools().tools)
    world.github.clearFaults()
    await world.github.pull({ action: 'close', ...SITE, number, by: 'alan' })
    await check(number, sha, plannedTools().tools)
    expect(await runsOn(sha)).toMatchObject([
      { status: 'completed', conclusion: 'neutral', output: { summary: 'The pull request was closed.' } },
    ])
    expect(await shown()).toMatchObject([{ status: 'failed', reason: 'The pull request was closed.' }])
  })
})

describe('where GitHub fails', () => {
  test('a limit in the middle puts the check off, and it goes on with the run that it began', async () => {
    const { sha } = await open({ score: 60 })
    world.github.injectFault({ kind: 'primary-limit', match: COMPARE, resetInSeconds: 3000 })
    await runJobs(plannedTools().tools)
    expect(await runsOn(sha)).toMatchObject([{ status: 'in_progress' }])
    const newest = await push({ score: 70 })
    await endWaiting()
    await runJobs(plannedTools().tools)
    expect(await runsOn(newest)).toMatchObject([{ status: 'completed' }])
    expect(await runsOn(sha)).toMatchObject([{ status: 'completed', conclusion: 'neutral' }])
    expect(await waiting()).toEqual([])
  })

  test.each([
    ['never asked', { match: CHECKS, method: 'POST', status: 502 }],
    ['asked without an answer', { kind: 'lost-answer', match: CHECKS, method: 'POST' }],
  ] as const)('a run that GitHub was %s to begin is begun once', async (_what, fault) => {
    const { number, sha } = await open({ score: 60 })
    world.github.injectFault(fault)
    await expect(check(number, sha, plannedTools().tools)).rejects.toMatchObject({ code: 'github-unavailable' })
    await check(number, sha, plannedTools().tools)
    expect(await runsOn(sha)).toMatchObject([{ status: 'completed', output: { title: expect.stringContaining('60') } }])
  })

  test('lines that were marked before the answer was lost are not marked again', async () => {
    const { number, sha } = await open(MANY_LINES)
    world.github.injectFault({ kind: 'lost-answer', match: CHECKS, method: 'PATCH' })
    await expect(check(number, sha, plannedTools().tools)).rejects.toMatchObject({ code: 'github-unavailable' })
    await check(number, sha, plannedTools().tools)
    expect(await runsOn(sha)).toMatchObject([{ status: 'completed', output: { annotations_count: 100 } }])
  })

  test('a check whose last attempt failed ends neutral and says why', async () => {
    await setBar(100)
    const { number, sha } = await open({ score: 60 })
    world.github.injectFault({ match: COMPARE, status: 502, times: 9 })
    await check(number, sha, plannedTools().tools, true)
    const [run] = await runsOn(sha)
    expect(run).toMatchObject({ status: 'completed', conclusion: 'neutral', output: { title: 'Not checked' } })
    expect(run?.output.summary).toContain('GitHub did not answer')
    expect(await shown()).toMatchObject([
      { status: 'failed', reason: expect.stringContaining('GitHub did not answer') },
    ])
  })

  test('one that can not even be ended is made an hour later', async () => {
    const { number, sha } = await open({ score: 60 })
    await check(number, sha, brokenTools(), false).catch(() => undefined)
    world.github.injectFault({ match: '/api/v3/repos/hangar/site', status: 502, times: 50 })
    await clearJobs()
    await check(number, sha, plannedTools().tools, true)
    world.github.clearFaults()
    expect(await runsOn(sha)).toMatchObject([{ status: 'in_progress' }])
    const [job] = await waiting()
    expect(job?.run_at.getTime()).toBeGreaterThan(Date.now() + 3000_000)
    await endWaiting()
    await runJobs(plannedTools().tools)
    expect(await runsOn(sha)).toMatchObject([{ status: 'completed', conclusion: 'neutral' }])
    expect(await shown()).toMatchObject([{ status: 'done' }])
  })

  test('our own fault holds no pull request up', async () => {
    await setBar(100)
    const { number, sha } = await open({ score: 60 })
    await expect(check(number, sha, brokenTools())).rejects.toThrow('a bug')
    await check(number, sha, brokenTools(), true)
    expect(await runsOn(sha)).toMatchObject([
      { conclusion: 'neutral', output: { summary: expect.stringContaining('the fault is ours') } },
    ])
  })
})

describe('where a commit can not be judged', () => {
  const slow = () => new NotJudged('Judging it takes more time than there is.')

  test.each([
    [null, 'neutral', 'Judging it takes more time than there is.'],
    [60, 'failure', 'asks for a score of at least 60'],
  ])('because of what the pull request holds, under the bar %j the check is %s', async (bar, conclusion, sentence) => {
    await setBar(bar)
    const { number, sha } = await open({ score: 90 })
    await check(
      number,
      sha,
      failingTools((commit) => (commit === sha ? slow() : null)),
    )
    expect(await runsOn(sha)).toMatchObject([
      { status: 'completed', conclusion, output: { title: 'Not checked', summary: expect.stringContaining(sentence) } },
    ])
    expect(await shown()).toMatchObject([{ status: 'failed', reason: expect.stringContaining('more time') }])
  })

  test('because our code fails on it, under a bar the check fails too, after the last attempt', async () => {
    await setBar(60)
    const { number, sha } = await open({ score: 90 })
    const tools = failingTools((commit) => (commit === sha ? new JudgingFailed('a bug') : null))
    await expect(check(number, sha, tools)).rejects.toThrow('a bug')
    await check(number, sha, tools, true)
    expect(await runsOn(sha)).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
  })

  test('where the pull request began, what it makes of it is judged alone', async () => {
    await setBar(60)
    const { number, sha } = await open({ score: 90 })
    await check(
      number,
      sha,
      failingTools((commit) => (commit === sha ? null : slow())),
    )
    expect(await runsOn(sha)).toMatchObject([
      { conclusion: 'success', output: { title: 'Score 90; what it is based on could not be judged' } },
    ])
    expect(await shown()).toMatchObject([{ status: 'done', scoreBefore: null, scoreAfter: 90, changes: 0 }])
  })
})

describe('nothing is asked of GitHub', () => {
  test.each([
    ['without the permission to write checks', { ...PERMISSIONS, checks: 'read' } as const],
    ['with no permission for checks', { metadata: 'read', contents: 'read' } as const],
  ])('%s', async (_what, permissions) => {
    const { number, sha } = await open({ score: 60 })
    await install(permissions)
    world.github.clearCounters()
    await check(number, sha, plannedTools().tools)
    expect(world.github.counters().requests).toEqual({})
    expect(await db().pullRequestCheck.count()).toBe(0)
    await install(PERMISSIONS)
  })

  test('of a repository that went to another organisation', async () => {
    const { number, sha } = await open({ score: 60 })
    world.github.clearCounters()
    await checkPullRequest(
      { organisationId: 200n, repositoryId: site, number, headCommit: sha },
      plannedTools().tools,
      false,
    )
    expect(world.github.counters().requests).toEqual({})
  })
})

test('a permission that was taken away meanwhile ends the check, and it is said', async () => {
  const { number, sha } = await open({ score: 60 })
  const installation = registered.app.installations[0]?.id ?? 0
  const { checks: _, ...permissions } = PERMISSIONS
  await world.github.change({ change: 'set-installation-permissions', installation, permissions })
  await world.github.deliveriesSettled()
  await install(PERMISSIONS)
  await check(number, sha, plannedTools().tools)
  expect(await shown()).toMatchObject([{ status: 'failed', reason: expect.stringContaining('GitHub refuses') }])
  await world.github.change({ change: 'set-installation-permissions', installation, permissions: PERMISSIONS })
})

const MANY_LINES: Plan = {
  score: 10,
  verdicts: { readme: 'fail' },
  evidence: { 'plan.py': Array.from({ length: 120 }, (_, index) => index + 1) },
}

/** Pushes a branch and opens a pull request of it; GitHub tells us. */
async function open(plan: Plan, { draft = false, of = 'hangar' } = {}): Promise<{ number: number; sha: string }> {
  await push(plan, of)
  const head = of === 'hangar' ? branch : `${of}:${branch}`
  const by = of === 'hangar' ? 'alan' : 'grace'
  const { number, sha } = await world.github.pull({
    action: 'open',
    ...SITE,
    head,
    base: 'main',
    title: `Work ${count}`,
    draft,
    by,
  })
  await world.github.deliveriesSettled()
  return { number, sha }
}

async function push(plan: Plan, owner = 'hangar'): Promise<string> {
  pushes += 1
  // Two commits that say the same in the same second are the same commit.
  const message = `Work ${pushes}`
  const { sha } = await world.github.push({ owner, repo: 'site', branch, files: planFile(plan), message })
  // The server notices what was pushed to pull requests when somebody asks for them.
  await ask('/repos/hangar/site/pulls')
  await world.github.deliveriesSettled()
  return sha
}

/** A copy of `hangar/site` with its history, in another organisation. */
async function fork(): Promise<void> {
  await world.github.change({ change: 'create-repository', owner: 'tower', repo: 'site', fork: true })
  const folder = await mkdtemp(join(tmpdir(), 'airworthy-fork-'))
  const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: folder })
  const addressOf = (owner: string) =>
    `${world.github.url.replace('//', '//x-access-token:token-of-grace@')}/${owner}/site.git`
  await git('clone', '-q', '--bare', addressOf('hangar'), '.')
  await git('push', '-q', addressOf('tower'), 'main')
  await rm(folder, { recursive: true, force: true })
}

function check(number: number, headCommit: string, tools: Parameters<typeof checkPullRequest>[1], isLast = false) {
  return checkPullRequest({ organisationId: HANGAR, repositoryId: site, number, headCommit }, tools, isLast)
}

function brokenTools() {
  return {
    ...plannedTools().tools,
    auditSnapshot: async () => {
      throw new Error('a bug')
    },
  }
}

/** Fails on the commits for which there is an error. */
function failingTools(failureOf: (commit: string) => Error | null): Parameters<typeof checkPullRequest>[1] {
  const { tools } = plannedTools()
  return {
    ...tools,
    auditSnapshot: async (snapshot, about) => {
      const failure = failureOf(about.commit)
      if (failure) throw failure
      return tools.auditSnapshot(snapshot, about)
    },
  }
}

async function install(permissions: Readonly<Record<string, string>>): Promise<void> {
  await storeInstallation({
    githubId: BigInt(registered.app.installations[0]?.id ?? 0),
    organisation: { githubId: HANGAR, login: 'hangar', avatarUrl: null },
    repositorySelection: 'all',
    permissions,
    suspendedAt: null,
  })
}

async function setBar(pullRequestBar: number | null): Promise<void> {
  await db().organisation.update({ where: { githubId: HANGAR }, data: { pullRequestBar } })
}

interface Run {
  readonly id: number
  readonly status: string
  readonly output: { readonly title: string; readonly summary: string; readonly annotations_count: number }
}

async function runsOn(sha: string): Promise<Run[]> {
  return ((await ask(`/repos/hangar/site/commits/${sha}/check-runs?filter=all`)) as { check_runs: Run[] }).check_runs
}

async function annotationsOf(run: Run | undefined): Promise<{ start_line: number }[]> {
  return (await ask(`/repos/hangar/site/check-runs/${run?.id}/annotations?per_page=100`)) as { start_line: number }[]
}

async function ask(path: string): Promise<unknown> {
  const headers = { authorization: 'Bearer token-of-ada' }
  return (await fetch(`${world.github.apiUrl}${path}`, { headers })).json()
}

async function commitStatus(sha: string): Promise<number> {
  const headers = { authorization: 'Bearer token-of-ada' }
  return (await fetch(`${world.github.apiUrl}/repos/hangar/site/git/commits/${sha}`, { headers })).status
}

async function shown() {
  await signIn('ada', (login) => world.github.issueToken(login, registered.app.clientId))
  asViewer('ada')
  return listPullRequestChecks('hangar', 'site')
}

function asViewer(login: 'ada' | 'stranger'): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}

async function waiting(): Promise<{ key: string; run_at: Date }[]> {
  return db().$queryRaw`select key, run_at from graphile_worker.jobs where task_identifier = 'check-pull-request'`
}

/** As if the time had come to which everything was put off. */
async function endWaiting(): Promise<void> {
  await db().$executeRaw`update graphile_worker._private_jobs set run_at = now()`
  await db().$executeRaw`update rate_budgets set blocked_until = null, reset_at = now(), remaining = "limit"`
}
