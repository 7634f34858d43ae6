import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describedFetch, verified } from '../described-fetch'
import { buildFixture } from '../fixture'
import { runGit } from '../git/run-git'
import { type LocalGitHub, startLocalGitHub } from '../server'

const ROUTES = [
  '/repos/{owner}/{repo}/pulls',
  '/repos/{owner}/{repo}/pulls/{pull_number}',
  '/repos/{owner}/{repo}/pulls/{pull_number}/files',
  '/repos/{owner}/{repo}/pulls/{pull_number}/commits',
  '/repos/{owner}/{repo}/commits/{commit_sha}/pulls',
  '/repos/{owner}/{repo}/compare/{basehead}',
]
const API = { owner: 'hangar', repo: 'api' }
const SITE = { owner: 'hangar', repo: 'site' }
const ALAN = { name: 'Alan', email: 'alan@example.test' }

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

test('a pull request opened by REST has its files, commits and sides, and a ref in git', async () => {
  const sha = await topic('lock', { 'uv.lock': 'version = 2\n', 'README.md': null, 'src/api/app.py': 'print("hi")\n' })
  const alan = clientOf('alan')
  const { data, status } = await alan.rest.pulls.create({
    ...API,
    head: 'lock',
    base: 'main',
    title: 'Lock again',
    body: 'Because.',
  })
  expect(status).toBe(201)
  expect(data).toMatchObject({
    number: 1,
    state: 'open',
    user: { login: 'alan' },
    head: { ref: 'lock', sha, label: 'hangar:lock', repo: { full_name: 'hangar/api' } },
    base: { ref: 'main', sha: fixture.heads.api },
    merged: false,
    mergeable: true,
    commits: 1,
    changed_files: 3,
    additions: 2,
    deletions: 2,
    author_association: 'MEMBER',
  })
  expect(await git('rev-parse', 'refs/pull/1/head')).toBe(sha)
  expect(await git('rev-parse', 'refs/pull/1/merge')).toBe(data.merge_commit_sha)
  const files = (await alan.rest.pulls.listFiles({ ...API, pull_number: 1 })).data
  expect(files.map(({ filename, status, patch }) => [filename, status, patch])).toEqual([
    ['README.md', 'removed', '@@ -1 +0,0 @@\n-# API'],
    ['src/api/app.py', 'modified', '@@ -1 +1 @@\n-print("<script>")\n+print("hi")'],
    ['uv.lock', 'added', '@@ -0,0 +1 @@\n+version = 2'],
  ])
  const commits = (await alan.rest.pulls.listCommits({ ...API, pull_number: 1 })).data
  expect(commits.map((commit) => commit.sha)).toEqual([sha])
})

test('GitHub refuses what cannot be a pull request, and who may not open one', async () => {
  const create = (login: string, more: object) =>
    clientOf(login).rest.pulls.create({ ...API, title: 'Again', head: 'lock', base: 'main', ...more })
  const refused = (problem: object) => ({ status: 422, response: { data: { errors: [problem] } } })
  const twice = refused({ message: 'A pull request already exists for hangar:lock.' })
  await expect(create('alan', {})).rejects.toMatchObject(twice)
  const same = refused({ message: 'No commits between main and main' })
  await expect(create('alan', { head: 'main' })).rejects.toMatchObject(same)
  await expect(create('alan', { base: 'no' })).rejects.toMatchObject(refused({ field: 'base', code: 'invalid' }))
  await expect(create('alan', { head: 'no' })).rejects.toMatchObject(refused({ field: 'head', code: 'invalid' }))
  const untitled = refused({ field: 'title', code: 'missing_field' })
  await expect(create('alan', { title: undefined })).rejects.toMatchObject(untitled)
  await expect(create('stranger', {})).rejects.toMatchObject({ status: 404 })
  const reader = clientOf('grace').rest.pulls.create({ ...SITE, title: 'Mine', head: 'x', base: 'main' })
  await expect(reader).rejects.toMatchObject({ status: 403 })
})

test('a push to the branch moves the head, and a list is filtered and paged', async () => {
  const sha = await topic('lock', { 'uv.lock': 'version = 3\n' })
  const alan = clientOf('alan')
  const { data } = await alan.rest.pulls.get({ ...API, pull_number: 1 })
  expect(data).toMatchObject({ head: { sha }, commits: 2 })
  expect(await git('rev-parse', 'refs/pull/1/head')).toBe(sha)
  await topic('docs', { 'docs.md': 'text\n' })
  const opened = await github.pull({ action: 'open', ...API, head: 'docs', base: 'main', title: 'Write', by: 'ada' })
  expect(opened).toMatchObject({ number: 2, state: 'open' })
  const numbers = async (query: object) =>
    (await alan.rest.pulls.list({ ...API, ...query })).data.map(({ number }) => number)
  expect(await numbers({})).toEqual([2, 1])
  expect(await numbers({ direction: 'asc', per_page: 1, page: 2 })).toEqual([2])
  expect(await numbers({ head: 'hangar:docs' })).toEqual([2])
  expect(await numbers({ base: 'docs' })).toEqual([])
  expect(await numbers({ state: 'closed' })).toEqual([])
  const { headers } = await alan.rest.pulls.list({ ...API, per_page: 1 })
  expect(headers.link).toContain('rel="next"')
})

