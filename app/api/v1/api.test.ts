import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { createToken, revokeToken } from '@/lib/actions/api-tokens'
import { scanOrganisation } from '@/lib/actions/scan'
import { findRoute } from '@/lib/api/fixtures/routes'
import { describeApi } from '@/lib/api/openapi'
import { OPERATIONS } from '@/lib/api/operations'
import { hashOfToken } from '@/lib/auth/api-token'
import { getViewer } from '@/lib/auth/viewer'
import { REQUESTS_OF_ONE_PERSON, REQUESTS_PER_MINUTE } from '@/lib/data/api-usage'
import { db } from '@/lib/data/db'
import { forgetVisibilitiesOf } from '@/lib/data/visibility'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

type Login = keyof typeof PEOPLE

const API = 'http://127.0.0.1:3000/api/v1'
const NOT_FOUND = { error: { code: 'not-found', message: 'There is nothing at this address that you may see.' } }
const tokens = new Map<Login, string>()
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan', 'outsider', 'stranger'] as const) {
    await signIn(login, world.github.issueToken)
    asViewer(login)
    const answer = await createToken(null, form({ name: `${login}’s script`, days: '90' }))
    if (!answer.ok) throw new Error(answer.error)
    tokens.set(login, answer.token)
  }
  asViewer('ada')
  await scanOrganisation('hangar')
  await runJobs(fakeTools().tools)
  await db().campaign.create({
    data: {
      id: 1n,
      organisationId: HANGAR,
      name: 'A README each',
      characteristic: 'readme',
      targetOn: new Date(),
      createdByLogin: 'ada',
    },
  })
})
afterAll(() => world?.close())

beforeEach(async () => {
  vi.mocked(getViewer).mockResolvedValue(null)
  world.github.clearFaults()
  await db().apiUsage.deleteMany()
})

const EVERY_ADDRESS = {
  '/orgs': '/orgs',
  '/orgs/{org}': '/orgs/hangar',
  '/orgs/{org}/weights': '/orgs/hangar/weights',
  '/orgs/{org}/exports/{file}': '/orgs/hangar/exports/repositories.json',
  '/orgs/{org}/repositories': '/orgs/hangar/repositories',
  '/orgs/{org}/repositories/{name}': '/orgs/hangar/repositories/api',
  '/orgs/{org}/repositories/{name}/history': '/orgs/hangar/repositories/api/history',
  '/orgs/{org}/repositories/{name}/exports/{file}': '/orgs/hangar/repositories/api/exports/characteristics.json',
  '/orgs/{org}/teams': '/orgs/hangar/teams',
  '/orgs/{org}/teams/{slug}': '/orgs/hangar/teams/engines',
  '/orgs/{org}/teams/{slug}/exports/{file}': '/orgs/hangar/teams/engines/exports/changes.json',
  '/orgs/{org}/characteristics': '/orgs/hangar/characteristics',
  '/orgs/{org}/characteristics/{id}': '/orgs/hangar/characteristics/readme',
  '/orgs/{org}/characteristics/{id}/exports/{file}': '/orgs/hangar/characteristics/readme/exports/repositories.json',
  '/orgs/{org}/settings/log/exports/{file}': '/orgs/hangar/settings/log/exports/changes.json',
  '/orgs/{org}/waivers': '/orgs/hangar/waivers',
  '/orgs/{org}/waivers/exports/{file}': '/orgs/hangar/waivers/exports/waivers.json',
  '/orgs/{org}/campaigns': '/orgs/hangar/campaigns',
  '/orgs/{org}/campaigns/{id}': '/orgs/hangar/campaigns/1',
  '/orgs/{org}/campaigns/{id}/exports/{file}': '/orgs/hangar/campaigns/1/exports/left.json',
} as const

test('every operation is tried here', () => {
  expect(Object.keys(EVERY_ADDRESS).sort()).toEqual(
    Object.values(OPERATIONS)
      .map(({ path }) => path)
      .sort(),
  )
})

test.each(Object.entries(EVERY_ADDRESS))('%s answers as it is described', async (path, address) => {
  const { status, body } = await ask('ada', address)
  expect(status).toBe(200)
  const description = describeApi()
  const schema = description.paths[path]?.get.responses['200'].content['application/json']?.schema
  const ajv = new Ajv2020({ strict: false })
  addFormats(ajv)
  const components = { components: { schemas: description.components.schemas } }
  const validate = ajv.compile({ ...components, ...schema })
  expect(validate(body) ? [] : validate.errors).toEqual([])
})

