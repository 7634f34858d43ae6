import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type AppRequest, extras, isReachable, manifestOf, neededPermissions, prefillQuery } from './app-manifest'
import { inProject } from './paths'

const request: AppRequest = { organisation: 'octo-org', url: 'https://air.example.com/', with: [], isPublic: false }
const READ = { metadata: 'read', contents: 'read', members: 'read' }

test('the App asks for what reading takes and nothing else', () => {
  expect(manifestOf(request, 'http://127.0.0.1:5/created')).toEqual({
    name: 'Airworthy octo-org',
    description: expect.any(String),
    url: 'https://air.example.com',
    redirect_url: 'http://127.0.0.1:5/created',
    callback_urls: ['https://air.example.com/api/auth/callback/github'],
    setup_url: 'https://air.example.com/orgs',
    public: false,
    default_permissions: READ,
    hook_attributes: { url: 'https://air.example.com/api/webhooks/github', active: true },
    default_events: ['push', 'repository', 'team', 'membership', 'member', 'organization'],
  })
})

test('what can be granted besides is asked for when it was chosen, the higher level where two want the same', () => {
  const chosen: AppRequest = { ...request, with: ['signals', 'checks', 'issues'] }
  const { default_permissions, default_events } = manifestOf(chosen, '')
  expect(default_permissions).toEqual({
    ...READ,
    administration: 'read',
    security_events: 'read',
    statuses: 'read',
    checks: 'write',
    pull_requests: 'read',
    issues: 'write',
  })
  expect(default_events).toContain('pull_request')
})

test('an address that GitHub can not reach brings no webhook', () => {
  const local: AppRequest = { ...request, url: 'http://127.0.0.1:3000' }
  expect(manifestOf(local, '')).not.toHaveProperty('hook_attributes')
  expect(manifestOf(local, '')).not.toHaveProperty('default_events')
  expect(prefillQuery(local).get('webhook_active')).toBe('false')
  expect(prefillQuery(local).has('webhook_url')).toBe(false)
  expect(['http://localhost:3000', 'http://[::1]:3000', 'http://127.9.9.9'].some(isReachable)).toBe(false)
  expect(isReachable('https://localhost.example.com')).toBe(true)
})

test("GitHub's form is filled in with the same", () => {
  const query = prefillQuery({ ...request, with: ['issues'], isPublic: true })
  expect(Object.fromEntries(query)).toMatchObject({
    ...READ,
    issues: 'write',
    name: 'Airworthy octo-org',
    url: 'https://air.example.com',
    setup_url: 'https://air.example.com/orgs',
    public: 'true',
    webhook_active: 'true',
    webhook_url: 'https://air.example.com/api/webhooks/github',
  })
  expect(query.getAll('callback_urls[]')).toEqual(['https://air.example.com/api/auth/callback/github'])
  expect(query.getAll('events[]')).toEqual(['push', 'repository', 'team', 'membership', 'member', 'organization'])
})

test('what is read about running Airworthy names every permission', () => {
  const readme = readFileSync(inProject('lib/setup/README.md'), 'utf8')
  const permissions = [...neededPermissions, ...Object.values(extras).flatMap((extra) => extra.permissions)]
  expect(permissions.filter(({ title }) => !readme.includes(title))).toEqual([])
})

test('a name is never longer than GitHub takes', () => {
  const { name } = manifestOf({ ...request, organisation: 'a-name-of-thirty-nine-characters-exactly' }, '')
  expect(name).toHaveLength(34)
})