test('a pull request closes, opens again and is renamed', async () => {
  const alan = clientOf('alan')
  const update = (change: object) => alan.rest.pulls.update({ ...API, pull_number: 2, ...change })
  expect((await update({ state: 'closed' })).data).toMatchObject({ state: 'closed', merged: false, merged_at: null })
  expect((await update({ state: 'open', title: 'Write more' })).data).toMatchObject({
    state: 'open',
    closed_at: null,
    title: 'Write more',
  })
  await github.pull({ action: 'close', ...API, number: 2, by: 'ada' })
  expect((await alan.rest.pulls.get({ ...API, pull_number: 2 })).data.state).toBe('closed')
  await github.pull({ action: 'reopen', ...API, number: 2, by: 'ada' })
  await expect(alan.rest.pulls.get({ ...API, pull_number: 99 })).rejects.toMatchObject({ status: 404 })
})

test('merging makes a commit with two parents that belongs to its pull request, as its commits do', async () => {
  const ada = clientOf('ada')
  const before = await git('rev-parse', 'main')
  const merged = await github.pull({ action: 'merge', ...API, number: 1, by: 'ada', date: '2025-09-01T10:00:00Z' })
  const { data } = await ada.rest.pulls.get({ ...API, pull_number: 1 })
  expect(data).toMatchObject({
    state: 'closed',
    merged: true,
    merged_at: '2025-09-01T10:00:00Z',
    merged_by: { login: 'ada' },
    merge_commit_sha: merged.sha,
    commits: 2,
  })
  const { data: commit } = await ada.rest.repos.getCommit({ ...API, ref: 'main' })
  expect(commit).toMatchObject({ sha: merged.sha, parents: [{ sha: before }, { sha: data.head.sha }] })
  expect(commit.commit.message).toBe('Merge pull request #1 from hangar/lock\n\nLock again')
  for (const sha of [merged.sha, data.head.sha]) {
    const { data: pulls } = await ada.rest.repos.listPullRequestsAssociatedWithCommit({ ...API, commit_sha: sha })
    expect(pulls.map(({ number }) => number)).toEqual([1])
  }
  const of = async (commit_sha: string) =>
    (await ada.rest.repos.listPullRequestsAssociatedWithCommit({ ...API, commit_sha })).data
  expect(await of(before)).toEqual([])
  expect(await of(await git('rev-parse', 'docs'))).toMatchObject([{ number: 2 }])
  await expect(of('deadbeef'.repeat(5))).rejects.toMatchObject({ status: 422 })
})

test('a squash gives one commit, a fast-forward none, and what conflicts does not merge', async () => {
  const ada = clientOf('ada')
  await topic('squash', { 's.py': '1\n' })
  await topic('squash', { 's.py': '2\n' }, 'Second thought')
  await topic('conflict', { 'uv.lock': 'version = 9\n' })
  await github.push({ ...API, files: { 'uv.lock': 'version = 10\n' }, message: 'Bump' })
  const open = (head: string) => github.pull({ action: 'open', ...API, head, base: 'main', title: head, by: 'alan' })
  const { number } = await open('squash')
  const { sha } = await github.pull({ action: 'merge', ...API, number, by: 'ada', method: 'squash' })
  const { data } = await ada.rest.repos.getCommit({ ...API, ref: sha })
  expect(data.parents).toHaveLength(1)
  expect(data.commit.message).toBe(`squash (#${number})\n\n* Work\n* Second thought`)
  expect(data.author?.login).toBe('alan')
  const conflict = await open('conflict')
  expect((await ada.rest.pulls.get({ ...API, pull_number: conflict.number })).data).toMatchObject({
    mergeable: false,
    mergeable_state: 'dirty',
    merge_commit_sha: null,
  })
  const merge = (number: number, method?: 'fast-forward') =>
    github.pull({ action: 'merge', ...API, number, by: 'ada', method })
  await expect(merge(conflict.number)).rejects.toThrow('not mergeable')
  await expect(merge(2, 'fast-forward')).rejects.toThrow('not mergeable')
  await topic('ahead', { 'a.py': '1\n' })
  const ahead = await open('ahead')
  expect((await merge(ahead.number, 'fast-forward')).sha).toBe(ahead.sha)
  expect(await git('rev-parse', 'main')).toBe(ahead.sha)
})

