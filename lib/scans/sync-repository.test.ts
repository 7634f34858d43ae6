import { afterAll, beforeAll, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { findOrgAccess } from '@/lib/auth/access'
import { db } from '@/lib/data/db'
import { byPerson, startOrganisationScan, startRepositoryScan } from './start-scan'

const { site } = REPOSITORIES
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  await signIn('grace', world.github.issueToken)
  await findOrgAccess(PEOPLE.grace, 'hangar')
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.grace))
  await runJobs(fakeTools().tools)
})
afterAll(() => world?.close())

test('where a transferred repository went, and what it is called there, is told to nobody it left behind', async () => {
  await world.github.change({ change: 'transfer-repository', owner: 'hangar', repo: 'site', to: 'tower' })
  await world.github.change({ change: 'set-visibility', owner: 'tower', repo: 'site', private: true })
  await world.github.change({ change: 'rename-repository', owner: 'tower', repo: 'site', name: 'takeover' })
  await startRepositoryScan(HANGAR, site, byPerson(PEOPLE.grace))
  await runJobs(fakeTools().tools)
  const { reason } = await db().scanItem.findFirstOrThrow({
    where: { repositoryId: site },
    orderBy: { scanId: 'desc' },
  })
  expect(reason).toMatch(/transferred/)
  expect(reason).not.toMatch(/tower|takeover/)
})
