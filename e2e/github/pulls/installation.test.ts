import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RegisteredApp } from '../apps/registration'
import { describedFetch } from '../described-fetch'
import { buildFixture } from '../fixture'
import { type LocalGitHub, startLocalGitHub } from '../server'

const API = { owner: 'hangar', repo: 'api' }
const SITE = { owner: 'hangar', repo: 'site' }
const ROUTES = [
  '/app/installations/{installation_id}/access_tokens',
  '/repos/{owner}/{repo}/issues',
  '/repos/{owner}/{repo}/issues/{issue_number}',
  '/repos/{owner}/{repo}/issues/{issue_number}/comments',
  '/repos/{owner}/{repo}/pulls/{pull_number}',
  '/repos/{owner}/{repo}/branches/{branch}/protection',
  '/repos/{owner}/{repo}/rules/branches/{branch}',
  '/repos/{owner}/{repo}/code-scanning/default-setup',
  '/repos/{owner}/{repo}/code-scanning/analyses',
  '/repos/{owner}/{repo}/actions/runs',
]
const SETTINGS = '{ repository(owner: "hangar", name: "api") { branchProtectionRules(first: 1) { totalCount } } }'

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub
let folder: string

beforeAll(async () => {
  fixture = await buildFixture()
  folder = await mkdtemp(join(tmpdir(), 'local-github-clone-'))
  github = await startLocalGitHub({ root: fixture.root })
  const protection = { branches: [{ pattern: 'main', requiredReviews: 1 }], dependabotAlerts: true }
  github.changeSettings({ ...API, protection })
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
  await rm(folder, { recursive: true, force: true })
})

test('an App that may write issues opens, comments and closes them as itself', async () => {
  const { issues } = clientOf(await addApp('Issue writer', { issues: 'write' })).rest
  const { data } = await issues.create({ ...API, title: 'Gap', labels: ['airworthy'] })
  expect(data).toMatchObject({ user: { login: 'issue-writer[bot]', type: 'Bot' }, labels: [{ name: 'airworthy' }] })
  const issue = { ...API, issue_number: data.number }
  expect((await issues.createComment({ ...issue, body: 'Closed by itself' })).data.user?.type).toBe('Bot')
  expect((await issues.update({ ...issue, state: 'closed' })).data.closed_by?.login).toBe('issue-writer[bot]')
  const archived = issues.create({ owner: 'hangar', repo: 'empty', title: 'x' })
  await expect(archived).rejects.toMatchObject({ status: 403, message: expect.stringContaining('archived') })
  const reader = clientOf(await addApp('Issue reader', { issues: 'read' })).rest.issues
  await expect(reader.create({ ...API, title: 'x' })).rejects.toThrow('Resource not accessible by integration')
})

test('an App is told the settings that it was granted, and forbidden the others', async () => {
  const admin = clientOf(await addApp('Administration', { administration: 'read', vulnerability_alerts: 'read' }))
  const { data } = await admin.rest.repos.getBranchProtection({ ...API, branch: 'main' })
  expect(data.required_pull_request_reviews?.required_approving_review_count).toBe(1)
  expect((await admin.rest.repos.get(API)).data.security_and_analysis).toBeDefined()
  expect((await admin.rest.repos.checkVulnerabilityAlerts(API)).status).toBe(204)
  expect((await admin.rest.codeScanning.getDefaultSetup(API)).data.state).toBe('not-configured')
  expect(await admin.graphql(SETTINGS)).toEqual({ repository: { branchProtectionRules: { totalCount: 1 } } })
  const plain = clientOf(await addApp('Plain', {}))
  expect((await plain.rest.repos.get(API)).data.security_and_analysis).toBeUndefined()
  expect((await plain.rest.repos.getBranchRules({ ...API, branch: 'main' })).data).toEqual([])
  const forbidden = { status: 403, message: expect.stringContaining('Resource not accessible by integration') }
  await expect(plain.rest.repos.getBranchProtection({ ...API, branch: 'main' })).rejects.toMatchObject(forbidden)
  await expect(plain.rest.repos.checkVulnerabilityAlerts(API)).rejects.toMatchObject(forbidden)
  await expect(plain.rest.codeScanning.listRecentAnalyses(API)).rejects.toMatchObject(forbidden)
  await expect(plain.rest.actions.listWorkflowRunsForRepo(API)).rejects.toMatchObject(forbidden)
  await expect(plain.graphql(SETTINGS)).rejects.toMatchObject({ errors: [{ type: 'FORBIDDEN' }] })
})

test('an App is told of a pull request when it opens, when git pushes to it, and when it is merged', async () => {
  const webhook = { url: 'http://127.0.0.1:9/', secret: 'secret' }
  const events = ['pull_request', 'push']
  const { app } = await addApp('Listener', { pull_requests: 'read' }, { webhook, events })
  const git = (...args: string[]) =>
    promisify(execFile)('git', ['-c', 'core.hooksPath=/dev/null', ...args], { cwd: folder })
  const address = new URL(`/${SITE.owner}/${SITE.repo}.git`, github.url)
  address.username = 'x-access-token'
  address.password = 'token-of-alan'
  await git('clone', '-q', address.href, '.')
  const commit = async (content: string) => {
    await writeFile(join(folder, 'work.py'), content)
    await git('add', '.')
    await git('-c', 'user.name=Alan', '-c', 'user.email=alan@example.test', 'commit', '-q', '-m', 'Work')
    await git('push', '-q', 'origin', 'HEAD:work')
    await github.deliveriesSettled()
    return (await git('rev-parse', 'HEAD')).stdout.trim()
  }
  const first = await commit('1\n')
  const { number } = await github.pull({
    action: 'open',
    ...SITE,
    head: 'work',
    base: 'main',
    title: 'Work',
    by: 'alan',
  })
  const second = await commit('2\n')
  const merged = await github.pull({ action: 'merge', ...SITE, number, by: 'alan' })
  await github.deliveriesSettled()
  const told = github
    .deliveries(app.id)
    .map(({ message }) => ({ event: message.event, body: JSON.parse(message.body) }))
  const pulls = told.filter(({ event }) => event === 'pull_request').map(({ body }) => body)
  expect(pulls.reverse()).toMatchObject([
    { action: 'opened', number, pull_request: { head: { sha: first } }, installation: {}, sender: { login: 'alan' } },
    { action: 'synchronize', before: first, after: second, pull_request: { head: { sha: second } } },
    { action: 'closed', pull_request: { merged: true, merge_commit_sha: merged.sha } },
  ])
  const onMain = told.filter(({ event, body }) => event === 'push' && body.ref === 'refs/heads/main')
  expect(onMain).toMatchObject([{ body: { before: fixture.heads.site, after: merged.sha } }])
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

function addApp(
  name: string,
  permissions: Record<string, 'read' | 'write'>,
  more: object = {},
): Promise<RegisteredApp> {
  const granted = { metadata: 'read', contents: 'read', ...permissions } as const
  return github.addApp({ name, permissions: granted, installations: [{ organisation: 'hangar' }], ...more })
}

function clientOf({ app, privateKey }: RegisteredApp): Octokit {
  const request = { fetch: describedFetch(github.apiUrl, ROUTES) }
  const auth = { appId: app.id, privateKey, installationId: app.installations[0]?.id }
  return new Octokit({ baseUrl: github.apiUrl, authStrategy: createAppAuth, auth, log: quiet, request })
}