test('a head that reaches its base by a push is merged, one whose branch is gone is closed', async () => {
  const ada = clientOf('ada')
  await topic('pushed', { 'p.py': '1\n' })
  await topic('gone', { 'g.py': '1\n' })
  const open = (head: string) => github.pull({ action: 'open', ...API, head, base: 'main', title: head, by: 'alan' })
  const pushed = await open('pushed')
  const gone = await open('gone')
  await git('update-ref', 'refs/heads/main', pushed.sha)
  await git('update-ref', '-d', 'refs/heads/gone')
  const get = async (pull_number: number) => (await ada.rest.pulls.get({ ...API, pull_number })).data
  expect(await get(pushed.number)).toMatchObject({ merged: true, merge_commit_sha: pushed.sha })
  expect(await get(gone.number)).toMatchObject({ state: 'closed', merged: false })
})

test('a pull request comes from another repository', async () => {
  const grace = clientOf('grace')
  const from = { owner: 'hangar', repo: 'site' }
  await github.push({ ...from, branch: 'patch', files: { 'x.py': '1\n' }, message: 'Patch' })
  const { number, sha } = await github.pull({
    action: 'open',
    owner: 'tower',
    repo: 'radar',
    head: 'hangar:patch',
    head_repo: 'site',
    base: 'main',
    title: 'From outside',
    by: 'grace',
  })
  const { data } = await grace.rest.pulls.get({ owner: 'tower', repo: 'radar', pull_number: number })
  expect(data).toMatchObject({ head: { sha, label: 'hangar:patch', repo: { full_name: 'hangar/site' } } })
  const next = await github.push({ ...from, branch: 'patch', files: { 'x.py': '2\n' }, message: 'More' })
  const again = await grace.rest.pulls.get({ owner: 'tower', repo: 'radar', pull_number: number })
  expect(again.data.head.sha).toBe(next.sha)
})

test('a comparison tells what is ahead, what is behind and which files differ', async () => {
  const ada = clientOf('ada')
  const { data: compared } = await ada.rest.repos.compareCommitsWithBasehead({ ...API, basehead: 'main...docs' })
  expect(compared).toMatchObject({ status: 'diverged', ahead_by: 1, total_commits: 1 })
  expect(compared.behind_by).toBeGreaterThan(0)
  expect(compared.merge_base_commit.sha).toBe(fixture.heads.api)
  expect(compared.files?.map(({ filename }) => filename)).toEqual(['docs.md'])
  const same = await ada.rest.repos.compareCommitsWithBasehead({ ...API, basehead: 'main...main' })
  expect(same.data).toMatchObject({ status: 'identical', ahead_by: 0, files: [] })
  const unknown = ada.rest.repos.compareCommitsWithBasehead({ ...API, basehead: 'main...no' })
  await expect(unknown).rejects.toMatchObject({ status: 404 })
  const hidden = clientOf('stranger').rest.repos.compareCommitsWithBasehead({ ...API, basehead: 'main...docs' })
  await expect(hidden).rejects.toMatchObject({ status: 404 })
})

