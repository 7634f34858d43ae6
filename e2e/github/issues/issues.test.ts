import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describedFetch, verified } from '../described-fetch'
import { buildFixture } from '../fixture'
import { type LocalGitHub, startLocalGitHub } from '../server'

const ROUTES = [
  '/repos/{owner}/{repo}/issues',
  '/repos/{owner}/{repo}/issues/{issue_number}',
  '/repos/{owner}/{repo}/issues/{issue_number}/comments',
]
const API = { owner: 'hangar', repo: 'api' }
const SITE = { owner: 'hangar', repo: 'site' }

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('an issue is opened with labels, closed for a reason and opened again', async () => {
  const { issues } = clientOf('alan').rest
  const { data, status } = await issues.create({ ...API, title: 'No lock', body: '**Gap**', labels: ['airworthy'] })
  expect(status).toBe(201)
  expect(data).toMatchObject({
    number: 1,
    state: 'open',
    state_reason: null,
    title: 'No lock',
    body: '**Gap**',
    user: { login: 'alan' },
    labels: [{ name: 'airworthy' }],
    html_url: `${github.url}/hangar/api/issues/1`,
    author_association: 'MEMBER',
  })
  const update = async (change: object) => (await issues.update({ ...API, issue_number: 1, ...change })).data
  expect(await update({ state: 'closed' })).toMatchObject({
    state: 'closed',
    state_reason: 'completed',
    closed_by: { login: 'alan' },
  })
  expect(await update({ state: 'open' })).toMatchObject({ state: 'open', state_reason: 'reopened', closed_at: null })
  expect(await update({ state: 'closed', state_reason: 'not_planned', title: 'Lock' })).toMatchObject({
    state_reason: 'not_planned',
    title: 'Lock',
  })
  expect((await issues.get({ ...API, issue_number: 1 })).data).toMatchObject({ state: 'closed', title: 'Lock' })
})

test('issues and pull requests share their numbers and one list', async () => {
  const alan = clientOf('alan')
  await github.push({ ...API, branch: 'topic', files: { 't.py': '1\n' }, message: 'Work' })
  const { number } = await github.pull({
    action: 'open',
    ...API,
    head: 'topic',
    base: 'main',
    title: 'Work',
    by: 'ada',
  })
  const third = await alan.rest.issues.create({ ...API, title: 'Third' })
  expect([number, third.data.number]).toEqual([2, 3])
  const list = async (query: object) => (await alan.rest.issues.listForRepo({ ...API, ...query })).data
  const numbers = async (query: object) => (await list(query)).map((each) => each.number)
  expect(await numbers({})).toEqual([3, 2])
  expect(await numbers({ state: 'all', direction: 'asc' })).toEqual([1, 2, 3])
  expect(await numbers({ state: 'all', labels: 'AirWorthy' })).toEqual([1])
  expect(await numbers({ creator: 'ada' })).toEqual([2])
  expect(await numbers({ since: '2999-01-01T00:00:00Z' })).toEqual([])
  expect(await numbers({ state: 'all', per_page: 2, page: 2 })).toEqual([1])
  expect((await list({})).map(({ pull_request }) => pull_request?.url)).toEqual([
    undefined,
    `${github.apiUrl}/repos/hangar/api/pulls/2`,
  ])
  const asIssue = await alan.rest.issues.update({ ...API, issue_number: 2, state: 'closed' })
  expect(asIssue.data).toMatchObject({ state: 'closed', draft: false, pull_request: { merged_at: null } })
  expect((await alan.rest.pulls.get({ ...API, pull_number: 2 })).data.state).toBe('closed')
  expect((await alan.rest.repos.get(API)).data.open_issues_count).toBe(1)
})

