import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { findOrgAccess, type OrgAccess } from '@/lib/auth/access'
import { byPerson, startOrganisationScan, startRepositoryScan } from '@/lib/scans/start-scan'
import { readChangeMark } from './change-mark'
import { ChangesEvent } from './changes-schema'
import { db } from './db'
import { readChanges } from './follow-changes'
import { storeOrganisationSettings } from './organisation-settings'
import { removeRepository, renameRepository } from './repository-changes'
import { storeRepositoryNow } from './store-listing'
import { forgetVisibilitiesOf } from './visibility'

const { api, site, vault } = REPOSITORIES
const PACE = { heartbeatMs: 60, reauthoriseMs: 3600_000, spreadMs: 1, askAgainMs: 1, gatherMs: 1, gatherMsEach: 0 }
const PATIENT = { timeout: 20_000 }
let world: Awaited<ReturnType<typeof startScanWorld>>
let rubric = 1
const open: AbortController[] = []

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan'] as const) await signIn(login, world.github.issueToken)
  await startOrganisationScan((await accessOf('ada')).organisationId, byPerson(PEOPLE.ada))
  await runJobs(fakeTools().tools)
})
afterAll(async () => {
  for (const page of open) page.abort()
  await world?.close()
})
beforeEach(() => {
  for (const page of open.splice(0)) page.abort()
})

test('a new audit is told to who may see the repository, by its name, and to nobody else', async () => {
  const [owner, member] = [await follow('ada'), await follow('alan')]
  await audit(vault)
  expect(await owner.until(({ checkedCount }) => checkedCount > 0)).toMatchObject({
    checked: ['vault'],
    checkedCount: 1,
  })
  await audit(api)
  const said = await member.until((event) => event.checkedCount > 0)
  expect(said).toMatchObject({ checked: ['api'], checkedCount: 1 })
  expect(member.everything()).not.toContain('vault')
})

test('a hidden repository is not betrayed by anything that happens to it', async () => {
  const member = await follow('alan')
  const mark = await readChangeMark(await accessOf('alan'))
  await audit(vault)
  await renameRepository(vault, 'safe')
  await removeRepository(HANGAR, vault, 'It is a test.')
  await startRepositoryScan(HANGAR, vault, byPerson(PEOPLE.ada))
  await storeRepositoryNow(HANGAR, repository(vault, 'vault'))
  // What comes next is the first that is told.
  await renameRepository(site, 'pages')
  expect(await member.next()).toEqual({ checked: [], checkedCount: 0, scan: false, access: false })
  expect(member.count()).toBe(1)
  await renameRepository(site, 'site')
  expect(await readChangeMark(await accessOf('alan'))).toBe(mark)
})

test('a scan of the organisation is told when it begins and when it ends', async () => {
  const member = await follow('alan')
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  expect(await member.next()).toMatchObject({ scan: true })
  await runJobs(fakeTools(`r${rubric}`).tools)
  expect(await member.until(({ scan }) => scan)).toMatchObject({ scan: true })
})

test('other settings are told to everybody who looks into the organisation, and change the mark', async () => {
  const member = await follow('alan')
  const none = { includeForks: false, includeArchived: false, includeNonPython: false, pullRequestBar: null }
  await storeOrganisationSettings(HANGAR, { ...none, pullRequestBar: 60 }, null)
  expect(await member.next()).toEqual({ checked: [], checkedCount: 0, scan: false, access: false })
  expect(await readChangeMark(await accessOf('alan'))).not.toBe(member.mark())
  await storeOrganisationSettings(HANGAR, none, null)
  expect(await readChangeMark(await accessOf('alan'))).toBe(member.mark())
})

test('the mark is another one after a change that can be seen, and the same otherwise', async () => {
  const access = await accessOf('alan')
  const mark = await readChangeMark(access)
  expect(await readChangeMark(access)).toBe(mark)
  await renameRepository(site, 'pages')
  expect(await readChangeMark(access)).not.toBe(mark)
  await renameRepository(site, 'site')
  expect(await readChangeMark(access)).toBe(mark)
})

test('what somebody may see from now on is told as a change, and what they lost is not told of any more', async () => {
  const member = await follow('alan')
  await grantVault('alan', true)
  expect(await member.next()).toEqual({ checked: [], checkedCount: 0, scan: false, access: true })
  await audit(vault)
  expect(await member.until(({ checkedCount }) => checkedCount > 0)).toMatchObject({ checked: ['vault'] })
  await grantVault('alan', false)
  await member.next()
  const told = member.count()
  await audit(vault)
  await member.settled()
  expect(member.count()).toBe(told)
})

test('who may see nothing any more is told so, and the stream ends', async () => {
  await signIn('grace', world.github.issueToken)
  const page = await follow('grace')
  await db().githubToken.delete({ where: { userId: PEOPLE.grace } })
  await db().visibility.deleteMany({ where: { userId: PEOPLE.grace } })
  await forgetVisibilitiesOf({ userId: PEOPLE.grace })
  expect(await page.end()).toContain('event: gone')
})

