import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describedFetch } from '../described-fetch'
import { buildFixture } from '../fixture'
import { type LocalGitHub, startLocalGitHub } from '../server'

const CONVERSION = '/app-manifests/{code}/conversions'
const MANIFEST = {
  name: 'Airworthy of Hangar',
  url: 'http://127.0.0.1:3000',
  hook_attributes: { url: 'http://127.0.0.1:3000/api/webhooks' },
  redirect_url: 'http://127.0.0.1:3000/setup/created',
  callback_urls: ['http://127.0.0.1:3000/api/auth/callback/github'],
  setup_url: 'http://127.0.0.1:3000/setup/installed',
  public: false,
  default_permissions: { contents: 'read', members: 'read' },
  default_events: ['push', 'repository'],
}

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

test('a manifest becomes an App whose credentials are handed out once, and which installs and works', async () => {
  const asked = await post('/organizations/hangar/settings/apps/new?state=mine', { manifest: JSON.stringify(MANIFEST) })
  const page = await asked.text()
  for (const text of [
    'Airworthy of Hangar',
    'contents: read',
    'members: read',
    'metadata: read',
    'push',
    'Create GitHub App as ada',
  ]) {
    expect(page).toContain(text)
  }
  expect(page).not.toContain('Create GitHub App as alan')

  const created = await post('/organizations/hangar/settings/apps', fieldsOf(page))
  const target = new URL(created.headers.get('location') ?? '')
  expect(target.origin + target.pathname).toBe(MANIFEST.redirect_url)
  expect(target.searchParams.get('state')).toBe('mine')
  const convert = () =>
    describedFetch(github.apiUrl, [CONVERSION])(
      `${github.apiUrl}/app-manifests/${target.searchParams.get('code')}/conversions`,
      { method: 'POST' },
    )
  const first = await convert()
  expect(first.status).toBe(201)
  const app = await first.json()
  expect(app).toMatchObject({
    slug: 'airworthy-of-hangar',
    owner: { login: 'hangar' },
    permissions: { metadata: 'read', contents: 'read', members: 'read' },
    events: ['push', 'repository'],
    webhook_secret: expect.stringMatching(/^[0-9a-f]{40}$/),
    pem: expect.stringContaining('-----BEGIN RSA PRIVATE KEY-----'),
  })
  expect((await convert()).status).toBe(404)

  const cookie = cookieOf(created)
  const targets = await (await get(`/apps/${app.slug}/installations/new?state=yours`, cookie)).text()
  const [, link = ''] = /href="(\/apps\/[^"]+target_id=100[^"]*)"/.exec(targets) ?? []
  const choice = await (await get(link.replaceAll('&amp;', '&'), cookie)).text()
  expect(choice).toContain('value="vault"')
  const form = [
    ...Object.entries(fieldsOf(choice)),
    ['selection', 'selected'],
    ['repositories', 'api'],
    ['repositories', 'vault'],
  ]
  const installed = await post(`/apps/${app.slug}/installations`, form as [string, string][], cookie)
  const back = new URL(installed.headers.get('location') ?? '')
  expect(back.origin + back.pathname).toBe(MANIFEST.setup_url)
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ setup_action: 'install', state: 'yours' })

  const installationId = Number(back.searchParams.get('installation_id'))
  const auth = { appId: app.id, privateKey: app.pem, installationId }
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const client = new Octokit({ baseUrl: github.apiUrl, authStrategy: createAppAuth, auth, log })
  const { data } = await client.rest.apps.listReposAccessibleToInstallation()
  expect(data.repositories.map(({ name }) => name)).toEqual(['api', 'vault'])

  const settings = `/organizations/hangar/settings/installations/${installationId}`
  expect(await (await get(settings, cookie)).text()).toContain('value="api" checked')
  await post(settings, { do: 'save', selection: 'all' }, cookie)
  expect((await client.rest.apps.listReposAccessibleToInstallation()).data.total_count).toBe(4)
  await post(
    settings,
    [
      ['do', 'save'],
      ['selection', 'selected'],
      ['repositories', 'site'],
    ],
    cookie,
  )
  const left = await client.rest.apps.listReposAccessibleToInstallation()
  expect(left.data.repositories.map(({ name }) => name)).toEqual(['site'])
  await post(settings, { do: 'suspend' }, cookie)
  await expect(client.rest.apps.listReposAccessibleToInstallation()).rejects.toMatchObject({ status: 403 })
  await post(settings, { do: 'uninstall' }, cookie)
  expect((await get(settings, cookie)).status).toBe(404)
})

