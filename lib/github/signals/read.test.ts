import { createAppAuth } from '@octokit/auth-app'
import { request } from '@octokit/request'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SettingsRequest } from '@/e2e/github/protection/settings-control'
import { startScanWorld } from '@/e2e/scans/scan-world'
import { createGitHubClient } from '../client'
import type { SignalSource } from './ask'
import { readSignals } from './read'
import type { SignalId } from './signal'

const API = { owner: 'hangar', repo: 'api' }
const SOURCE: SignalSource = { owner: 'hangar', name: 'api', defaultBranch: 'main', granted: null }
const READING = { metadata: 'read', contents: 'read', members: 'read' } as const
const EXTRAS = { administration: 'read', security_events: 'read', checks: 'read', statuses: 'read' } as const

type Protection = NonNullable<SettingsRequest['protection']>
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
})
afterAll(() => world?.close())
beforeEach(() => {
  world.github.clearFaults()
  world.github.clearCounters()
  protect({})
})

test('an owner is told of everything that is switched off', async () => {
  expect(await statesFor('ada')).toEqual({
    'branch-protection': 'off: Everybody who may push can rewrite the default branch.',
    'required-reviews': 'off: Changes may come in without anybody’s review.',
    'last-ci-result': 'off: No check reported on the last 4 commits of the default branch.',
    'code-owners': 'off: There is no CODEOWNERS file.',
    dependabot: 'off: Dependabot alerts are switched off.',
    'code-scanning': 'off: No code scanner has reported on the default branch.',
    'secret-scanning': 'off: Secret scanning is switched off.',
  })
})

test('an owner is told of everything that is switched on', async () => {
  protect(EVERYTHING)
  expect(await statesFor('ada')).toMatchObject({
    'branch-protection': 'on: The default branch is protected.',
    'required-reviews': 'on: Branch protection requires 2 approving reviews and review by code owners.',
    dependabot: 'on: Dependabot alerts are switched on, and so are its security updates.',
    'code-scanning': 'on: Code scanning runs by its default set-up.',
    'secret-scanning': 'on: Secret scanning is switched on and stops pushes.',
  })
})

describe('who may read less knows less, and what they may read stays', () => {
  test.each([{}, EVERYTHING])('a plain member never takes "you may not know" for "off" %#', async (protection) => {
    protect(protection)
    const states = await statesFor('alan')
    expect(states.dependabot).toMatch(/^unknown: .*Administration: read/)
    expect(states['secret-scanning']).toMatch(/^unknown/)
    expect(states['branch-protection']).toMatch(protection === EVERYTHING ? /^on/ : /^off/)
    expect(states['required-reviews']).toMatch(protection === EVERYTHING ? /^unknown/ : /^off/)
    expect(states['code-owners']).toMatch(/^off/)
    // Whoever may push reads what scanners reported, and not how they are set up.
    expect(states['code-scanning']).toMatch(/^off/)
  })

  test('a member who may only read is not told of code scanning', async () => {
    const states = await statesFor('grace', { ...SOURCE, name: 'site' })
    expect(states['code-scanning']).toMatch(/^unknown: .*Code scanning alerts: read/)
  })

  test('an installation without further permissions reads what needs none', async () => {
    protect({ ...EVERYTHING, codeScanning: {} })
    world.github.setStatus({ ...API, state: 'success', context: 'ci', by: 'ada' })
    for (const granted of [null, READING]) {
      const states = await statesForApp(READING, granted)
      expect(states).toMatchObject({
        'branch-protection': expect.stringMatching(/^on/),
        'required-reviews': expect.stringMatching(/^unknown: The branch is protected/),
        'last-ci-result': expect.stringMatching(/^unknown: .*Checks: read/),
        'code-owners': expect.stringMatching(/^off/),
        dependabot: expect.stringMatching(/^unknown/),
        'code-scanning': expect.stringMatching(/^unknown/),
        'secret-scanning': expect.stringMatching(/^unknown/),
      })
    }
  })

  test('what an installation is known to lack is not even asked for', async () => {
    world.github.clearCounters()
    await statesForApp(READING, READING)
    const asked = Object.keys(world.github.counters().requests).filter((route) => route.includes('/repos/'))
    expect(asked.sort()).toEqual([
      'GET /api/v3/repos/:owner/:repo',
      'GET /api/v3/repos/:owner/:repo/branches/*',
      'GET /api/v3/repos/:owner/:repo/rules/branches/*',
    ])
  })

  test('each permission of an installation opens its own signals', async () => {
    protect(EVERYTHING)
    world.github.setStatus({ ...API, state: 'failure', context: 'ci', by: 'ada' })
    const known = async (extra: Partial<typeof EXTRAS>) => {
      const states = await statesForApp({ ...READING, ...extra })
      return (Object.keys(states) as SignalId[]).filter((id) => !states[id].startsWith('unknown')).sort()
    }
    const always = ['branch-protection', 'code-owners']
    expect(await known({ administration: 'read' })).toEqual(
      [...always, 'code-scanning', 'dependabot', 'required-reviews', 'secret-scanning'].sort(),
    )
    expect(await known({ security_events: 'read' })).toEqual([...always, 'code-scanning'].sort())
    expect(await known({ checks: 'read', statuses: 'read' })).toEqual([...always, 'last-ci-result'].sort())
    expect(await known(EXTRAS)).toHaveLength(7)
  })

  test('an installation that sees only the default set-up does not take a scanning workflow for none', async () => {
    protect({ codeScanning: { analyses: [{ results: 3 }] } })
    const states = await statesForApp({ ...READING, administration: 'read' })
    expect(states['code-scanning']).toMatch(/^unknown/)
  })
})

