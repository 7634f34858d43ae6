import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RegisteredApp } from '../apps/registration'
import { describedFetch, verified } from '../described-fetch'
import { buildFixture } from '../fixture'
import { type LocalGitHub, startLocalGitHub } from '../server'

const ROUTES = [
  '/repos/{owner}/{repo}/check-runs',
  '/repos/{owner}/{repo}/check-runs/{check_run_id}',
  '/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations',
  '/repos/{owner}/{repo}/commits/{ref}/check-runs',
  '/repos/{owner}/{repo}/commits/{ref}/check-suites',
  '/repos/{owner}/{repo}/commits/{ref}/status',
  '/repos/{owner}/{repo}/commits/{ref}/statuses',
]
const API = { owner: 'hangar', repo: 'api' }

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub
let head: string
let registered: RegisteredApp

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
  head = fixture.heads.api ?? ''
  registered = await addApp('Airworthy', { checks: 'write' })
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('a check run is created in progress, completed with annotations, and grows by further ones', async () => {
  const { checks } = appClient().rest
  const created = await checks.create({ ...API, name: 'Airworthy', head_sha: head, status: 'in_progress' })
  expect(created.status).toBe(201)
  expect(created.data).toMatchObject({ name: 'Airworthy', head_sha: head, status: 'in_progress', conclusion: null })
  const check_run_id = created.data.id
  const done = await checks.update({
    ...API,
    check_run_id,
    conclusion: 'neutral',
    completed_at: '2025-09-01T10:00:00.123Z',
    external_id: 'audit-7',
    details_url: 'https://example.test/audits/7',
    output: { title: '61 → 64', summary: 'Better', text: '# More', annotations: annotations(50) },
  })
  expect(done.data).toMatchObject({
    status: 'completed',
    conclusion: 'neutral',
    completed_at: '2025-09-01T10:00:00Z',
    external_id: 'audit-7',
    details_url: 'https://example.test/audits/7',
    output: { title: '61 → 64', summary: 'Better', text: '# More', annotations_count: 50 },
  })
  await checks.update({ ...API, check_run_id, output: { summary: 'Better still', annotations: annotations(7, 51) } })
  const read = (await checks.get({ ...API, check_run_id })).data
  expect(read.output).toMatchObject({ title: '61 → 64', summary: 'Better still', annotations_count: 57 })
  const options = { ...API, check_run_id, per_page: 50 }
  const all = await clientOf('ada').paginate(checks.listAnnotations, options)
  expect(all.map(({ start_line }) => start_line)).toEqual(Array.from({ length: 57 }, (_, index) => index + 1))
  expect(all[0]).toMatchObject({ path: 'src/api/app.py', annotation_level: 'warning', title: null, start_column: null })
})

test.each([
  [
    'more than 50 annotations',
    { output: { title: 't', summary: 's', annotations: annotations(51) } },
    'output.annotations',
  ],
  ['completion without a conclusion', { status: 'completed' }, 'conclusion'],
  ['a conclusion that only GitHub gives', { conclusion: 'stale' }, 'conclusion'],
  ['a summary that is too long', { output: { title: 't', summary: 'x'.repeat(65_536) } }, 'output.summary'],
  ['no name', { name: undefined }, 'name'],
  ['an output without a title', { output: { summary: 's' } }, 'output.title'],
  ['a link that is none', { details_url: 'javascript:alert(1)' }, 'details_url'],
  [
    'columns over several lines',
    { output: { title: 't', summary: 's', annotations: [{ ...annotation(1), end_line: 2, start_column: 1 }] } },
    'output.annotations.0',
  ],
])('a check run with %s is refused', async (_, wrong, field) => {
  const create = appClient().request('POST /repos/hangar/api/check-runs', {
    name: 'Airworthy',
    head_sha: head,
    ...wrong,
  })
  await expect(create).rejects.toMatchObject({ status: 422, response: { data: { errors: [{ field }] } } })
})

