import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { person, repository, webhookRequest } from '@/e2e/scans/webhook-payloads'
import { becomeApp } from '@/e2e/scans/webhook-receiver'
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

let world: Awaited<ReturnType<typeof startScanWorld>>
let count = 0

beforeAll(async () => {
  world = await startScanWorld()
  await becomeApp(world.github, ['hangar', 'tower'])
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
