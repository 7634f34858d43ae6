import { createSign, generateKeyPairSync } from 'node:crypto'
import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describedFetch, verified } from '../described-fetch'
import { buildFixture } from '../fixture'
import { type LocalGitHub, startLocalGitHub } from '../server'
import type { RegisteredApp } from './registration'

const ROUTES = [
  '/app',
  '/apps/{app_slug}',
  '/app/installations',
  '/app/installations/{installation_id}',
  '/app/installations/{installation_id}/access_tokens',
  '/orgs/{org}/installation',
  '/repos/{owner}/{repo}/installation',
  '/users/{username}/installation',
  '/installation/repositories',
  '/user/installations',
  '/user/installations/{installation_id}/repositories',
  '/user/memberships/orgs/{org}',
]
const READING = { metadata: 'read', contents: 'read', members: 'read' } as const

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub
let registered: RegisteredApp
let privateKey: string

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
})
beforeEach(async () => {
  registered = await github.addApp({
    name: 'Airworthy',
    owner: 'hangar',
    permissions: READING,
    installations: [{ organisation: 'hangar', repositories: ['api', 'site', 'vault'] }, { organisation: 'tower' }],
  })
  privateKey = registered.privateKey
})
afterEach(async () => {
  for (const { id } of (await appClient().rest.apps.listInstallations()).data) {
    await github.change({ change: 'uninstall-app', installation: id })
  }
  github.clearCounters()
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

describe('as the App itself', () => {
  test('tells who it is and where it is installed', async () => {
    const app = appClient()
    expect((await app.rest.apps.getAuthenticated()).data).toMatchObject({ id: appId(), installations_count: 2 })
    const { data } = await app.rest.apps.listInstallations({ per_page: 1 })
    expect(data).toMatchObject([{ id: idOn('hangar'), repository_selection: 'selected', permissions: READING }])
    const { data: found } = await app.rest.apps.getOrgInstallation({ org: 'HANGAR' })
    expect(found).toMatchObject({ id: idOn('hangar'), account: { login: 'hangar', type: 'Organization' } })
    expect((await app.rest.apps.getInstallation({ installation_id: idOn('tower') })).data.target_id).toBe(200)
    expect((await app.rest.apps.getRepoInstallation({ owner: 'hangar', repo: 'api' })).data.id).toBe(idOn('hangar'))
    expect((await app.rest.apps.getUserInstallation({ username: 'tower' })).data.id).toBe(idOn('tower'))
    const outside = app.rest.apps.getRepoInstallation({ owner: 'hangar', repo: 'empty' })
    await expect(outside).rejects.toMatchObject({ status: 404 })
    expect(
      (await (await installationClient('tower')).rest.apps.getBySlug({ app_slug: registered.app.slug })).data?.name,
    ).toBe('Airworthy')
  })

  test('its client id is as good an issuer as its number', async () => {
    expect(await askApp(sign({ iss: registered.app.clientId }))).toEqual([200, undefined])
    expect(await askApp(sign({ iss: appId() }))).toEqual([200, undefined])
  })

  test.each([
    ['an expired one', () => sign({ exp: now() - 1 }), 401, 'Expiration time'],
    ['one for longer than ten minutes', () => sign({ exp: now() + 700 }), 401, 'too far in the future'],
    ['one from the future', () => sign({ iat: now() + 120 }), 401, 'Issued at'],
    ['one without a beginning', () => sign({ iat: undefined }), 401, "Missing 'issued at'"],
    ['one signed with another key', () => sign({}, otherKey()), 401, 'could not be decoded'],
    ['one whose claims were altered', () => altered(), 401, 'could not be decoded'],
    ['one of an App that does not exist', () => sign({ iss: '4242' }), 404, 'Integration not found'],
    ['an unsigned one', () => sign({}, privateKey, 'none'), 401, 'could not be decoded'],
  ])('a JSON web token is refused: %s', async (_, token, status, message) => {
    const [found, text] = await askApp(token())
    expect(found).toBe(status)
    expect(text).toContain(message)
  })

  test('only a JSON web token opens what belongs to the App, and it opens nothing else', async () => {
    expect((await askApp('token-of-ada'))[0]).toBe(401)
    const { token } = await installationToken()
    expect((await askApp(token))[0]).toBe(401)
    expect((await ask('/repos/hangar/site', sign({}))).status).toBe(401)
    expect((await ask('/user', sign({}))).status).toBe(401)
  })
})

describe('as an installation', () => {
  test('the tokens of an App are long, live an hour and end when told to', async () => {
    const { token, expires_at } = await installationToken()
    expect(token).toMatch(/^ghs_[A-Za-z0-9]{200,}$/)
    const minutes = (Date.parse(expires_at) - Date.now()) / 60_000
    expect(Math.round(minutes)).toBe(60)
    expect((await ask('/repos/hangar/vault', token)).status).toBe(200)
    github.expireTokens()
    expect((await ask('/repos/hangar/vault', token)).status).toBe(401)
    const other = await installationToken()
    expect((await ask('/installation/token', other.token, 'DELETE')).status).toBe(204)
    expect((await ask('/repos/hangar/vault', other.token)).status).toBe(401)
  })

  test('a token outlives a restart, and the file that remembers it does not hold it', async () => {
    const { token } = await installationToken()
    await github.close()
    github = await startLocalGitHub({ root: fixture.root })
    expect((await ask('/repos/hangar/vault', token)).status).toBe(200)
  })

  test('sees the chosen repositories, private or not, what is public, and nothing else', async () => {
    const hangar = await installationClient('hangar')
    expect(await reached(hangar)).toEqual(['hangar/api', 'hangar/site', 'hangar/vault'])
    const { data } = await hangar.rest.repos.listForOrg({ org: 'hangar' })
    expect(data.map(({ name }) => name).sort()).toEqual(['api', 'empty', 'site', 'vault'])
    await expect(hangar.rest.repos.get({ owner: 'tower', repo: 'radar' })).rejects.toMatchObject({ status: 404 })
    const byId = await hangar.request('GET /repositories/{id}', { id: 1003 })
    expect(byId.data.full_name).toBe('hangar/vault')
    await github.change({
      change: 'remove-installation-repositories',
      installation: idOn('hangar'),
      repositories: ['vault'],
    })
    await expect(hangar.rest.repos.get({ owner: 'hangar', repo: 'vault' })).rejects.toMatchObject({ status: 404 })
    expect(await reached(await installationClient('tower'))).toEqual(['tower/radar'])
  })

  test('a list of its repositories comes in pages', async () => {
    const hangar = await installationClient('hangar')
    const { headers, data } = await hangar.rest.apps.listReposAccessibleToInstallation({ per_page: 2 })
    expect(data).toMatchObject({ total_count: 3, repositories: [{ name: 'api' }, { name: 'site' }] })
    expect(headers.link).toContain('rel="next"')
  })

  test('a token can be made for less, never for more', async () => {
    const narrow = await installationToken({ repositories: ['api'], permissions: { contents: 'read' } })
    expect(narrow).toMatchObject({
      permissions: { metadata: 'read', contents: 'read' },
      repository_selection: 'selected',
    })
    expect(narrow.repositories.map(({ name }: { name: string }) => name)).toEqual(['api'])
    expect((await ask('/repos/hangar/api/contents', narrow.token)).status).toBe(200)
    expect((await ask('/repos/hangar/vault', narrow.token)).status).toBe(404)
    expect((await ask('/orgs/hangar/teams', narrow.token)).status).toBe(403)
    expect((await requestToken({ permissions: { contents: 'write' } })).status).toBe(422)
    expect((await requestToken({ repositories: ['empty'] })).status).toBe(422)
    expect((await requestToken({ repository_ids: [1001] })).status).toBe(201)
  })

  test('what it was not granted is forbidden, in REST and in GraphQL on the path that asks', async () => {
    const permissions = { metadata: 'read' } as const
    await github.change({ change: 'set-installation-permissions', installation: idOn('hangar'), permissions })
    const hangar = await installationClient('hangar')
    const forbidden = { status: 403, message: expect.stringContaining('Resource not accessible by integration') }
    await expect(hangar.rest.teams.list({ org: 'hangar' })).rejects.toMatchObject(forbidden)
    await expect(hangar.rest.orgs.listMembers({ org: 'hangar' })).rejects.toMatchObject(forbidden)
    await expect(hangar.rest.repos.getContent({ owner: 'hangar', repo: 'api', path: '' })).rejects.toMatchObject(
      forbidden,
    )
    await expect(hangar.rest.users.getAuthenticated()).rejects.toMatchObject(forbidden)
    expect((await hangar.rest.repos.get({ owner: 'hangar', repo: 'api' })).status).toBe(200)
    expect((await hangar.rest.repos.getContent({ owner: 'hangar', repo: 'site', path: '' })).status).toBe(200)
    for (const field of ['teams', 'membersWithRole']) {
      const refused = hangar.graphql(`{ organization(login: "hangar") { ${field}(first: 9) { totalCount } } }`)
      const message = 'Resource not accessible by integration'
      await expect(refused).rejects.toMatchObject({
        errors: [{ type: 'FORBIDDEN', path: ['organization', field], message }],
      })
    }
    const listed = await hangar.graphql('{ organization(login: "hangar") { repositories(first: 9) { totalCount } } }')
    expect(listed).toEqual({ organization: { repositories: { totalCount: 4 } } })
    const object = hangar.graphql(
      '{ repository(owner: "hangar", name: "api") { name object(expression: "main") { oid } } }',
    )
    await expect(object).rejects.toMatchObject({ errors: [{ type: 'FORBIDDEN', path: ['repository', 'object'] }] })
  })

  test('what an organisation takes back is gone from tokens that were given out', async () => {
    const { token } = await installationToken()
    expect((await ask('/orgs/hangar/teams', token)).status).toBe(200)
    const permissions = { metadata: 'read', contents: 'read' } as const
    await github.change({ change: 'set-installation-permissions', installation: idOn('hangar'), permissions })
    expect((await ask('/orgs/hangar/teams', token)).status).toBe(403)
  })

  test('what an App asks for anew is its own once the organisation has accepted it', async () => {
    const permissions = { ...READING, checks: 'write' } as const
    await github.changeApp(appId(), { permissions })
    expect((await requestToken({ permissions: { checks: 'write' } })).status).toBe(422)
    await github.change({ change: 'set-installation-permissions', installation: idOn('hangar'), permissions })
    expect((await requestToken({ permissions: { checks: 'write' } })).status).toBe(201)
  })

  test('reads an organisation through GraphQL without belonging to it', async () => {
    const hangar = await installationClient('hangar')
    const answer = await hangar.graphql(`{
      viewer { login }
      organization(login: "hangar") {
        viewerIsAMember viewerCanAdminister
        repositories(first: 9) { totalCount nodes { nameWithOwner defaultBranchRef { target { oid } } } }
        teams(first: 9) { nodes { slug members(first: 9) { nodes { login } } repositories(first: 9) { nodes { name } } } }
        membersWithRole(first: 9) { edges { role node { login } } }
      }
    }`)
    expect(answer).toMatchObject({
      viewer: { login: `${registered.app.slug}[bot]` },
      organization: {
        viewerIsAMember: false,
        viewerCanAdminister: false,
        repositories: { totalCount: 4 },
        teams: { nodes: [{ slug: 'engines', members: { nodes: [{ login: 'alan' }] } }, { slug: 'wings' }] },
        membersWithRole: { edges: { length: 3 } },
      },
    })
    const elsewhere =
      '{ organization(login: "tower") { repositories(first: 9) { totalCount } teams(first: 9) { totalCount } } }'
    const strange = { organization: { repositories: { totalCount: 0 }, teams: { totalCount: 0 } } }
    expect(await hangar.graphql(elsewhere)).toEqual(strange)
  })

  test('spends one budget whatever the token, larger for larger organisations', async () => {
    const first = await ask('/repos/hangar/api', (await installationToken()).token)
    expect(first.headers.get('x-ratelimit-limit')).toBe('5000')
    const second = await ask('/repos/hangar/api', (await installationToken()).token)
    expect(second.headers.get('x-ratelimit-used')).toBe('2')
    for (let number = 1; number <= 30; number += 1) {
      await github.change({ change: 'create-repository', owner: 'tower', repo: `beacon-${number}` })
    }
    const { token } = (await (await requestToken({}, idOn('tower'))).json()) as { token: string }
    expect((await ask('/repos/tower/radar', token)).headers.get('x-ratelimit-limit')).toBe('5550')
    for (let number = 1; number <= 30; number += 1) {
      await github.change({ change: 'delete-repository', owner: 'tower', repo: `beacon-${number}` })
    }
  })

  test('entity tags differ from token to token', async () => {
    const first = await ask('/repos/hangar/site', (await installationToken()).token)
    const second = await ask('/repos/hangar/site', (await installationToken()).token)
    expect(second.headers.get('etag')).not.toBe(first.headers.get('etag'))
  })

  test('a suspended installation is refused until it is let in again; an uninstalled one is unknown', async () => {
    const { token } = await installationToken()
    await appClient().rest.apps.suspendInstallation({ installation_id: idOn('hangar') })
    const refused = await requestToken({})
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { message: 'This installation has been suspended' },
    ])
    expect((await ask('/repos/hangar/site', token)).status).toBe(403)
    const { data } = await appClient().rest.apps.getInstallation({ installation_id: idOn('hangar') })
    expect(data.suspended_by?.login).toBe('ada')
    await appClient().rest.apps.unsuspendInstallation({ installation_id: idOn('hangar') })
    expect((await ask('/repos/hangar/site', token)).status).toBe(200)
    const id = idOn('hangar')
    await appClient().rest.apps.deleteInstallation({ installation_id: id })
    expect((await ask('/repos/hangar/site', token)).status).toBe(401)
    expect((await requestToken({}, id)).status).toBe(404)
  })
})