test('a check run is for a commit that is there', async () => {
  const create = appClient().rest.checks.create({ ...API, name: 'x', head_sha: 'deadbeef'.repeat(5) })
  await expect(create).rejects.toThrow('No commit found for SHA')
  const absent = clientOf('alan').rest.checks.get({ ...API, check_run_id: 1 })
  await expect(absent).rejects.toMatchObject({ status: 404 })
  const hidden = clientOf('stranger').rest.checks.create({ ...API, name: 'x', head_sha: head })
  await expect(hidden).rejects.toMatchObject({ status: 404 })
})

test('only an App that may write checks creates them, and only the App that created one changes it', async () => {
  const person = clientOf('ada').rest.checks.create({ ...API, name: 'x', head_sha: head })
  await expect(person).rejects.toMatchObject({ status: 403, message: expect.stringContaining('via a GitHub App') })
  const reader = appClient(await addApp('Reader', { checks: 'read' })).rest.checks
  const refused = reader.create({ ...API, name: 'x', head_sha: head })
  await expect(refused).rejects.toThrow('Resource not accessible by integration')
  const { check_runs } = (await reader.listForRef({ ...API, ref: head })).data
  expect(check_runs[0]?.app).toMatchObject({
    id: registered.app.id,
    slug: 'airworthy',
    permissions: { checks: 'write' },
  })
  const other = appClient(await addApp('Other', { checks: 'write' })).rest.checks
  const change = other.update({ ...API, check_run_id: check_runs[0]?.id ?? 0, conclusion: 'success' })
  await expect(change).rejects.toMatchObject({ status: 403, message: expect.stringContaining('Invalid app_id') })
})

test('a commit shows the newest run of each name, all runs when asked, and their suite', async () => {
  const { checks } = appClient().rest
  const again = await checks.create({ ...API, name: 'Airworthy', head_sha: head, conclusion: 'success' })
  const other = await checks.create({ ...API, name: 'Other', head_sha: head })
  const list = async (query: object) => (await checks.listForRef({ ...API, ref: 'main', ...query })).data
  expect((await list({})).check_runs.map(({ id }) => id)).toEqual([again.data.id, other.data.id])
  expect(await list({ filter: 'all', per_page: 1 })).toMatchObject({ total_count: 3, check_runs: [{}] })
  expect(await list({ check_name: 'Other', status: 'queued' })).toMatchObject({ total_count: 1 })
  expect(await list({ ref: 'heads/main' })).toMatchObject({ total_count: 2 })
  const { data } = await checks.listSuitesForRef({ ...API, ref: head })
  expect(data.check_suites).toMatchObject([
    { head_branch: 'main', head_sha: head, status: 'in_progress', conclusion: null, latest_check_runs_count: 2 },
  ])
  await expect(checks.listForRef({ ...API, ref: 'no' })).rejects.toMatchObject({ status: 422 })
})

test('a check run names the open pull requests of its commit', async () => {
  const { sha } = await github.push({ ...API, branch: 'work', files: { 'w.py': '1\n' }, message: 'Work' })
  const { number } = await github.pull({
    action: 'open',
    ...API,
    head: 'work',
    base: 'main',
    title: 'Work',
    by: 'alan',
  })
  const { data } = await appClient().rest.checks.create({ ...API, name: 'Airworthy', head_sha: sha })
  expect(data.pull_requests).toMatchObject([{ number, head: { ref: 'work', sha }, base: { ref: 'main' } }])
})