test.each(Object.entries(EVERY_ADDRESS))(
  '%s refuses who is nobody and tells a stranger nothing',
  async (path, address) => {
    expect(await ask(null, address)).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } })
    const stranger = await ask('stranger', address)
    if (path === '/orgs') expect(stranger.body).toEqual({ organisations: [] })
    else expect(stranger).toMatchObject({ status: 404, body: NOT_FOUND })
  },
)

test('a token sees what GitHub shows its owner, and nothing else', async () => {
  const names = async (login: Login) => {
    const { body } = await ask(login, '/orgs/hangar/repositories?sort=name')
    return (body as { repositories: { name: string }[] }).repositories.map(({ name }) => name)
  }
  expect(await names('ada')).toEqual(['api', 'site', 'vault'])
  expect(await names('alan')).toEqual(['api', 'site'])
  expect(await names('outsider')).toEqual(['vault'])
  expect((await ask('outsider', '/orgs/hangar')).body).toMatchObject({ role: 'collaborator', repositories: 1 })
  expect((await ask('outsider', '/orgs/hangar/teams')).body).toMatchObject({ teams: [] })
})

test('the answers hold what the pages show', async () => {
  expect((await ask('ada', '/orgs')).body).toMatchObject({
    organisations: [{ login: 'hangar', role: 'admin', state: 'scanned', url: `${API}/orgs/hangar` }],
  })
  const { body: summary } = await ask('ada', '/orgs/hangar')
  expect(summary).toMatchObject({ repositories: 3, score: 50, categories: { documentation: 50, robustness: null } })
  expect((summary as { trend: { points: unknown[] } }).trend.points).toHaveLength(13)
  expect((await ask('ada', '/orgs/hangar/repositories/api')).body).toMatchObject({
    name: 'api',
    teams: [{ slug: 'engines' }],
    audit: { score: 50, results: [{ id: 'readme', verdict: 'partial', evidence: [{ path: 'README.md', line: 1 }] }] },
    waivers: [],
    effectiveScore: 50,
    htmlUrl: 'http://127.0.0.1:3000/orgs/hangar/repositories/api',
  })
  expect((await ask('ada', '/orgs/hangar/teams/engines')).body).toMatchObject({ slug: 'engines', score: 50 })
  expect((await ask('ada', '/orgs/hangar/characteristics')).body).toMatchObject({ audited: 3 })
  expect((await ask('ada', '/orgs/hangar/characteristics/readme?verdict=partial')).body).toMatchObject({
    counts: { partial: 3, pass: 0 },
    total: 3,
    repositories: [{ name: 'api', evidence: { path: 'README.md' } }, { name: 'site' }, { name: 'vault' }],
  })
})

test.each([
  '/orgs/hangar/repositories/vault',
  '/orgs/hangar/repositories/vault/history',
  '/orgs/hangar/repositories/vault/exports/characteristics.csv',
])('%s looks to who may not see it like what does not exist', async (address) => {
  const missing = await ask('alan', address.replace('vault', 'nothing'))
  const hidden = await ask('alan', address)
  expect(hidden).toMatchObject({ status: 404, body: NOT_FOUND })
  expect(hidden.body).toEqual(missing.body)
  expect((await ask('ada', address)).status).toBe(200)
})

test('a gap that is waived stays in the score and leaves the effective one', async () => {
  const { githubId } = await db().repository.findFirstOrThrow({ where: { name: 'site' } })
  const expiresOn = new Date(Date.now() + 86_400_000)
  const waiver = { repositoryId: githubId, characteristic: 'readme', reason: 'It is a test.', expiresOn }
  await db().waiver.create({ data: { ...waiver, createdByLogin: 'ada' } })
  expect((await ask('ada', '/orgs/hangar/repositories/site')).body).toMatchObject({
    audit: { score: 50 },
    waivers: [{ characteristic: 'readme', reason: 'It is a test.', by: 'ada' }],
    effectiveScore: null,
  })
})