describe('for a person', () => {
  test.each([
    ['ada', ['hangar'], { hangar: ['api', 'site', 'vault'] }],
    ['alan', ['hangar', 'tower'], { hangar: ['api', 'site'], tower: ['radar'] }],
    ['grace', ['hangar', 'tower'], { hangar: ['site'], tower: ['radar'] }],
    ['outsider', ['hangar'], { hangar: ['vault'] }],
    ['stranger', [], {}],
  ])(
    '%s is told of the installations and repositories that concern them',
    async (login, organisations, repositories) => {
      const person = personClient(login)
      const { data } = await person.rest.apps.listInstallationsForAuthenticatedUser()
      expect(data.installations.map(({ target_id }) => target_id)).toEqual(
        organisations.map((name) => (name === 'hangar' ? 100 : 200)),
      )
      for (const organisation of ['hangar', 'tower'] as const) {
        const asked = person.rest.apps.listInstallationReposForAuthenticatedUser({
          installation_id: idOn(organisation),
        })
        const expected = (repositories as Record<string, string[]>)[organisation]
        if (!expected) await expect(asked).rejects.toMatchObject({ status: 404 })
        else expect((await asked).data.repositories.map(({ name }) => name)).toEqual(expected)
      }
    },
  )

  test('what the person has is told beside each repository', async () => {
    const options = { installation_id: idOn('hangar') }
    const { data } = await personClient('alan').rest.apps.listInstallationReposForAuthenticatedUser(options)
    expect(data.repositories.map(({ permissions }) => permissions?.push)).toEqual([true, true])
  })

  test('sees only what both person and App may see', async () => {
    const ada = personClient('ada')
    await github.change({
      change: 'remove-installation-repositories',
      installation: idOn('hangar'),
      repositories: ['vault'],
    })
    await expect(ada.rest.repos.get({ owner: 'hangar', repo: 'vault' })).rejects.toMatchObject({ status: 404 })
    expect((await ada.rest.repos.get({ owner: 'hangar', repo: 'api' })).data.permissions?.admin).toBe(true)
    expect((await ada.rest.repos.get({ owner: 'hangar', repo: 'empty' })).data.permissions?.admin).toBe(false)
    const query = '{ organization(login: "hangar") { viewerIsAMember repositories(first: 9) { nodes { name } } } }'
    const { organization } = await ada.graphql<{ organization: { repositories: { nodes: { name: string }[] } } }>(query)
    expect(organization.repositories.nodes.map(({ name }) => name).sort()).toEqual(['api', 'empty', 'site'])
    await github.change({ change: 'uninstall-app', installation: idOn('tower') })
    const alan = personClient('alan')
    await expect(alan.rest.repos.get({ owner: 'tower', repo: 'radar' })).rejects.toMatchObject({ status: 404 })
    expect((await alan.rest.orgs.listForAuthenticatedUser()).data.map(({ login }) => login)).toEqual(['hangar'])
  })

  test('is told their own place in an organisation where the App is installed', async () => {
    const { data } = await personClient('alan').rest.orgs.getMembershipForAuthenticatedUser({ org: 'hangar' })
    expect(data).toMatchObject({ role: 'member', state: 'active' })
    const stranger = personClient('stranger').rest.orgs.getMembershipForAuthenticatedUser({ org: 'hangar' })
    await expect(stranger).rejects.toMatchObject({ status: 404 })
  })

  test('tokens that belong to no App list no installations', async () => {
    const refused = await ask('/user/installations', 'token-of-ada')
    expect(refused.status).toBe(403)
    const { token } = await installationToken()
    expect((await ask('/user/installations', token)).status).toBe(403)
  })

  test('signing in with the client id of an App gives a token of that App', async () => {
    const callback = 'http://127.0.0.1:3000/callback'
    const { clientId, clientSecret } = registered.app
    const form = { client_id: clientId, redirect_uri: callback, login: 'alan', scope: 'repo' }
    const chosen = await fetch(`${github.url}/login/oauth/authorize`, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'manual',
    })
    const code = new URL(chosen.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const exchanged = await fetch(`${github.url}/login/oauth/access_token`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, code }),
    })
    const { access_token, scope } = (await exchanged.json()) as { access_token: string; scope: string }
    expect(scope).toBe('')
    expect((await ask('/user/installations', access_token)).status).toBe(200)
  })

  test('their authorisation can be revoked, which ends access and refresh', async () => {
    const token = github.issueToken('alan', registered.app.clientId)
    const other = github.issueToken('grace', registered.app.clientId)
    await github.change({ change: 'revoke-authorisation', app: registered.app.slug, login: 'alan' })
    expect((await ask('/user', token)).status).toBe(401)
    expect((await ask('/user', other)).status).toBe(200)
  })
})

