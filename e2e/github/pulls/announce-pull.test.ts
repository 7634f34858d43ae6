import { afterAll, beforeAll, expect, test } from 'vitest'
import { push } from '../control-routes'
import { describedSchema } from '../described-fetch'
import { buildFixture } from '../fixture'
import { type Announcement, Host } from '../host'
import { Webhooks } from '../webhooks/webhooks'
import { controlPull } from './pull-control'

const API = { owner: 'hangar', repo: 'api' }
const OPEN = { action: 'open', ...API, head: 'topic', base: 'main', title: 'Lock', by: 'alan' } as const

let fixture: Awaited<ReturnType<typeof buildFixture>>
let host: Host
const deliveries: Announcement[] = []
const moves: object[] = []

beforeAll(async () => {
  fixture = await buildFixture()
  host = await Host.open(fixture.root, 'http://127.0.0.1:1')
  host.announce = (announcement) => deliveries.push(announcement)
  host.branchMoved = (_, move) => moves.push(move)
})
afterAll(async () => {
  await host.records.flush()
  await fixture.remove()
})

test('opening, pushing, closing, opening again and merging are told in this order, in payloads as described', async () => {
  const first = await work('1\n')
  const { number } = await controlPull(host, OPEN)
  const second = await work('2\n')
  await controlPull(host, { action: 'close', ...API, number, by: 'ada' })
  await controlPull(host, { action: 'reopen', ...API, number, by: 'ada' })
  const merged = await controlPull(host, { action: 'merge', ...API, number, by: 'ada' })
  expect(deliveries.map(({ event, payload }) => `${event} ${payload.action}`)).toEqual([
    'pull_request opened',
    'pull_request synchronize',
    'pull_request closed',
    'pull_request reopened',
    'pull_request closed',
  ])
  for (const { payload } of deliveries) {
    const validate = await describedSchema(`webhook-pull-request-${payload.action}`)
    validate(payload)
    expect(validate.errors ?? []).toEqual([])
  }
  expect(deliveries[0]?.payload).toMatchObject({
    number,
    pull_request: {
      number,
      state: 'open',
      title: 'Lock',
      user: { login: 'alan' },
      draft: false,
      merged: false,
      mergeable: null,
      merge_commit_sha: null,
      html_url: `http://127.0.0.1:1/hangar/api/pull/${number}`,
      head: { sha: first, ref: 'topic', repo: { id: 1001, full_name: 'hangar/api' } },
      base: { sha: fixture.heads.api, ref: 'main', repo: { id: 1001 } },
    },
    repository: { id: 1001, full_name: 'hangar/api' },
    organization: { login: 'hangar', id: 100 },
    sender: { login: 'alan' },
  })
  expect(deliveries[1]?.payload).toMatchObject({ before: first, after: second, sender: { login: 'grace' } })
  expect(deliveries[4]?.payload).toMatchObject({
    pull_request: { merged: true, merge_commit_sha: merged.sha, merged_by: { login: 'ada' } },
    sender: { login: 'ada' },
  })
  expect(moves).toEqual([{ branch: 'main', before: fixture.heads.api, after: merged.sha, by: 'ada' }])
})

test('a payload is written for nobody in particular', () => {
  expect(JSON.stringify(deliveries)).not.toContain('"permissions"')
})

async function work(content: string): Promise<string> {
  const author = { name: 'Grace', email: 'grace@example.test' }
  return (
    await push(
      { host, webhooks: new Webhooks(host) },
      { ...API, branch: 'topic', files: { 'w.py': content }, message: 'Work', author },
    )
  ).sha
}