test('waivers and campaigns are told over what their reader may see, and to nobody from outside the campaigns', async () => {
  const { githubId } = await db().repository.findFirstOrThrow({ where: { name: 'vault' } })
  const waiver = { repositoryId: githubId, characteristic: 'readme', reason: 'It is a test.', createdByLogin: 'ada' }
  await db().waiver.create({ data: { ...waiver, expiresOn: new Date(Date.now() + 5 * 86_400_000) } })
  const waived = async (login: Login) =>
    ((await ask(login, '/orgs/hangar/waivers')).body as { waivers: { repository: string }[] }).waivers.map(
      ({ repository }) => repository,
    )
  expect(await waived('ada')).toContain('vault')
  expect(await waived('alan')).not.toContain('vault')
  expect(await waived('outsider')).toEqual(['vault'])
  expect((await ask('ada', '/orgs/hangar/campaigns')).body).toMatchObject({
    open: [{ id: '1', characteristic: 'readme', minimumScore: null, scope: 3, done: 0 }],
    ended: [],
  })
  expect((await ask('alan', '/orgs/hangar/campaigns/1')).body).toMatchObject({ scope: 2, done: 0, changes: [] })
  for (const address of ['/orgs/hangar/campaigns', '/orgs/hangar/campaigns/1']) {
    expect(await ask('outsider', address)).toMatchObject({ status: 404, body: NOT_FOUND })
  }
  for (const login of ['alan', 'outsider'] as const) {
    expect(await ask(login, '/orgs/hangar/settings/log/exports/changes.csv')).toMatchObject({ status: 404 })
  }
})

test('who loses access on GitHub loses it in the API', async () => {
  await world.github.change({ change: 'remove-team-member', owner: 'hangar', team: 'engines', login: 'alan' })
  await forgetVisibilitiesOf({ userId: PEOPLE.alan })
  expect((await ask('alan', '/orgs/hangar/repositories/api')).status).toBe(404)
  await world.github.change({ change: 'add-team-member', owner: 'hangar', team: 'engines', login: 'alan' })
  await forgetVisibilitiesOf({ userId: PEOPLE.alan })
  expect((await ask('alan', '/orgs/hangar/repositories/api')).status).toBe(200)
})

test('the session of a browser works as well', async () => {
  asViewer('outsider')
  expect((await ask(null, '/orgs/hangar')).body).toMatchObject({ role: 'collaborator' })
})

test.each([
  ['of another shape', 'airw_short'],
  ['never issued', `airw_${'0'.repeat(36)}000000`],
  ['empty', ''],
])('a token %s is refused even where a session would do', async (_what, token) => {
  asViewer('ada')
  expect(await askWith(`Bearer ${token}`, '/orgs')).toMatchObject({ status: 401 })
})

test('a token that was revoked is refused from that moment on', async () => {
  asViewer('stranger')
  const created = await createToken(null, form({ name: 'for a moment', days: '30' }))
  const authorization = `Bearer ${created.ok ? created.token : ''}`
  expect((await askWith(authorization, '/orgs')).status).toBe(200)
  const { id } = await db().apiToken.findFirstOrThrow({ where: { name: 'for a moment' } })
  expect(await revokeToken(null, form({ id: String(id) }))).toMatchObject({ ok: true })
  expect(await askWith(authorization, '/orgs')).toMatchObject({ status: 401 })
})

test('a token that has ended is refused, and says when it ended', async () => {
  const hash = hashOfToken(tokens.get('alan') ?? '')
  const { expiresAt } = await db().apiToken.findUniqueOrThrow({ where: { hash } })
  await db().apiToken.update({ where: { hash }, data: { expiresAt: new Date('2026-01-02T03:04:05Z') } })
  const answer = await ask('alan', '/orgs')
  expect(answer).toMatchObject({ status: 401, body: { error: { message: expect.stringContaining('2026-01-02') } } })
  expect(answer.headers.get('www-authenticate')).toContain('Bearer')
  await db().apiToken.update({ where: { hash }, data: { expiresAt } })
})

test('while the owner of a token is signed out it is refused with a sentence, and works again after a sign-in', async () => {
  await db().githubToken.delete({ where: { userId: PEOPLE.alan } })
  const answer = await ask('alan', '/orgs/hangar')
  expect(answer).toMatchObject({ status: 401, body: { error: { message: expect.stringContaining('Sign in') } } })
  await signIn('alan', world.github.issueToken)
  expect((await ask('alan', '/orgs/hangar')).status).toBe(200)
})

