import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describedFetch, verified } from '../described-fetch'
import { buildFixture } from '../fixture'
import { type LocalGitHub, startLocalGitHub } from '../server'
import type { ProtectionInput } from './protection-description'

const ROUTES = [
  '/repos/{owner}/{repo}/branches/{branch}/protection',
  '/repos/{owner}/{repo}/rules/branches/{branch}',
  '/repos/{owner}/{repo}/rulesets',
  '/repos/{owner}/{repo}/rulesets/{ruleset_id}',
  '/repos/{owner}/{repo}/automated-security-fixes',
  '/repos/{owner}/{repo}/code-scanning/default-setup',
  '/repos/{owner}/{repo}/code-scanning/analyses',
  '/repos/{owner}/{repo}/codeowners/errors',
  '/repos/{owner}/{repo}/actions/runs',
  '/repos/{owner}/{repo}/actions/runs/{run_id}',
  '/repos/{owner}/{repo}/commits/{ref}/check-suites',
]
const API = { owner: 'hangar', repo: 'api' }
const SITE = { owner: 'hangar', repo: 'site' }
const PROTECTED: ProtectionInput = {
  branches: [{ pattern: 'main', requiredReviews: 2, requireCodeOwnerReviews: true, requiredChecks: ['test'] }],
  rulesets: [
    {
      id: 71,
      name: 'Reviewed',
      source: 'Organization',
      rules: [
        { type: 'pull_request', requiredReviews: 1 },
        { type: 'required_status_checks', checks: ['test', 'lint'] },
        { type: 'non_fast_forward' },
        { type: 'code_scanning' },
      ],
    },
    { id: 72, name: 'Later', enforcement: 'evaluate', rules: [{ type: 'deletion' }] },
  ],
  dependabotAlerts: true,
  dependabotUpdates: 'paused',
  secretScanning: 'enabled',
  codeScanning: { defaultSetup: true, analyses: [{ results: 3, rules: 40, createdAt: '2025-08-01T00:00:00Z' }] },
}

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub

