import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { person, pushPayload, signedRequest, WEBHOOK_SECRET, webhookRequest } from '@/e2e/scans/webhook-payloads'
import { findOrgAccess } from '@/lib/auth/access'
import { db } from '@/lib/data/db'
import { organisationSecret } from '@/lib/setup/organisation-secret.js'
import { byPerson, startOrganisationScan } from '../start-scan'
import { receiveWebhook } from './receive'

/* Without an App, webhooks are those of organisations: whoever set one up knows the secret, and may write one by hand. */

const TOWER = 200n
const WINGS = { id: 502, slug: 'wings', name: 'Wings', description: null, privacy: 'closed', permission: 'pull' }
const { api } = REPOSITORIES
let world: Awaited<ReturnType<typeof startScanWorld>>
let count = 0

beforeAll(async () => {
  world = await startScanWorld({ GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET })
  for (const login of ['ada', 'alan', 'grace'] as const) await signIn(login, world.github.issueToken)
  await findOrgAccess(PEOPLE.ada, 'hangar')
  await findOrgAccess(PEOPLE.alan, 'tower')
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await startOrganisationScan(TOWER, byPerson(PEOPLE.alan))
  await runJobs(fakeTools().tools)
})
afterAll(() => world?.close())
beforeEach(() => db().webhookDelivery.deleteMany())

test('whoever knows the secret of one organisation speaks for no other, and the common one speaks for none', async () => {
  const body = pushPayload({ before: 'a'.repeat(40), after: 'b'.repeat(40) })
  expect(await receiveWebhook(webhookRequest({ event: 'push', body }, Number(TOWER)))).toMatchObject({ status: 403 })
  const bytes = Buffer.from(JSON.stringify(body))
  for (const secret of [organisationSecret(WEBHOOK_SECRET, String(TOWER)), WEBHOOK_SECRET]) {
    expect(await receiveWebhook(signedRequest(bytes, {}, secret))).toMatchObject({ status: 401 })
  }
  const ofRepository = signedRequest(bytes)
  ofRepository.headers.set('x-github-hook-installation-target-type', 'repository')
  expect(await receiveWebhook(ofRepository)).toMatchObject({ status: 403 })
  expect(await db().webhookDelivery.count()).toBe(0)
})

test('a delivery that failed is begun again by its own organisation only, and as what it was', async () => {
  const failed = {
    id: 'd-known',
    event: 'member',
    action: 'added',
    organisationId: TOWER,
    installationId: null,
    status: 'failed',
    reason: 'It did not work.',
  }
  await db().webhookDelivery.create({ data: failed })
  const body = { member: person(PEOPLE.ada, 'ada'), repository: { id: Number(api) } }
  const send = (id: bigint, action: string, event = 'member') =>
    receiveWebhook(
      webhookRequest(
        { event, body: { organization: { id: Number(id) }, action, ...body, team: WINGS }, id: 'd-known' },
        Number(id),
      ),
    )
  for (const forged of [send(HANGAR, 'added'), send(TOWER, 'removed'), send(TOWER, 'added', 'membership')]) {
    expect(await forged).toMatchObject({ status: 200 })
    expect(await lastDelivery()).toMatchObject(failed)
  }
  expect(await send(TOWER, 'added')).toMatchObject({ status: 202 })
  await runJobs(fakeTools().tools)
  expect(await lastDelivery()).toMatchObject({ organisationId: TOWER, status: 'handled' })
})

test('nobody is signed out by what only an App is told', async () => {
  await tell('github_app_authorization', { action: 'revoked', sender: person(PEOPLE.ada, 'ada') })
  expect(await db().githubToken.count({ where: { userId: PEOPLE.ada } })).toBe(1)
  expect(await lastDelivery()).toMatchObject({ status: 'ignored' })
})

test('a team of another organisation does not become one of this, though whose sign-in is used sees both', async () => {
  await db().team.deleteMany({ where: { githubId: 502n } })
  await tell('team', { action: 'edited', team: WINGS, organization: { id: Number(TOWER), login: 'hangar' } }, TOWER)
  expect(await db().team.findUnique({ where: { githubId: 502n } })).toBeNull()
})

test('a push that is dated ahead of our clock moves no head, so that the next one is not taken for an older one', async () => {
  const known = await db().repository.findUniqueOrThrow({ where: { githubId: api } })
  const ahead = new Date(Date.now() + 365 * 24 * 3600_000)
  const forged = { before: known.headCommit ?? '', after: 'e'.repeat(40), tree: known.headTree ?? '', pushedAt: ahead }
  await tell('push', pushPayload(forged))
  const { sha } = await world.github.push({
    owner: 'hangar',
    repo: 'api',
    files: { 'n.py': 'x = 1\n' },
    message: 'New',
  })
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await runJobs(fakeTools().tools)
  expect(await db().repository.findUnique({ where: { githubId: api } })).toMatchObject({ headCommit: sha })
})

async function tell(event: string, body: object, hookOf = HANGAR): Promise<void> {
  count += 1
  const organization = { id: Number(hookOf), login: 'whatever it says' }
  const request = webhookRequest({ event, body: { organization, ...body }, id: `d-${count}` }, Number(hookOf))
  expect(await receiveWebhook(request)).toMatchObject({ status: 202 })
  await runJobs(fakeTools().tools)
}

function lastDelivery() {
  return db().webhookDelivery.findFirst({ orderBy: { receivedAt: 'desc' } })
}