test('a sign-in that GitHub refuses ends in the same answer', async () => {
  await signIn('alan', () => 'a-token-that-nobody-issued')
  await forgetVisibilitiesOf({ userId: PEOPLE.alan })
  expect(await ask('alan', '/orgs/hangar')).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } })
  await signIn('alan', world.github.issueToken)
})

test('while GitHub can not be asked what somebody may see, nothing is shown', async () => {
  await forgetVisibilitiesOf({ userId: PEOPLE.alan })
  world.github.injectFault({ match: '/api/graphql', status: 502, times: 100 })
  const answer = await ask('alan', '/orgs/hangar')
  expect(answer).toMatchObject({ status: 503, body: { error: { code: 'github-unavailable' } } })
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('each token has its own requests of a minute, and one too many is refused', async () => {
  const first = await ask('ada', '/orgs')
  expect(first.headers.get('x-ratelimit-limit')).toBe(String(REQUESTS_PER_MINUTE))
  expect(first.headers.get('x-ratelimit-remaining')).toBe(String(REQUESTS_PER_MINUTE - 1))
  await db().$executeRaw`
    update api_usage set requests = ${REQUESTS_PER_MINUTE}, window_started_at = date_trunc('minute', now())`
  const refused = await ask('ada', '/orgs')
  expect(refused).toMatchObject({ status: 429, body: { error: { code: 'rate-limited' } } })
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await ask('alan', '/orgs')).status).toBe(200)
  await db().$executeRaw`update api_usage set window_started_at = now() - interval '1 minute'`
  expect((await ask('ada', '/orgs')).status).toBe(200)
})

test('more tokens give nobody more requests than one person has', async () => {
  await ask('ada', '/orgs')
  await db()
    .$executeRaw`update api_usage set requests = ${REQUESTS_OF_ONE_PERSON - 1} where caller = ${`user:${PEOPLE.ada}`}`
  const [first, second] = [await ask('ada', '/orgs'), tokens.get('ada') ?? '']
  expect(first.headers.get('x-ratelimit-limit')).toBe(String(REQUESTS_OF_ONE_PERSON))
  expect(first.headers.get('x-ratelimit-remaining')).toBe('0')
  asViewer('ada')
  const answer = await createToken(null, form({ name: 'Another', days: '90' }))
  if (!answer.ok) throw new Error(answer.error)
  tokens.set('ada', answer.token)
  const refused = await ask('ada', '/orgs')
  tokens.set('ada', second)
  expect(refused).toMatchObject({ status: 429, body: { error: { code: 'rate-limited' } } })
  expect((await ask('alan', '/orgs')).status).toBe(200)
})

test('when a token was last used is noted', async () => {
  const hash = hashOfToken(tokens.get('ada') ?? '')
  await db().apiToken.update({ where: { hash }, data: { lastUsedAt: null } })
  await ask('ada', '/orgs')
  expect((await db().apiToken.findUniqueOrThrow({ where: { hash } })).lastUsedAt).not.toBeNull()
})

test.each([
  ['/orgs/hangar/repositories?kinds=cli', 'kinds'],
  ['/orgs/hangar/repositories?sort=colour', 'sort'],
  ['/orgs/hangar/repositories?per_page=101', 'per_page'],
  ['/orgs/hangar/repositories?q=%00', 'NUL'],
  ['/orgs/hangar?page=2', 'page'],
  ['/orgs/hangar/characteristics/readme?verdict=good', 'verdict'],
])('%s is refused, and the answer names what is of no use', async (address, word) => {
  const answer = await ask('ada', address)
  expect(answer).toMatchObject({ status: 422, body: { error: { code: 'invalid-input' } } })
  expect(JSON.stringify(answer.body)).toContain(word)
  expect(JSON.stringify(answer.body)).not.toContain('colour')
})

test.each([
  '/orgs/hangar/characteristics/no-such-thing',
  '/orgs/hangar/teams/no-such-team',
  '/orgs/hangar/teams/%00',
  '/orgs/..%2Fhangar',
  '/orgs/hangar/exports/scans.csv',
  '/orgs/hangar/exports/teams.xml',
  '/orgs/hangar/exports/teams.csv.csv',
])('%s is not found', async (address) => {
  expect((await ask('ada', address)).status).toBe(404)
})