beforeAll(async () => {
  fixture = await buildFixture()
  const path = join(fixture.root, 'organisation.json')
  const description = JSON.parse(await readFile(path, 'utf8'))
  description.organisations[0].repositories[0].protection = PROTECTED
  await writeFile(path, JSON.stringify(description))
  github = await startLocalGitHub({ root: fixture.root })
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('branch protection is told to administrators, and not even its absence to others', async () => {
  const get = (login: string, repo: object, branch = 'main') =>
    clientOf(login).rest.repos.getBranchProtection({ ...API, ...repo, branch })
  expect((await get('ada', API)).data).toMatchObject({
    required_pull_request_reviews: { required_approving_review_count: 2, require_code_owner_reviews: true },
    required_status_checks: { strict: false, contexts: ['test'] },
    enforce_admins: { enabled: false },
    allow_force_pushes: { enabled: false },
  })
  await expect(get('ada', SITE)).rejects.toThrow('Branch not protected')
  await expect(get('ada', API, 'no')).rejects.toThrow('Branch not found')
  await expect(get('alan', API)).rejects.toMatchObject({ status: 404, message: expect.stringMatching(/^Not Found/) })
})

test('a branch says to all its readers that it is protected, and which checks must pass', async () => {
  const { repos } = clientOf('alan').rest
  expect((await repos.getBranch({ ...API, branch: 'main' })).data).toMatchObject({
    protected: true,
    protection: { enabled: true, required_status_checks: { enforcement_level: 'non_admins', contexts: ['test'] } },
  })
  expect((await repos.listBranches(API)).data).toMatchObject([{ name: 'main', protected: true }])
  expect((await repos.getBranch({ ...SITE, branch: 'main' })).data).toMatchObject({ protected: false })
})

test('rulesets in effect are told to whoever reads the repository, those of the organisation too', async () => {
  const { repos } = clientOf('alan').rest
  const { data: rules } = await repos.getBranchRules({ ...API, branch: 'main' })
  expect(rules.map(({ type }) => type)).toEqual([
    'pull_request',
    'required_status_checks',
    'non_fast_forward',
    'code_scanning',
  ])
  expect(rules[0]).toMatchObject({
    ruleset_id: 71,
    ruleset_source: 'hangar',
    ruleset_source_type: 'Organization',
    parameters: { required_approving_review_count: 1 },
  })
  expect((await repos.getBranchRules({ ...API, branch: 'not-there' })).data).toEqual([])
  const list = async (more: object) => (await repos.getRepoRulesets({ ...API, ...more })).data.map(({ name }) => name)
  expect(await list({})).toEqual(['Reviewed', 'Later'])
  expect(await list({ includes_parents: false })).toEqual(['Later'])
  const one = await repos.getRepoRuleset({ ...API, ruleset_id: 71 })
  expect(one.data).toMatchObject({
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'] } },
    rules: [{}, {}, {}, {}],
  })
  await expect(repos.getRepoRuleset({ ...API, ruleset_id: 1 })).rejects.toMatchObject({ status: 404 })
  await expect(clientOf('stranger').rest.repos.getBranchRules({ ...API, branch: 'main' })).rejects.toMatchObject({
    status: 404,
  })
})

test('scans that are switched on are told to administrators only', async () => {
  const ada = clientOf('ada').rest
  const alan = clientOf('alan').rest
  expect((await ada.repos.get(API)).data.security_and_analysis).toMatchObject({
    advanced_security: { status: 'enabled' },
    secret_scanning: { status: 'enabled' },
    secret_scanning_push_protection: { status: 'disabled' },
    dependabot_security_updates: { status: 'disabled' },
  })
  expect((await alan.repos.get(API)).data).not.toHaveProperty('security_and_analysis')
  expect((await ada.repos.checkVulnerabilityAlerts(API)).status).toBe(204)
  expect((await ada.repos.checkAutomatedSecurityFixes(API)).data).toEqual({ enabled: true, paused: true })
  await expect(ada.repos.checkVulnerabilityAlerts(SITE)).rejects.toMatchObject({ status: 404 })
  await expect(ada.repos.checkAutomatedSecurityFixes(SITE)).rejects.toMatchObject({ status: 404 })
  await expect(alan.repos.checkVulnerabilityAlerts(API)).rejects.toMatchObject({ status: 404 })
})

test('code scanning tells its set-up and its analyses, and is forbidden where it is not paid for', async () => {
  const { codeScanning } = clientOf('ada').rest
  expect((await codeScanning.getDefaultSetup(API)).data).toMatchObject({ state: 'configured', languages: ['python'] })
  expect((await codeScanning.getDefaultSetup(SITE)).data).toMatchObject({ state: 'not-configured', languages: [] })
  expect((await codeScanning.listRecentAnalyses(API)).data).toMatchObject([
    { ref: 'refs/heads/main', commit_sha: fixture.heads.api, results_count: 3, tool: { name: 'CodeQL' } },
  ])
  await expect(codeScanning.listRecentAnalyses(SITE)).rejects.toMatchObject({ status: 404 })
  const reader = clientOf('grace').rest.codeScanning.listRecentAnalyses(SITE)
  await expect(reader).rejects.toMatchObject({ status: 403 })
  const vault = { owner: 'hangar', repo: 'vault' }
  github.changeSettings({ ...vault, protection: { advancedSecurity: false } })
  await expect(codeScanning.getDefaultSetup(vault)).rejects.toMatchObject({ status: 403 })
  const shown = await clientOf('ada').rest.repos.get(vault)
  expect(shown.data.security_and_analysis?.advanced_security).toEqual({ status: 'disabled' })
})

test('mistakes in CODEOWNERS are found in the file itself', async () => {
  const { repos } = clientOf('alan').rest
  await expect(repos.codeownersErrors(API)).rejects.toMatchObject({ status: 404 })
  const lines = [
    '# Owners',
    '*  @alan # and nobody else',
    'src/  @hangar/engines ada@example.test',
    'docs/ @nobody',
    '!x @alan',
    'a\\ b.py owner',
    '/web/ @hangar/wings',
  ]
  await github.push({ ...API, files: { '.github/CODEOWNERS': `${lines.join('\n')}\n` }, message: 'Own' })
  const { data } = await repos.codeownersErrors(API)
  expect(data.errors.map(({ line, column, kind, path }) => [line, column, kind, path])).toEqual([
    [4, 7, 'Unknown owner', '.github/CODEOWNERS'],
    [5, 1, 'Invalid pattern', '.github/CODEOWNERS'],
    [6, 9, 'Invalid owner', '.github/CODEOWNERS'],
    [7, 7, 'Unknown owner', '.github/CODEOWNERS'],
  ])
})

test('runs of GitHub Actions are filtered, newest first, and are checks of their commit', async () => {
  const { actions, checks } = clientOf('alan').rest
  const run = (more: object) => github.addWorkflowRun({ ...SITE, by: 'ada', conclusion: 'success', ...more })
  await run({ date: '2025-07-01T00:00:00Z', conclusion: 'failure' })
  const { id } = await run({ date: '2025-07-02T00:00:00Z' })
  await run({
    status: 'in_progress',
    conclusion: undefined,
    name: 'Build',
    path: '.github/workflows/build.yml',
    job: 'build',
  })
  await expect(run({ conclusion: undefined })).rejects.toThrow('conclusion')
  const list = async (query: object) => (await actions.listWorkflowRunsForRepo({ ...SITE, ...query })).data
  expect((await list({})).workflow_runs.map(({ name, conclusion }) => [name, conclusion])).toEqual([
    ['Build', null],
    ['Tests', 'success'],
    ['Tests', 'failure'],
  ])
  expect(await list({ branch: 'main', status: 'completed', per_page: 1 })).toMatchObject({
    total_count: 2,
    workflow_runs: [{ id, run_number: 2, head_branch: 'main', head_sha: fixture.heads.site, event: 'push' }],
  })
  expect((await list({ status: 'failure' })).total_count).toBe(1)
  expect((await list({ branch: 'other' })).total_count).toBe(0)
  expect((await actions.getWorkflowRun({ ...SITE, run_id: id })).data.actor?.login).toBe('ada')
  const { data } = await checks.listSuitesForRef({ ...SITE, ref: 'main' })
  expect(data.check_suites).toMatchObject([{ app: { slug: 'github-actions' }, status: 'in_progress' }])
})

test('GraphQL tells protection to administrators, rulesets and code owners to readers', async () => {
  const query = `{ repository(owner: "hangar", name: "api") {
    branchProtectionRules(first: 5) { nodes {
      pattern requiresApprovingReviews requiredApprovingReviewCount requiresStatusChecks requiredStatusCheckContexts } }
    rulesets(first: 5) { nodes { name enforcement target conditions { refName { include } }
      rules(first: 5) { nodes { type parameters {
        ... on PullRequestParameters { requiredApprovingReviewCount }
        ... on RequiredStatusChecksParameters { requiredStatusChecks { context } } } } } } }
    hasVulnerabilityAlertsEnabled
    codeowners { errors { message line } }
    defaultBranchRef { branchProtectionRule { pattern } target { ... on Commit { statusCheckRollup { state } } } }
  } }`
  const rulesets = {
    nodes: [
      {
        name: 'Reviewed',
        enforcement: 'ACTIVE',
        target: 'BRANCH',
        conditions: { refName: { include: ['~DEFAULT_BRANCH'] } },
        rules: {
          nodes: [
            { type: 'PULL_REQUEST', parameters: { requiredApprovingReviewCount: 1 } },
            {
              type: 'REQUIRED_STATUS_CHECKS',
              parameters: { requiredStatusChecks: [{ context: 'test' }, { context: 'lint' }] },
            },
            { type: 'NON_FAST_FORWARD', parameters: null },
            { type: 'CODE_SCANNING' },
          ],
        },
      },
      { name: 'Later', enforcement: 'EVALUATE' },
    ],
  }
  expect(await clientOf('ada').graphql(query)).toMatchObject({
    repository: {
      branchProtectionRules: {
        nodes: [
          {
            pattern: 'main',
            requiresApprovingReviews: true,
            requiredApprovingReviewCount: 2,
            requiresStatusChecks: true,
            requiredStatusCheckContexts: ['test'],
          },
        ],
      },
      rulesets,
      hasVulnerabilityAlertsEnabled: true,
      codeowners: { errors: [{ line: 4 }, { line: 5 }, { line: 6 }, { line: 7 }] },
      defaultBranchRef: { branchProtectionRule: { pattern: 'main' }, target: { statusCheckRollup: null } },
    },
  })
  expect(await clientOf('alan').graphql(query)).toMatchObject({
    repository: {
      branchProtectionRules: { nodes: [] },
      rulesets,
      hasVulnerabilityAlertsEnabled: false,
      defaultBranchRef: { branchProtectionRule: null },
    },
  })
  const site = '{ repository(owner: "hangar", name: "site") { codeowners { errors { line } } } }'
  expect(await clientOf('ada').graphql(site)).toEqual({ repository: { codeowners: null } })
})

test('a restart keeps changed settings and runs', async () => {
  await github.close()
  github = await startLocalGitHub({ root: fixture.root })
  const vault = clientOf('ada').rest.codeScanning.getDefaultSetup({ owner: 'hangar', repo: 'vault' })
  await expect(vault).rejects.toMatchObject({ status: 403 })
  expect((await clientOf('ada').rest.actions.listWorkflowRunsForRepo(SITE)).data.total_count).toBe(3)
})

test('every route about protection was held against the official description', () => {
  expect(ROUTES.filter((route) => !verified.has(`${route} 200`))).toEqual([])
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

function clientOf(login: string): Octokit {
  const request = { fetch: describedFetch(github.apiUrl, [...ROUTES, '/repos/{owner}/{repo}/vulnerability-alerts']) }
  return new Octokit({ baseUrl: github.apiUrl, auth: `token-of-${login}`, log: quiet, request })
}