test('renames, binary files and changed modes appear in a comparison as GitHub shows them', async () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}\n`).join('')
  await topic('shapes', { 'long.py': lines, 'data.bin': 'a\0b', 'run.sh': 'x\n' })
  const start = await git('rev-parse', 'shapes')
  await topic('shapes', { 'long.py': null, 'moved/with\ttab.py': `${lines}more\n`, 'data.bin': 'a\0c' })
  await git('update-ref', 'refs/heads/shapes', await withMode('shapes', 'run.sh'))
  const { data } = await clientOf('ada').rest.repos.compareCommitsWithBasehead({
    ...API,
    basehead: `${start}...shapes`,
  })
  expect(data.files).toMatchObject([
    { filename: 'data.bin', status: 'modified', changes: 0 },
    {
      filename: 'moved/with\ttab.py',
      status: 'renamed',
      previous_filename: 'long.py',
      additions: 1,
      patch: expect.stringMatching(/^@@ -38,3 \+38,4 @@/),
    },
    { filename: 'run.sh', status: 'changed', changes: 0 },
  ])
  expect(data.files?.[0]).not.toHaveProperty('patch')
}, 30_000)

test('GraphQL tells the pull requests of a commit, and one by its number', async () => {
  const query = `{ repository(owner: "hangar", name: "api") {
    merged: object(expression: "lock") { ... on Commit { associatedPullRequests(first: 5) { nodes {
      number title url mergedAt state author { login } mergedBy { login } } } } }
    pullRequest(number: 2) { number title state headRefOid baseRefOid baseRefName headRefName isCrossRepository
      headRepository { nameWithOwner } author { login } mergedBy { login } mergeable }
    pullRequests(first: 1, states: [MERGED]) { totalCount nodes { number mergeCommit { oid } } }
  } }`
  expect(await clientOf('ada').graphql(query)).toMatchObject({
    repository: {
      merged: {
        associatedPullRequests: {
          nodes: [
            {
              number: 1,
              title: 'Lock again',
              url: `${github.url}/hangar/api/pull/1`,
              mergedAt: '2025-09-01T10:00:00Z',
              state: 'MERGED',
              author: { login: 'alan' },
              mergedBy: { login: 'ada' },
            },
          ],
        },
      },
      pullRequest: {
        number: 2,
        state: 'OPEN',
        headRefOid: await git('rev-parse', 'docs'),
        baseRefOid: fixture.heads.api,
        baseRefName: 'main',
        headRefName: 'docs',
        isCrossRepository: false,
        headRepository: { nameWithOwner: 'hangar/api' },
        author: { login: 'ada' },
        mergedBy: null,
        mergeable: 'MERGEABLE',
      },
      pullRequests: { totalCount: 4, nodes: [{ number: 1, mergeCommit: {} }] },
    },
  })
  const absent = clientOf('ada').graphql(
    '{ repository(owner: "hangar", name: "api") { pullRequest(number: 77) { id } } }',
  )
  await expect(absent).rejects.toMatchObject({ errors: [{ type: 'NOT_FOUND' }] })
})

test('requests are counted by what they ask, not by number or commit', async () => {
  github.clearCounters()
  const ada = clientOf('ada')
  await ada.rest.pulls.listFiles({ ...API, pull_number: 1 })
  await ada.rest.repos.listPullRequestsAssociatedWithCommit({ ...API, commit_sha: fixture.heads.api ?? '' })
  await ada.rest.repos.getCommit({ ...API, ref: 'main' })
  expect(Object.keys(github.counters().requests)).toEqual([
    'GET /api/v3/repos/:owner/:repo/pulls/:number/files',
    'GET /api/v3/repos/:owner/:repo/commits/*/pulls',
    'GET /api/v3/repos/:owner/:repo/commits/*',
  ])
})

test('a restart keeps every pull request', async () => {
  const before = (await clientOf('ada').rest.pulls.list({ ...API, state: 'all', per_page: 100 })).data
  await github.close()
  expect(JSON.parse(await readFile(join(fixture.root, 'records.json'), 'utf8'))).toHaveProperty('repositories.1001')
  github = await startLocalGitHub({ root: fixture.root })
  const after = (await clientOf('ada').rest.pulls.list({ ...API, state: 'all', per_page: 100 })).data
  expect(after.map(({ id, number, state, head }) => [id, number, state, head.sha])).toEqual(
    before.map(({ id, number, state, head }) => [id, number, state, head.sha]),
  )
})

test('every route about pull requests was held against the official description', () => {
  expect(ROUTES.filter((route) => !verified.has(`${route} 200`))).toEqual([])
  expect(verified.has('POST /repos/{owner}/{repo}/pulls 201')).toBe(true)
  expect(verified.has('PATCH /repos/{owner}/{repo}/pulls/{pull_number} 200')).toBe(true)
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

function clientOf(login: string): Octokit {
  const request = { fetch: describedFetch(github.apiUrl, ROUTES) }
  return new Octokit({ baseUrl: github.apiUrl, auth: `token-of-${login}`, log: quiet, request })
}

async function topic(branch: string, files: Record<string, string | null>, message = 'Work'): Promise<string> {
  return (await github.push({ ...API, branch, files, message, author: ALAN })).sha
}

async function git(...args: string[]): Promise<string> {
  const directory = join(fixture.root, 'repositories', 'hangar', 'api.git')
  return (await runGit(directory, args)).toString().trim()
}

/** A commit like the branch's head, with one file made executable. */
async function withMode(branch: string, path: string): Promise<string> {
  const tree = (await git('ls-tree', branch)).split('\n')
  const changed = tree.map((line) => (line.endsWith(`\t${path}`) ? line.replace('100644', '100755') : line))
  const directory = join(fixture.root, 'repositories', 'hangar', 'api.git')
  const made = (await runGit(directory, ['mktree'], { input: `${changed.join('\n')}\n` })).toString().trim()
  const env = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' }
  const commit = await runGit(directory, ['commit-tree', made, '-p', branch, '-m', 'Mode'], { env })
  return commit.toString().trim()
}