test('every route of Apps was held against the official description with a successful answer', () => {
  const labels = [...verified]
    .filter((label) => /20[01]$/.test(label))
    .map((label) => label.replace(/^POST /, '').slice(0, -4))
  expect(ROUTES.filter((route) => !labels.includes(route))).toEqual([])
})

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

function appClient(): Octokit {
  const request = { fetch: describedFetch(github.apiUrl, ROUTES) }
  return new Octokit({
    baseUrl: github.apiUrl,
    authStrategy: createAppAuth,
    auth: { appId: appId(), privateKey },
    log: quiet,
    request,
  })
}

async function installationClient(organisation: string): Promise<Octokit> {
  const request = { fetch: describedFetch(github.apiUrl, ROUTES) }
  return new Octokit({
    baseUrl: github.apiUrl,
    authStrategy: createAppAuth,
    auth: { appId: appId(), privateKey, installationId: idOn(organisation) },
    log: quiet,
    request,
  })
}

function personClient(login: string): Octokit {
  const request = { fetch: describedFetch(github.apiUrl, ROUTES) }
  return new Octokit({
    baseUrl: github.apiUrl,
    auth: github.issueToken(login, registered.app.clientId),
    log: quiet,
    request,
  })
}

async function reached(client: Octokit): Promise<string[]> {
  const { data } = await client.rest.apps.listReposAccessibleToInstallation()
  return data.repositories.map(({ full_name }) => full_name)
}

