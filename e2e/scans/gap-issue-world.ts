import { afterAll, beforeAll, beforeEach, vi } from 'vitest'
import { openIssue } from '@/lib/actions/gap-issues'
import { findOrgAccess } from '@/lib/auth/access'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/data/db'
import { changeResults } from '@/lib/data/fixtures/stored-details'
import { claimGapIssue } from '@/lib/data/gap-issues'
import { listGapIssues } from '@/lib/data/gap-previews'
import { settleGapIssues } from '@/lib/scans/settle-gap-issues'
import { byPerson, startOrganisationScan, startRepositoryScan } from '@/lib/scans/start-scan'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from './people'
import { clearJobs, fakeTools, runJobs, startScanWorld } from './scan-world'

const { api } = REPOSITORIES
export const ISSUES = '/api/v3/repos/hangar/api/issues'

let world: Awaited<ReturnType<typeof startScanWorld>>
let rubric = 0

/**
 * Hangar, scanned once, with a gap in `readme` of its repositories and no issue at the beginning of each test; alan looks.
 * Tests mock `@/lib/auth/viewer`, `next/headers` and `next/cache`.
 */
export function beginWithGaps(): void {
  beforeAll(async () => {
    world = await startScanWorld()
    for (const login of ['ada', 'alan', 'grace', 'outsider', 'stranger'] as const) {
      await signIn(login, world.github.issueToken)
      await findOrgAccess(PEOPLE[login], 'hangar')
    }
    await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
    await runJobs(fakeTools().tools)
    await db().repository.updateMany({ data: { backfilledAt: new Date() } })
  })
  afterAll(() => world?.close())
  beforeEach(async () => {
    world.github.clearFaults()
    world.github.clearCounters()
    await db().gapIssue.deleteMany()
    await db().rateBudget.deleteMany()
    await clearJobs()
    for (const { number, repo } of [
      ...(await issuesOf('api')),
      ...(await issuesOf('site')),
      ...(await issuesOf('vault')),
    ]) {
      await change(repo, number, { state: 'closed', body: 'Of another test.' })
    }
    for (const login of ['ada', 'alan', 'outsider', 'stranger'] as const) await signIn(login, world.github.issueToken)
    await judge('partial')
    asViewer('alan')
  })
}

/** The local GitHub. */
export function github(): typeof world.github {
  return world.github
}

/** Opens the issue of the gap in `api` and answers its number. */
export async function opened(): Promise<number> {
  await openIssue('hangar', 'api', 'readme')
  await runJobs(fakeTools().tools)
  return (await stateOf('api'))?.number ?? 0
}

export async function claim(login: keyof typeof PEOPLE): Promise<bigint> {
  const id = await claimGapIssue(api, 'readme', PEOPLE[login])
  if (id === null) throw new Error('There is one already.')
  return id
}

/** As if the latest audits had found this. */
export async function judge(verdict: string): Promise<void> {
  const evidence = [{ path: 'README.md', line: 1, note: 'here' }]
  await changeResults('readme', { verdict, evidence })
}

/** Lets the head of `api` be audited anew, with this outcome. */
export async function scanTo(verdict: 'pass' | 'partial' | 'fail' | 'unknown'): Promise<void> {
  rubric += 1
  const { tools } = fakeTools(`rubric ${rubric}`)
  await startRepositoryScan(HANGAR, api, byPerson(PEOPLE.ada))
  await runJobs({
    ...tools,
    async auditArchive(archive, about, complete) {
      const report = await tools.auditArchive(archive, about, complete)
      return { ...report, results: report.results.map((result) => ({ ...result, verdict })) }
    },
  })
  await clearJobs()
}

export function settle(): Promise<void> {
  return settleGapIssues({ organisationId: HANGAR, repositoryId: api })
}

export async function stateOf(name: string, login: 'alan' | 'ada' = 'alan') {
  asViewer(login)
  return (await listGapIssues('hangar', name)).readme
}

export function formOf(...names: string[]): FormData {
  const form = new FormData()
  for (const name of names) form.append('repository', name)
  return form
}

export function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}

interface Issue {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly repo: string
}

/** Open ones that carry a mark, whoever opened them. */
export async function issuesOf(repo: string): Promise<Issue[]> {
  const all = (await ask('GET', `/repos/hangar/${repo}/issues?per_page=100`)) as Omit<Issue, 'repo'>[]
  return Array.isArray(all) ? all.map((issue) => ({ ...issue, repo })) : []
}

export async function commentsOn(repo: string, number: number): Promise<{ body: string }[]> {
  return (await ask('GET', `/repos/hangar/${repo}/issues/${number}/comments`)) as { body: string }[]
}

export function read(repo: string, number: number): Promise<unknown> {
  return ask('GET', `/repos/hangar/${repo}/issues/${number}`)
}

export function create(login: string, repo: string, issue: object): Promise<{ number: number }> {
  return ask('POST', `/repos/hangar/${repo}/issues`, issue, login) as Promise<{ number: number }>
}

export function change(repo: string, number: number, body: object): Promise<unknown> {
  return ask('PATCH', `/repos/hangar/${repo}/issues/${number}`, body)
}

export async function ask(method: string, path: string, body?: object, login = 'ada'): Promise<unknown> {
  const answer = await fetch(`${world.github.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer token-of-${login}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return answer.json()
}

/** As if the time had come to which everything was put off. */
export async function endWaiting(): Promise<void> {
  await db().$executeRaw`update graphile_worker._private_jobs set run_at = now()`
  await db().$executeRaw`update rate_budgets set blocked_until = null, reset_at = now(), remaining = "limit"`
}