test('comments are on issues and on pull requests', async () => {
  const { issues } = clientOf('alan').rest
  const made = await issues.createComment({ ...API, issue_number: 1, body: 'Still there' })
  expect(made.status).toBe(201)
  expect(made.data.html_url).toBe(`${github.url}/hangar/api/issues/1#issuecomment-${made.data.id}`)
  await issues.createComment({ ...API, issue_number: 2, body: 'On a pull request' })
  const comments = (await issues.listComments({ ...API, issue_number: 1 })).data
  expect(comments).toMatchObject([{ body: 'Still there', user: { login: 'alan' } }])
  expect((await issues.get({ ...API, issue_number: 1 })).data.comments).toBe(1)
  const pull = await clientOf('alan').rest.pulls.get({ ...API, pull_number: 2 })
  expect(pull.data.comments).toBe(1)
})

test('whoever reads may open an issue, whose labels only count from those who may set them', async () => {
  const stranger = clientOf('stranger').rest.issues
  const { data } = await stranger.create({ ...SITE, title: 'From outside', labels: ['mine'] })
  expect(data).toMatchObject({ labels: [], author_association: 'NONE' })
  const theirs = { ...SITE, issue_number: data.number }
  expect((await stranger.update({ ...theirs, title: 'Mine' })).data.title).toBe('Mine')
  await expect(clientOf('grace').rest.issues.update({ ...theirs, state: 'closed' })).rejects.toMatchObject({
    status: 404,
  })
  await clientOf('alan').rest.issues.update({ ...theirs, state: 'closed' })
  await expect(stranger.create({ ...API, title: 'Hidden' })).rejects.toMatchObject({ status: 404 })
  const anonymous = new Octokit({ baseUrl: github.apiUrl, log: quiet })
  await expect(anonymous.rest.issues.create({ ...SITE, title: 'x' })).rejects.toMatchObject({ status: 401 })
})

test('what is too long, empty, disabled, archived or not there is refused as GitHub refuses it', async () => {
  const { issues } = clientOf('ada').rest
  const long = issues.create({ ...SITE, title: 'x', body: 'x'.repeat(65_537) })
  await expect(long).rejects.toMatchObject({
    status: 422,
    response: { data: { errors: [{ resource: 'Issue', field: 'body' }] } },
  })
  expect((await issues.create({ ...SITE, title: 'x', body: 'x'.repeat(65_536) })).status).toBe(201)
  const untitled = clientOf('ada').request('POST /repos/hangar/site/issues', { body: 'x' })
  await expect(untitled).rejects.toMatchObject({
    status: 422,
    response: { data: { errors: [{ field: 'title', code: 'missing_field' }] } },
  })
  await expect(issues.get({ ...SITE, issue_number: 999 })).rejects.toMatchObject({ status: 404 })
  github.changeSettings({ ...SITE, hasIssues: false })
  await expect(issues.create({ ...SITE, title: 'x' })).rejects.toMatchObject({
    status: 410,
    response: { data: { message: 'Issues are disabled for this repo' } },
  })
  await expect(issues.get({ ...SITE, issue_number: 1 })).rejects.toMatchObject({ status: 410 })
  expect((await issues.listForRepo({ ...SITE, state: 'all' })).data).toEqual([])
  expect((await clientOf('ada').rest.repos.get(SITE)).data).toMatchObject({ has_issues: false, open_issues_count: 0 })
  github.changeSettings({ ...SITE, hasIssues: true })
  const archived = issues.create({ owner: 'hangar', repo: 'empty', title: 'x' })
  await expect(archived).rejects.toMatchObject({ status: 403 })
})

test('GraphQL tells an issue by its number', async () => {
  const query = `{ repository(owner: "hangar", name: "api") {
    hasIssuesEnabled issue(number: 1) { title state stateReason url author { login } } } }`
  expect(await clientOf('alan').graphql(query)).toEqual({
    repository: {
      hasIssuesEnabled: true,
      issue: {
        title: 'Lock',
        state: 'CLOSED',
        stateReason: 'NOT_PLANNED',
        url: `${github.url}/hangar/api/issues/1`,
        author: { login: 'alan' },
      },
    },
  })
})