describe('branches', () => {
  test.each<[string, Protection, string, string]>([
    [
      'a ruleset that asks for reviews',
      { rulesets: [{ id: 1, name: 'r', rules: [{ type: 'pull_request', requiredReviews: 1 }, { type: 'deletion' }] }] },
      'on: 2 rules of rulesets guard the default branch.',
      'on: A ruleset requires 1 approving review.',
    ],
    [
      'a ruleset that asks for code owners alone',
      {
        rulesets: [
          {
            id: 1,
            name: 'r',
            rules: [{ type: 'pull_request', requiredReviews: 0, requireCodeOwnerReview: true }],
          },
        ],
      },
      'on: A rule of a ruleset guards the default branch.',
      'on: A ruleset requires review by code owners.',
    ],
    [
      'a ruleset of the organisation without reviews',
      { rulesets: [{ id: 1, name: 'r', source: 'Organization', rules: [{ type: 'non_fast_forward' }] }] },
      'on: A rule of a ruleset guards the default branch.',
      'off: Changes may come in without anybody’s review.',
    ],
    [
      'a ruleset that is only evaluated',
      { rulesets: [{ id: 1, name: 'r', enforcement: 'evaluate', rules: [{ type: 'pull_request' }] }] },
      'off: Everybody who may push can rewrite the default branch.',
      'off: Changes may come in without anybody’s review.',
    ],
    [
      'a ruleset beside classic protection with reviews',
      {
        branches: [{ pattern: 'main', requiredReviews: 1 }],
        rulesets: [{ id: 1, name: 'r', rules: [{ type: 'deletion' }] }],
      },
      'on: A rule of a ruleset guards the default branch.',
      'on: Branch protection requires 1 approving review.',
    ],
    [
      'classic protection without reviews',
      { branches: [{ pattern: 'main', requiredChecks: ['test'] }] },
      'on: The default branch is protected.',
      'off: Changes may come in without anybody’s review.',
    ],
  ])('%s', async (_what, protection, guarded, reviewed) => {
    protect(protection)
    const states = await statesFor('ada')
    expect([states['branch-protection'], states['required-reviews']]).toEqual([guarded, reviewed])
  })

  test('the name of a branch may hold whatever git allows', async () => {
    const branch = 'release/2025-{x}&per_page=1#é%2F'
    await world.github.push({ ...API, branch, files: { 'a.py': '1\n' }, message: 'Branch off' })
    protect({ branches: [{ pattern: branch, requiredReviews: 3 }] })
    const states = await statesFor('ada', { ...SOURCE, defaultBranch: branch })
    expect(states['branch-protection']).toBe('on: The default branch is protected.')
    expect(states['required-reviews']).toBe('on: Branch protection requires 3 approving reviews.')
  })

  test('a plan without protection of private branches protects none', async () => {
    const refusal = {
      status: 403,
      body: { message: 'Upgrade to GitHub Pro or make this repository public to enable this feature.' },
    }
    world.github.injectFault({ match: '/api/v3/repos/hangar/api/rules/branches', ...refusal })
    const states = await statesFor('ada')
    expect(states['branch-protection']).toMatch(/^off/)
    expect(states['required-reviews']).toMatch(/^off/)
  })

  test('rules that GitHub does not tell are unknown', async () => {
    world.github.injectFault({ match: '/api/v3/repos/hangar/api/rules/branches', status: 403, body: { message: 'No' } })
    const states = await statesFor('ada')
    expect(states['branch-protection']).toMatch(/^unknown/)
    expect(states['required-reviews']).toMatch(/^unknown/)
  })
})

describe('code scanning', () => {
  test.each<[string, Protection, string]>([
    [
      'results for the default branch say when, and by what',
      {
        codeScanning: {
          analyses: [
            { tool: 'Semgrep', createdAt: '2025-03-01T00:00:00Z' },
            { tool: 'CodeQL', createdAt: '2025-02-01T00:00:00Z' },
          ],
        },
      },
      'on: Semgrep last reported on 1 March 2025.',
    ],
    [
      'results of a pull request alone are none',
      { codeScanning: { analyses: [{ ref: 'refs/pull/1/merge' }] } },
      'off: No code scanner has reported on the default branch.',
    ],
    [
      'what the plan does not hold is off',
      { advancedSecurity: false },
      'off: No code scanner has reported on the default branch.',
    ],
  ])('%s', async (_what, protection, state) => {
    protect(protection)
    expect((await statesFor('ada'))['code-scanning']).toBe(state)
  })
})

