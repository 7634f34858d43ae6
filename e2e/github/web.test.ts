import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildFixture } from './fixture'
import { type LocalGitHub, startLocalGitHub } from './server'

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

test('a file opens at a commit with an anchor for every line and its text escaped', async () => {
  const cookie = await signIn('alan')
  const page = await open(`/hangar/api/blob/${fixture.heads.api}/src/api/app.py`, cookie)
  expect(page.status).toBe(200)
  expect(page.text).toContain('<tr id="L1">')
  expect(page.text).toContain('print(&quot;&lt;script&gt;&quot;)')
  const lines = /<table>[\s\S]*<\/table>/.exec(page.text)?.[0]
  expect(lines).toContain('&lt;script&gt;')
  expect(lines).not.toContain('<script')
  expect(page.text).not.toContain('id="L2"')
  expect((await open(`/hangar/api/commit/${fixture.heads.api}`, cookie)).text).toContain('uv.lock')
  expect((await open(`/hangar/api/compare/${fixture.heads.site}...main`, cookie)).text).toContain('Drop the lock')
})

test('what is private is only there for who signed in here and may read it', async () => {
  const paths = [
    '/hangar/api',
    `/hangar/api/blob/${fixture.heads.api}/README.md`,
    `/hangar/api/commit/${fixture.heads.api}`,
  ]
  for (const path of paths) {
    expect((await open(path)).status).toBe(404)
    expect((await open(path, await signIn('stranger'))).status).toBe(404)
    expect((await open(path, await signIn('ada'))).status).toBe(200)
  }
  expect((await open('/hangar')).text).not.toContain('vault')
  expect((await open('/hangar', await signIn('ada'))).text).toContain('vault')
})

test('what is public is there for everybody', async () => {
  const page = await open('/hangar/site')
  expect(page.text).toContain(`/hangar/site/blob/${fixture.heads.site}/README.md`)
  expect((await open('/hangar/empty')).text).toContain('This repository is empty.')
  expect((await open('/hangar/site/tree/main')).status).toBe(200)
  expect((await open('/hangar/site/raw/main/README.md')).text).toBe('# API\n')
  expect((await open('/hangar/site/blob/main/absent.py')).status).toBe(404)
  expect((await open('/hangar/site/blob/main/..%2F..%2Fconfig')).status).toBe(404)
  expect((await open('/nobody')).status).toBe(404)
  expect((await open('/')).text).toContain('Hangar Works')
})

test('everybody has a picture, whatever their name', async () => {
  const picture = await open('/avatars/%3Cscript%3E.svg')
  expect(picture.status).toBe(200)
  expect(picture.text).not.toContain('<script')
  expect((await open('/avatars/ada.svg')).text).toContain('AD')
})

async function open(path: string, cookie = '') {
  const response = await fetch(github.url + path, { headers: { cookie } })
  return { status: response.status, text: await response.text() }
}

async function signIn(login: string): Promise<string> {
  const body = new URLSearchParams({ client_id: 'client', redirect_uri: 'http://localhost:1/', login })
  const response = await fetch(`${github.url}/login/oauth/authorize`, { method: 'POST', body, redirect: 'manual' })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}