test('statuses combine by the last one of each context', async () => {
  const { repos } = clientOf('alan').rest
  const site = { owner: 'hangar', repo: 'site' }
  const combined = async () => (await repos.getCombinedStatusForRef({ ...site, ref: 'main' })).data
  expect(await combined()).toMatchObject({ state: 'pending', total_count: 0, statuses: [] })
  const set = (state: 'pending' | 'success' | 'failure', context: string) =>
    github.setStatus({ ...site, state, context, description: 'Tests', target_url: 'https://ci.example.test/1' })
  await set('failure', 'ci')
  await set('success', 'lint')
  expect(await combined()).toMatchObject({ state: 'failure', total_count: 2 })
  await set('pending', 'ci')
  expect((await combined()).state).toBe('pending')
  await set('success', 'ci')
  expect(await combined()).toMatchObject({
    state: 'success',
    statuses: [{ context: 'ci', state: 'success', target_url: 'https://ci.example.test/1' }, { context: 'lint' }],
  })
  const all = await repos.listCommitStatusesForRef({ ...site, ref: fixture.heads.site ?? '' })
  expect(all.data.map(({ state }) => state)).toEqual(['success', 'pending', 'success', 'failure'])
})

test('GraphQL rolls up what checks and statuses come to', async () => {
  const rollup = async (name: string, expression = 'main') => {
    const query = `{ repository(owner: "hangar", name: "${name}") { object(expression: "${expression}") { ... on Commit {
      statusCheckRollup { state contexts(first: 9) { totalCount nodes {
        ... on CheckRun { name conclusion } ... on StatusContext { context state: state } } } } } } } }`
    const answer = await clientOf('ada').graphql<{ repository: { object: { statusCheckRollup: unknown } } }>(query)
    return answer.repository.object.statusCheckRollup
  }
  expect(await rollup('vault')).toBeNull()
  expect(await rollup('site')).toMatchObject({ state: 'SUCCESS', contexts: { totalCount: 2 } })
  expect(await rollup('api')).toMatchObject({
    state: 'PENDING',
    contexts: { nodes: [{ name: 'Airworthy', conclusion: 'SUCCESS' }, { name: 'Other' }] },
  })
  await github.setStatus({ ...API, state: 'failure' })
  expect(await rollup('api')).toMatchObject({ state: 'FAILURE', contexts: { totalCount: 3 } })
})

test('a restart keeps checks and statuses', async () => {
  await github.close()
  github = await startLocalGitHub({ root: fixture.root })
  const { data } = await clientOf('alan').rest.checks.listForRef({ ...API, ref: head, filter: 'all' })
  expect(data.check_runs.map(({ name, output }) => [name, output.annotations_count])).toEqual([
    ['Airworthy', 57],
    ['Airworthy', 0],
    ['Other', 0],
  ])
})

test('every route about checks was held against the official description', () => {
  const reads = ROUTES.filter((route) => !route.endsWith('/check-runs') || route.includes('{ref}'))
  expect(reads.filter((route) => !verified.has(`${route} 200`))).toEqual([])
  expect(verified.has('POST /repos/{owner}/{repo}/check-runs 201')).toBe(true)
  expect(verified.has('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id} 200')).toBe(true)
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

function clientOf(login: string): Octokit {
  const request = { fetch: describedFetch(github.apiUrl, ROUTES) }
  return new Octokit({ baseUrl: github.apiUrl, auth: `token-of-${login}`, log: quiet, request })
}

function addApp(name: string, permissions: Record<string, 'read' | 'write'>): Promise<RegisteredApp> {
  const installations = [{ organisation: 'hangar' }]
  return github.addApp({ name, permissions: { metadata: 'read', contents: 'read', ...permissions }, installations })
}

/** What an App does by itself where it is installed. */
function appClient({ app, privateKey } = registered): Octokit {
  const request = { fetch: describedFetch(github.apiUrl, [...ROUTES, TOKENS]) }
  const auth = { appId: app.id, privateKey, installationId: app.installations[0]?.id }
  return new Octokit({ baseUrl: github.apiUrl, authStrategy: createAppAuth, auth, log: quiet, request })
}

const TOKENS = '/app/installations/{installation_id}/access_tokens'

function annotation(line: number) {
  const annotation_level = 'warning' as const
  return { path: 'src/api/app.py', start_line: line, end_line: line, annotation_level, message: 'No timeout' }
}

function annotations(count: number, from = 1) {
  return Array.from({ length: count }, (_, index) => annotation(from + index))
}