test('a list comes in pages whose links lead through all of it', async () => {
  const first = await ask('ada', '/orgs/hangar/repositories?sort=name&per_page=2')
  expect(first.body).toMatchObject({ total: 3, repositories: [{ name: 'api' }, { name: 'site' }] })
  const [, next = ''] = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '') ?? []
  const second = await ask('ada', next.replace(API, ''))
  expect(second.body).toMatchObject({ total: 3, repositories: [{ name: 'vault' }] })
  expect(second.headers.get('link')).not.toContain('rel="next"')
})

test('what the API answers is kept by no cache', async () => {
  for (const address of ['/orgs', '/orgs/nothing', '/orgs/hangar/exports/teams.csv']) {
    expect((await ask('ada', address)).headers.get('cache-control')).toContain('no-store')
  }
})

test('a table as CSV holds what its owner sees, under the filters of the page', async () => {
  const { headers, body } = await ask('ada', '/orgs/hangar/exports/repositories.csv?sort=name&order=desc&q=i')
  expect(headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/)
  expect(headers.get('content-disposition')).toMatch(
    /^attachment; filename="hangar-repositories-\d{4}-\d\d-\d\d\.csv"$/,
  )
  const [head, ...rows] = String(body).trimEnd().split('\r\n')
  expect(head).toMatch(/^id,name,description,isPrivate,/)
  expect(rows.map((row) => row.split(',')[1])).toEqual(['site', 'api'])
  const seen = String((await ask('alan', '/orgs/hangar/exports/repositories.csv')).body)
  expect(seen).not.toContain('vault')
})

test('who is left of a campaign is exported as each may see it, and somebody from outside finds none', async () => {
  const names = async (login: Login) => {
    const { body } = await ask(login, '/orgs/hangar/campaigns/1/exports/left.json')
    return (body as { team: string | null; name: string }[]).map(({ team, name }) => `${team} ${name}`)
  }
  const all = await names('ada')
  expect(all).toContain('engines api')
  expect(all.map((row) => row.split(' ')[1])).toContain('vault')
  expect((await names('alan')).join()).not.toContain('vault')
  expect(await ask('outsider', '/orgs/hangar/campaigns/1/exports/left.json')).toMatchObject({ status: 404 })
  expect(await ask('ada', '/orgs/hangar/campaigns/x/exports/left.json')).toMatchObject({ status: 404 })
  expect(await ask('ada', '/orgs/hangar/campaigns/2/exports/left.json')).toMatchObject({ status: 404 })
})

test('a burn-up is exported over what each may see, and somebody from outside finds none', async () => {
  const address = '/orgs/hangar/campaigns/1/exports/burnup.json'
  const last = async (login: Login) => ((await ask(login, address)).body as object[]).at(-1)
  expect(await last('ada')).toMatchObject({ done: 0, scope: 3, rejudged: 0, rulesChanged: false, changed: null })
  expect(await last('alan')).toMatchObject({ done: 0, scope: 2 })
  expect(await ask('outsider', address)).toMatchObject({ status: 404 })
})

test('the characteristics of a repository are exported with each place that is evidence', async () => {
  const { body } = await ask('ada', '/orgs/hangar/repositories/api/exports/characteristics.json?verdict=partial')
  expect(body).toMatchObject([
    { id: 'readme', verdict: 'partial', path: 'README.md', line: 1, url: expect.stringContaining('README.md') },
  ])
  const { body: none } = await ask('ada', '/orgs/hangar/repositories/api/exports/characteristics.json?verdict=fail')
  expect(none).toEqual([])
  const project = '/orgs/hangar/repositories/api/exports/characteristics.json?project=no-such-project'
  expect((await ask('ada', project)).status).toBe(404)
})

function asViewer(login: Login): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

function ask(login: Login | null, address: string) {
  return askWith(login && `Bearer ${tokens.get(login)}`, address)
}

async function askWith(authorization: string | null, address: string) {
  const { handler, params } = await findRoute(address)
  const request = new Request(`${API}${address}`, { headers: authorization === null ? {} : { authorization } })
  const { status, headers, ...response } = await answerOf(handler(request, { params: Promise.resolve(params) }))
  return { status, headers, body: response.body }
}

async function answerOf(answer: Promise<Response>) {
  const response = await answer
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  return { status: response.status, headers: response.headers, body: isJson ? (JSON.parse(text) as unknown) : text }
}