describe('the head', () => {
  const GRANTED = { ...READING, ...EXTRAS }

  test('the last result counts, also while newer commits wait for theirs', async () => {
    world.github.setStatus({ ...API, state: 'failure', context: 'ci', by: 'ada' })
    expect((await statesFor('ada'))['last-ci-result']).toBe('off: The checks of the newest commit failed.')
    const failed = await head()
    await world.github.push({ ...API, files: { 'b.py': '1\n' }, message: 'More' })
    world.github.setStatus({ ...API, state: 'pending', context: 'ci', by: 'ada' })
    expect((await statesForApp(GRANTED))['last-ci-result']).toBe(
      `off: The checks of ${failed.slice(0, 7)}, the newest commit that has a result, failed.`,
    )
    await world.github.addWorkflowRun({ ...API, status: 'completed', conclusion: 'success', by: 'ada' })
    world.github.setStatus({ ...API, state: 'success', context: 'ci', by: 'ada' })
    expect((await statesForApp(GRANTED))['last-ci-result']).toBe('on: The checks of the newest commit succeeded.')
  })

  test('CODEOWNERS is judged by GitHub', async () => {
    const state = async (content: string) => {
      await world.github.push({ ...API, files: { '.github/CODEOWNERS': content }, message: 'Name owners' })
      return (await statesFor('ada'))['code-owners']
    }
    expect(await state('* @alan\n')).toBe('on: CODEOWNERS says who reviews what.')
    expect(await state('* @alan\n*.py @nobody-at-all\n')).toBe('off: GitHub can’t use a line of CODEOWNERS.')
    expect(await state('')).toBe('off: CODEOWNERS is empty.')
  })

  test('a part of the query that GitHub refuses leaves the rest as it is', async () => {
    await world.github.push({ ...API, files: { '.github/CODEOWNERS': '* @alan\n' }, message: 'Name owners' })
    world.github.setStatus({ ...API, state: 'success', context: 'ci', by: 'ada' })
    const states = await statesForApp(READING)
    expect(states['code-owners']).toMatch(/^on/)
    expect(states['last-ci-result']).toMatch(/^unknown/)
  })
})

test('a repository that GitHub does not show is said to be so', async () => {
  await expect(statesFor('stranger')).rejects.toMatchObject({ code: 'not-found' })
})

test.each([
  [{ kind: 'secondary-limit', match: '/api/v3/repos/hangar/api/rules' }, 'rate-limited'],
  [{ match: '/api/v3/repos/hangar/api/vulnerability-alerts', status: 500, times: 9 }, 'github-unavailable'],
  [{ match: '/api/v3/repos/hangar/api/rules', status: 200, body: { what: 'is this' } }, 'github-unavailable'],
] as const)('a limit and an outage are no answers: %j', async (fault, code) => {
  world.github.injectFault(fault)
  await expect(statesFor('ada')).rejects.toMatchObject({ code })
})

const EVERYTHING: Protection = {
  branches: [{ pattern: 'main', requiredReviews: 2, requireCodeOwnerReviews: true }],
  dependabotAlerts: true,
  dependabotUpdates: 'enabled',
  secretScanning: 'enabled',
  secretScanningPushProtection: 'enabled',
  codeScanning: { defaultSetup: true },
}

function protect(protection: Protection): void {
  for (const repo of ['api', 'site']) world.github.changeSettings({ owner: 'hangar', repo, protection })
}

async function statesFor(login: string, source = SOURCE): Promise<Record<SignalId, string>> {
  return states(world.github.issueToken(login), source)
}

async function statesForApp(
  permissions: Readonly<Record<string, 'read' | 'write'>>,
  granted: Readonly<Record<string, string>> | null = permissions,
): Promise<Record<SignalId, string>> {
  const { app, privateKey } = await world.github.addApp({
    name: 'Reader',
    permissions,
    installations: [{ organisation: 'hangar' }],
  })
  const auth = createAppAuth({
    appId: app.id,
    privateKey,
    request: request.defaults({ baseUrl: world.github.apiUrl }),
  })
  const { token } = await auth({ type: 'installation', installationId: app.installations[0]?.id ?? 0 })
  return states(token, { ...SOURCE, granted })
}

async function states(token: string, source: SignalSource): Promise<Record<SignalId, string>> {
  const signals = await readSignals(createGitHubClient(token), source)
  return Object.fromEntries(
    Object.entries(signals).map(([id, { state, detail }]) => [id, `${state}: ${detail}`]),
  ) as Record<SignalId, string>
}

async function head(): Promise<string> {
  const headers = { authorization: 'Bearer token-of-ada' }
  const answer = await fetch(`${world.github.apiUrl}/repos/hangar/api/commits/main`, { headers })
  return ((await answer.json()) as { sha: string }).sha
}