test('while GitHub can not be asked, a page whose access may have changed is told nothing, and goes on afterwards', async () => {
  const member = await follow('alan')
  world.github.injectFault({ match: '/api/', status: 502, times: 1000 })
  await forgetVisibilitiesOf({ userId: PEOPLE.alan })
  await member.settled()
  expect([member.count(), member.everything().includes('event: gone')]).toEqual([0, false])
  world.github.clearFaults()
  await audit(api)
  expect(await member.until(({ checkedCount }) => checkedCount > 0)).toMatchObject({ checked: ['api'] })
}, 60_000)

test('whoever was signed out elsewhere is told nothing any more, though what GitHub said of them is still fresh', async () => {
  await signIn('grace', world.github.issueToken)
  const page = await follow('grace', { ...PACE, reauthoriseMs: 100 })
  await page.settled()
  await db().githubToken.delete({ where: { userId: PEOPLE.grace } })
  expect(await page.end()).toContain('event: gone')
  expect(await db().visibility.count({ where: { userId: PEOPLE.grace } })).toBe(1)
})

test('after the connection to the database was cut, the mark tells whether something was missed', async () => {
  const member = await follow('alan')
  const before = member.mark()
  await db()
    .$executeRaw`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'airworthy pages'`
  await renameRepository(site, 'pages')
  expect(await member.nextMark()).not.toBe(before)
  await renameRepository(site, 'site')
  expect(await member.next()).toMatchObject({ checkedCount: 0 })
})

test('all pages share one connection, which ends with the last of them', async () => {
  await Promise.all([follow('ada'), follow('alan'), follow('alan')])
  expect(await countConnections()).toBe(1)
  for (const page of open.splice(0)) page.abort()
  await expect.poll(countConnections, PATIENT).toBe(0)
})

async function accessOf(login: 'ada' | 'alan' | 'grace'): Promise<OrgAccess> {
  const access = await findOrgAccess(PEOPLE[login], 'hangar')
  if (!access) throw new Error(`${login} sees nothing`)
  return access
}

/** An open page and what it was told. */
async function follow(login: 'ada' | 'alan' | 'grace', pace = PACE) {
  const page = new AbortController()
  open.push(page)
  const told: string[] = []
  const events: ChangesEvent[] = []
  const marks: string[] = []
  let isOver = false
  const reading = (async () => {
    for await (const lines of readChanges(await accessOf(login), page.signal, pace)) {
      told.push(lines)
      const [, name, data = ''] = /^event: (\w+)\ndata: (.*)\n\n$/.exec(lines) ?? []
      if (name === 'changed') events.push(ChangesEvent.parse(JSON.parse(data)))
      if (name === 'mark') marks.push(JSON.parse(data))
    }
    isOver = true
  })()
  await expect.poll(() => marks.length, PATIENT).toBe(1)
  let seen = 0
  const next = async () => {
    await expect.poll(() => events.length, PATIENT).toBeGreaterThan(seen)
    return events[seen++] as ChangesEvent
  }
  return {
    next,
    async until(isIt: (event: ChangesEvent) => boolean): Promise<ChangesEvent> {
      const event = await next()
      return isIt(event) ? event : this.until(isIt)
    },
    async nextMark() {
      await expect.poll(() => marks.length, PATIENT).toBe(2)
      return marks[1]
    },
    mark: () => marks[0],
    count: () => events.length,
    everything: () => told.join(''),
    /** Two heartbeats later. */
    settled: async () => {
      const beats = told.length
      await expect.poll(() => told.length, PATIENT).toBeGreaterThan(beats + 1)
    },
    end: async () => {
      await expect.poll(() => isOver, PATIENT).toBe(true)
      await reading
      return told.join('')
    },
  }
}

/** A new audit of a repository: its code is the same, by newer rules. */
async function audit(repositoryId: bigint): Promise<void> {
  rubric += 1
  await startRepositoryScan(HANGAR, repositoryId, byPerson(PEOPLE.ada))
  await runJobs(fakeTools(`r${rubric}`).tools)
  const stored = await db().repository.findUnique({ where: { githubId: repositoryId }, include: { latestAudit: true } })
  expect(stored?.latestAudit?.rubricVersion).toBe(`r${rubric}`)
}

async function grantVault(login: string, isGranted: boolean): Promise<void> {
  const change = isGranted ? 'add-collaborator' : 'remove-collaborator'
  await world.github.change({ change, owner: 'hangar', repo: 'vault', login })
  await forgetVisibilitiesOf({ userId: PEOPLE.alan })
}

async function countConnections(): Promise<number> {
  const [row] = await db().$queryRaw<[{ count: number }]>`
    select count(*)::int as count from pg_stat_activity
    where application_name = 'airworthy pages' and datname = current_database()`
  return row.count
}

function repository(githubId: bigint, name: string) {
  const flags = { isPrivate: true, isArchived: false, isFork: false }
  const about = { description: null, language: 'Python', languages: ['Python'], pushedAt: null, defaultBranch: 'main' }
  return { githubId, name, ...flags, ...about, head: { commit: world.heads.vault ?? '', tree: 't' } }
}
