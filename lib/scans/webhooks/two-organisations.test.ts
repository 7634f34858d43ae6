import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { person, repository, webhookRequest } from '@/e2e/scans/webhook-payloads'
import { becomeApp } from '@/e2e/scans/webhook-receiver'
import { findOrgAccess } from '@/lib/auth/access'
import { db } from '@/lib/data/db'
import { syncInstallations } from '../installations'
import { startOrganisationScan } from '../start-scan'
import { receiveWebhook } from './receive'

/* Deliveries of one organisation that name what belongs to another: late ones, and forged ones. */

const TOWER = 200n
const RADAR = 2001n
const WINGS = 502n
const ORGANISATIONS = {
  hangar: { id: Number(HANGAR), login: 'hangar' },
  tower: { id: Number(TOWER), login: 'tower' },
}
const { site } = REPOSITORIES
const LIMIT = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600) }

let world: Awaited<ReturnType<typeof startScanWorld>>
let clientId: string
let count = 0

beforeAll(async () => {
  world = await startScanWorld()
  clientId = (await becomeApp(world.github, ['hangar', 'tower'])).app.clientId
  await syncInstallations()
  for (const id of [HANGAR, TOWER]) await startOrganisationScan(id, { trigger: 'schedule', startedById: null })
  await runJobs(fakeTools().tools)
})
afterAll(() => world?.close())
beforeEach(() => db().webhookDelivery.deleteMany())

test('what an organisation is told late of a repository that went to another does not remove it there', async () => {
  await world.github.change({ change: 'transfer-repository', owner: 'hangar', repo: 'site', to: 'tower' })
  await world.github.change({ change: 'set-visibility', owner: 'tower', repo: 'site', private: true })
  await tell('tower', 'repository', { action: 'transferred', repository: repository(site, 'site') })
  expect(await read(site)).toMatchObject({ organisationId: TOWER, removedAt: null })
  await tell('hangar', 'installation_repositories', {
    action: 'removed',
    repositories_added: [],
    repositories_removed: [{ id: Number(site), name: 'site' }],
  })
  await tell('hangar', 'repository', { action: 'deleted', repository: repository(site, 'site') })
  expect(await read(site)).toMatchObject({ organisationId: TOWER, removedAt: null })
})

test('an organisation can say nothing of a repository of another', async () => {
  await tell('hangar', 'repository', { action: 'deleted', repository: repository(RADAR, 'radar') })
  expect(await read(RADAR)).toMatchObject({ organisationId: TOWER, removedAt: null })
})

test('an organisation can say nothing of a team of another', async () => {
  const before = await readTeam()
  expect(before).toMatchObject({ organisationId: HANGAR, members: [{ userId: PEOPLE.grace }] })
  await tell('tower', 'membership', { action: 'added', scope: 'team', member: person(15, 'stranger'), team: wings() })
  await tell('tower', 'membership', { action: 'removed', scope: 'team', member: person(13, 'grace'), team: wings() })
  for (const action of ['added_to_repository', 'removed_from_repository']) {
    for (const [id, name] of [
      [RADAR, 'radar'],
      [site, 'site'],
    ] as const) {
      const given = { ...repository(id, name), permissions: { admin: true } }
      await tell('tower', 'team', { action, team: wings(), repository: given })
    }
  }
  await tell('tower', 'team', { action: 'edited', team: { ...wings(), privacy: 'secret' } })
  await tell('tower', 'team', { action: 'deleted', team: wings() })
  expect(await readTeam()).toEqual(before)
})

test('a team is looked for in the organisation whose delivery it is, whatever name that carries', async () => {
  await db().team.deleteMany({ where: { githubId: WINGS } })
  await tell('tower', 'team', {
    action: 'edited',
    team: wings(),
    organization: { ...ORGANISATIONS.tower, login: 'hangar' },
  })
  expect(await readTeam()).toBeNull()
})

test('an organisation that tells of people of another costs them no question there', async () => {
  await signIn('alan', (login) => world.github.issueToken(login, clientId))
  const before = await findOrgAccess(PEOPLE.alan, 'hangar')
  const who = person(PEOPLE.alan, 'alan')
  await tell('tower', 'member', { action: 'removed', member: who, repository: repository(RADAR, 'radar') })
  await tell('tower', 'membership', { action: 'removed', scope: 'team', member: who, team: wings() })
  await tell('tower', 'organization', { action: 'member_removed', membership: { role: 'member', user: who } })
  world.github.clearCounters()
  expect(await findOrgAccess(PEOPLE.alan, 'hangar')).toEqual(before)
  expect(world.github.counters().requests).toEqual({})
})

test('what any member may do as often as they like locks nobody out while GitHub can not be asked', async () => {
  await signIn('alan', (login) => world.github.issueToken(login, clientId))
  const before = await findOrgAccess(PEOPLE.alan, 'tower')
  expect(before?.repositoryIds).toContain(RADAR)
  for (const [event, body] of [
    ['repository', { action: 'created', repository: repository(9999, 'new') }],
    ['team', { action: 'edited', team: wings(), changes: { description: { from: 'x' } } }],
    ['team', { action: 'created', team: wings() }],
    ['membership', { action: 'added', scope: 'team', member: person(PEOPLE.alan, 'alan'), team: wings() }],
    ['member', { action: 'added', member: person(PEOPLE.alan, 'alan'), repository: repository(RADAR, 'radar') }],
  ] as const) {
    await tell('tower', event, body)
    world.github.injectFault({ match: '/user/installations', status: 403, headers: LIMIT, times: 100 })
    expect((await findOrgAccess(PEOPLE.alan, 'tower'))?.repositoryIds, event).toEqual(before?.repositoryIds)
    world.github.clearFaults()
    await db().rateBudget.deleteMany()
  }
})

async function tell(owner: keyof typeof ORGANISATIONS, event: string, body: object): Promise<void> {
  count += 1
  const installation = await db().installation.findUniqueOrThrow({
    where: { organisationId: BigInt(ORGANISATIONS[owner].id) },
  })
  const common = {
    organization: ORGANISATIONS[owner],
    installation: { id: Number(installation.githubId) },
    sender: person(11, 'ada'),
  }
  const request = webhookRequest({ event, body: { ...common, ...body }, id: `d-${count}` })
  expect(await receiveWebhook(request)).toMatchObject({ status: 202 })
  await runJobs(fakeTools().tools)
  expect(await db().webhookDelivery.count({ where: { status: 'waiting' } })).toBe(0)
}

function wings() {
  return { id: Number(WINGS), slug: 'wings', name: 'Wings', description: null, privacy: 'closed', permission: 'pull' }
}

function read(githubId: bigint) {
  return db().repository.findUnique({ where: { githubId } })
}

function readTeam() {
  return db().team.findUnique({ where: { githubId: WINGS }, include: { repositories: true, members: true } })
}