test('a link fills in a new issue, which is created by whoever signed in', async () => {
  const cookie = await signIn('alan')
  const link = `/hangar/api/issues/new?${new URLSearchParams({ title: 'A <b> gap', body: 'One\n</textarea>' })}`
  const form = await open(link, cookie)
  expect(form.text).toContain('value="A &lt;b&gt; gap"')
  expect(form.text).toContain('One\n&lt;/textarea&gt;</textarea>')
  expect((await open(link)).status).toBe(404)
  const body = new URLSearchParams({ title: 'A <b> gap', body: 'One' })
  const post = (headers: Record<string, string>) =>
    fetch(`${github.url}/hangar/api/issues`, { method: 'POST', headers, body, redirect: 'manual' })
  expect((await post({})).status).toBe(404)
  const created = await post({ cookie })
  expect(created.status).toBe(303)
  const page = await open(created.headers.get('location') ?? '', cookie)
  expect(page.text).toContain('A &lt;b&gt; gap')
  expect(page.text).toContain('opened by alan')
  expect((await open('/hangar/site/issues/new')).text).toContain('nobody is signed in')
})

test('issues, pull requests and check runs have pages for those who may read them', async () => {
  const cookie = await signIn('alan')
  await github.addWorkflowRun({ ...API, branch: 'topic', job: 'pytest', conclusion: 'success', by: 'alan' })
  const { data } = await clientOf('alan').rest.checks.listForRef({ ...API, ref: 'topic' })
  const run = `runs/${data.check_runs[0]?.id}`
  expect((await open('/hangar/api/issues', cookie)).text).toContain('href="/hangar/api/pull/2"')
  const pull = (await open('/hangar/api/pull/2', cookie)).text
  expect(pull).toContain('<code>topic</code> into <code>main</code>')
  expect(pull).toContain('pytest')
  expect(pull).toContain('On a pull request')
  expect((await open('/hangar/api/issues/2', cookie)).text).toBe(pull)
  expect((await open(`/hangar/api/${run}`, cookie)).text).toContain('success, for')
  for (const path of ['issues', 'issues/1', 'pull/2', run]) {
    expect((await open(`/hangar/api/${path}`, await signIn('stranger'))).status).toBe(404)
  }
})

test('a restart keeps issues, comments and labels', async () => {
  await github.close()
  github = await startLocalGitHub({ root: fixture.root })
  const { issues } = clientOf('alan').rest
  expect((await issues.get({ ...API, issue_number: 1 })).data).toMatchObject({
    title: 'Lock',
    labels: [{ name: 'airworthy' }],
    comments: 1,
  })
})

test('every route about issues was held against the official description', () => {
  expect(ROUTES.filter((route) => !verified.has(`${route} 200`))).toEqual([])
  const written = ['POST /repos/{owner}/{repo}/issues 201', `PATCH ${ROUTES[1]} 200`, `POST ${ROUTES[2]} 201`]
  expect(written.filter((label) => !verified.has(label))).toEqual([])
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

function clientOf(login: string): Octokit {
  const request = { fetch: describedFetch(github.apiUrl, [...ROUTES, ...MORE]) }
  return new Octokit({ baseUrl: github.apiUrl, auth: `token-of-${login}`, log: quiet, request })
}

const MORE = ['/repos/{owner}/{repo}/pulls/{pull_number}', '/repos/{owner}/{repo}/commits/{ref}/check-runs']

async function open(path: string, cookie = '') {
  const response = await fetch(new URL(path, github.url), { headers: { cookie } })
  return { status: response.status, text: await response.text() }
}

async function signIn(login: string): Promise<string> {
  const body = new URLSearchParams({ client_id: 'client', redirect_uri: 'http://localhost:1/', login })
  const response = await fetch(`${github.url}/login/oauth/authorize`, { method: 'POST', body, redirect: 'manual' })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}
