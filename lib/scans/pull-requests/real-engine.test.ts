import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleAuditThread } from '@/e2e/scans/audit-thread'
import { HANGAR, REPOSITORIES } from '@/e2e/scans/people'
import { runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { WEBHOOK_SECRET } from '@/e2e/scans/webhook-payloads'
import { becomeApp, startReceiver } from '@/e2e/scans/webhook-receiver'
import { requireCheck } from '@/lib/checks/registry'
import { CHARACTERISTICS, type Verdict } from '@/lib/checks/rubric'
import { verdictScore } from '@/lib/checks/score'
import type { Weights } from '@/lib/checks/weights'
import { db } from '@/lib/data/db'
import { storeInstallation } from '@/lib/data/installations'
import { storeWeights } from '@/lib/data/store-weights'
import { createAuditTools } from '../create-audit-tools'
import { startOrganisationScan } from '../start-scan'
import { receiveWebhook } from '../webhooks/receive'

const SITE = { owner: 'hangar', repo: 'site' }
/** A small service with a route for each kind of thing. */
function service(handler: string, route: (name: string) => string): string {
  const names = ['gate', 'belt', 'stand', 'desk', 'lounge', 'crew', 'bag', 'seat']
  const head =
    'import logging\n\nfrom flask import Flask, jsonify\n\napp = Flask(__name__)\nlogger = logging.getLogger(__name__)\n'
  return [head, handler, ...names.map(route)].filter(Boolean).join('\n\n')
}

const HANDLER = `@app.errorhandler(Exception)
def failed(error):
    logger.exception("a request failed")
    return jsonify(error="internal"), 500
`
const careful = (name: string) => `@app.get("/${name}s/<number>")
def read_${name}(number):
    try:
        value = int(number)
    except ValueError:
        logger.warning("no ${name}: %s", number)
        return jsonify(error="not found"), 404
    return jsonify(${name}=value)
`
const careless = (name: string) => `@app.get("/${name}s/<number>")
def read_${name}(number):
    try:
        value = int(number)
        return jsonify(${name}=value)
    except:
        pass
`
const BASE = {
  'requirements.txt': 'flask==3.0.3\ngunicorn==22.0.0\n',
  'app.py': service(HANDLER, careful),
}
const WORK = {
  'app.py': service('', careless),
  'tests/test_app.py': `from app import app


def test_a_gate_is_a_number():
    assert app.test_client().get("/gates/7").json == {"gate": 7}


def test_what_is_no_number_is_not_found():
    assert app.test_client().get("/gates/x").status_code == 404
`,
  '.github/workflows/test.yml': `on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pip install -r requirements.txt pytest
      - run: pytest
`,
}

let world: Awaited<ReturnType<typeof startScanWorld>>
let receiver: Awaited<ReturnType<typeof startReceiver>>
let tools: ReturnType<typeof createAuditTools>
let thread: Awaited<ReturnType<typeof bundleAuditThread>>

beforeAll(async () => {
  world = await startScanWorld()
  const { app } = await becomeApp(world.github, ['hangar'], { checks: 'write' })
  // The environment is read once, so it must be whole by now.
  thread = await bundleAuditThread()
  tools = createAuditTools({ threads: 1, threadFile: thread.threadFile })
  receiver = await startReceiver(receiveWebhook)
  await world.github.setWebhook(app.id, { url: receiver.url, secret: WEBHOOK_SECRET })
  await storeInstallation({
    githubId: BigInt(app.installations[0]?.id ?? 0),
    organisation: { githubId: HANGAR, login: 'hangar', avatarUrl: null },
    repositorySelection: 'all',
    permissions: app.permissions,
    suspendedAt: null,
  })
  await world.github.push({ ...SITE, files: BASE, message: 'Serve gates' })
  await startOrganisationScan(HANGAR, { trigger: 'schedule', startedById: null })
  await runJobs(tools)
})
afterAll(async () => {
  await tools?.close()
  thread?.remove()
  await receiver?.close()
  await world?.close()
})

test('real code that gains tests and loses its care is told both, at the lines that lost it', async () => {
  const { sha } = await world.github.push({ ...SITE, branch: 'work', files: WORK, message: 'Test, and trust' })
  const pull = { action: 'open', ...SITE, head: 'work', base: 'main', title: 'Work', by: 'alan' } as const
  await world.github.pull(pull)
  await world.github.deliveriesSettled()
  await runJobs(tools)
  const [row] = await db().pullRequestCheck.findMany({ where: { repositoryId: REPOSITORIES.site } })
  expect(row).toMatchObject({ status: 'done', headCommit: sha })
  expect(row?.changes).toContainEqual({ characteristic: 'testing', from: 'fail', to: 'pass' })
  expect(row?.changes).toContainEqual({ characteristic: 'code-style', from: 'partial', to: 'fail' })

  const { check_runs } = await ask(`/repos/hangar/site/commits/${sha}/check-runs`)
  expect(check_runs).toHaveLength(1)
  const [run] = check_runs
  expect(run).toMatchObject({ name: 'Airworthy', status: 'completed', conclusion: 'neutral' })
  expect(run.output.title).toBe(`Score ${shown(row?.scoreBefore)} → ${shown(row?.scoreAfter)}, 5 verdicts change`)
  expect(run.output.summary).toContain(`| ${requireCheck('testing').title} | fail → **pass** |`)
  const annotations: Annotation[] = await ask(`/repos/hangar/site/check-runs/${run.id}/annotations`)
  const lines = WORK['app.py'].split('\n')
  const marked = annotations.filter(({ title }) => title === `${requireCheck('code-style').title}: fail`)
  expect(marked.length).toBeGreaterThan(0)
  for (const { path, start_line } of marked) {
    expect([path, lines[start_line - 1]?.trim()]).toEqual(['app.py', 'except:'])
  }
})

test('both scores of a pull request are by the weights of its organisation, the stored one and the one made now', async () => {
  const none = Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, 0])) as Weights
  const owner = { organisationId: HANGAR, viewerId: 1n }
  await storeWeights(owner, { ...none, testing: 3, readme: 1 })
  const { sha } = await world.github.push({ ...SITE, branch: 'weighed', files: WORK, message: 'Test' })
  const pull = { action: 'open', ...SITE, head: 'weighed', base: 'main', title: 'Weighed', by: 'alan' } as const
  await world.github.pull(pull)
  await world.github.deliveriesSettled()
  await runJobs(tools)
  const row = await db().pullRequestCheck.findFirst({ where: { repositoryId: REPOSITORIES.site, headCommit: sha } })
  const latest = await db().audit.findFirstOrThrow({ where: { latestOf: { githubId: REPOSITORIES.site } } })
  const readme = (latest.verdicts as Record<string, Verdict>).readme ?? 'unknown'
  const ofReadme = verdictScore(readme) ?? 0
  expect(row?.scoreBefore).toBe(latest.score)
  expect([row?.scoreBefore, row?.scoreAfter]).toEqual([ofReadme * 25, 75 + ofReadme * 25])
  await storeWeights(owner, null)
})

interface Annotation {
  readonly path: string
  readonly start_line: number
  readonly title: string
}

function shown(score: number | null | undefined): string {
  return String(Math.round(score ?? Number.NaN))
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the local GitHub are held against its description elsewhere.
async function ask(path: string): Promise<any> {
  const headers = { authorization: 'Bearer token-of-ada' }
  return (await fetch(`${world.github.apiUrl}${path}`, { headers })).json()
}