test('a link fills the page in, and a person gets the credentials on it', async () => {
  const query = new URLSearchParams([
    ['name', 'By <link>'],
    ['url', 'http://127.0.0.1:3000'],
    ['webhook_url', 'http://127.0.0.1:3000/hook'],
    ['contents', 'read'],
    ['members', 'read'],
    ['events[]', 'push'],
    ['events[]', 'team'],
    ['callback_urls[]', 'http://127.0.0.1:3000/callback'],
    ['public', 'false'],
  ])
  const page = await (await get(`/settings/apps/new?${query}`)).text()
  expect(page).toContain('value="By &lt;link&gt;"')
  for (const text of ['contents: read', 'members: read', 'push', 'team', 'http://127.0.0.1:3000/callback']) {
    expect(page).toContain(text)
  }
  const created = await (await post('/settings/apps', { ...fieldsOf(page), login: 'alan' })).text()
  expect(created).toContain('-----BEGIN RSA PRIVATE KEY-----')
  expect(created).toContain('By &lt;link&gt;')
  const taken = await post('/settings/apps', { ...fieldsOf(page), login: 'alan' })
  expect(taken.status).toBe(422)
})

test('only owners create Apps for an organisation, install them, and see their installations', async () => {
  const manifest = JSON.stringify({ ...MANIFEST, name: 'Forbidden' })
  const alan = await signIn('alan')
  expect((await post('/organizations/hangar/settings/apps/new', { manifest }, alan)).status).toBe(404)
  expect((await post('/organizations/hangar/settings/apps', { manifest, login: 'alan' })).status).toBe(404)
  expect((await post('/organizations/hangar/settings/apps', { manifest, login: 'ada' }, alan)).status).toBe(404)
  const { app } = await github.addApp({ name: 'Private', owner: 'tower', public: false })
  const ada = await signIn('ada')
  expect(await (await get(`/apps/${app.slug}/installations/new`, ada)).text()).toContain('You own no organisation')
  const refused = await post(`/apps/${app.slug}/installations`, { target_id: '100', selection: 'all' }, ada)
  expect(refused.status).toBe(404)
  const asked = await get(`/apps/${app.slug}/installations/new`)
  expect(asked.headers.get('location')).toBe(`/login?return_to=%2Fapps%2F${app.slug}%2Finstallations%2Fnew`)
})

test('forms of other sites do nothing, and signing in leads to no other site', async () => {
  const cookie = await signIn('ada')
  const { app } = await github.addApp({ name: 'Careful', owner: 'hangar' })
  const headers = { cookie, origin: 'http://evil.example' }
  const body = new URLSearchParams({ target_id: '100', selection: 'all' })
  const answer = await fetch(`${github.url}/apps/${app.slug}/installations`, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
  })
  expect(answer.status).toBe(404)
  const away = await post('/login', { login: 'ada', return_to: '//evil.example' })
  expect(away.headers.get('location')).toBe('/')
})

test('a manifest that lacks what it must say is refused with the reason', async () => {
  const answer = await post('/settings/apps/new', { manifest: '{"name":"x"}' })
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('url')])
})

function get(path: string, cookie = ''): Promise<Response> {
  return fetch(github.url + path, { headers: { cookie }, redirect: 'manual' })
}

function post(path: string, fields: Record<string, string> | [string, string][], cookie = ''): Promise<Response> {
  return fetch(github.url + path, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
}

async function signIn(login: string): Promise<string> {
  return cookieOf(await post('/login', { login, return_to: '/' }))
}

function cookieOf(answer: Response): string {
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** What a browser would send: hidden fields, the name and the first button. */
function fieldsOf(page: string): Record<string, string> {
  const inputs = page.matchAll(
    /<(?:input(?: type="hidden")?|button type="submit") name="(\w+)"[^>]* value="([^"]*)"|<(?:input type="hidden"|button type="submit") name="(\w+)" value="([^"]*)"/g,
  )
  const fields: Record<string, string> = {}
  for (const [, name, value, other, text] of inputs) fields[name ?? other ?? ''] ??= plainText(value ?? text ?? '')
  return fields
}

function plainText(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