function requestToken(body: object, id = idOn('hangar')): Promise<Response> {
  const headers = { authorization: `Bearer ${sign({})}`, 'content-type': 'application/json' }
  return describedFetch(github.apiUrl, ROUTES)(`${github.apiUrl}/app/installations/${id}/access_tokens`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
}

// biome-ignore lint/suspicious/noExplicitAny: what the tests look at is what they assert.
async function installationToken(body: object = {}): Promise<any> {
  const answer = await requestToken(body)
  expect(answer.status).toBe(201)
  return answer.json()
}

function ask(path: string, token: string, method = 'GET'): Promise<Response> {
  return fetch(github.apiUrl + path, { method, headers: { authorization: `Bearer ${token}` } })
}

async function askApp(token: string): Promise<[number, string | undefined]> {
  const answer = await ask('/app', token)
  return [answer.status, ((await answer.json()) as { message?: string }).message]
}

function appId(): number {
  return registered.app.id
}

function idOn(organisation: string): number {
  return registered.app.installations.find((each) => each.organisation === organisation)?.id ?? 0
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}

function sign(claims: Record<string, unknown>, key = privateKey, alg = 'RS256'): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = { iss: String(appId()), iat: now() - 30, exp: now() + 500, ...claims }
  const text = `${part({ alg, typ: 'JWT' })}.${part(body)}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`
}

function altered(): string {
  const [head, , signature] = sign({}).split('.')
  const body = sign({ exp: now() + 599 }).split('.')[1]
  return `${head}.${body}.${signature}`
}

function otherKey(): string {
  const options = { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } } as const
  return generateKeyPairSync('rsa', { ...options, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey
}
