import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RegisteredApp } from '@/e2e/github/apps/registration'
import { HANGAR, REPOSITORIES } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { db } from '@/lib/data/db'
import { reconcileOrganisations } from './reconcile'

let world: Awaited<ReturnType<typeof startScanWorld>>
let registered: RegisteredApp

beforeAll(async () => {
  world = await startScanWorld()
  registered = await world.github.addApp({
    name: 'Airworthy',
    owner: 'hangar',
    permissions: { metadata: 'read', contents: 'read', members: 'read' },
    installations: [{ organisation: 'hangar' }],
  })
  const { app, privateKey } = registered
  Object.assign(process.env, {
    GITHUB_APP_ID: String(app.id),
    GITHUB_APP_PRIVATE_KEY: privateKey,
    GITHUB_CLIENT_ID: app.clientId,
    GITHUB_CLIENT_SECRET: app.clientSecret,
  })
})
afterAll(() => world?.close())

test('every day the App looks where it is installed and scans there, whoever has signed in or not', async () => {
  await reconcileOrganisations()
  await runJobs(fakeTools().tools)
  const scans = await db().scan.findMany({
    select: { organisationId: true, trigger: true, status: true, startedById: true },
  })
  expect(scans).toEqual([{ organisationId: HANGAR, trigger: 'schedule', status: 'done', startedById: null }])
  expect(await db().audit.count({ where: { repositoryId: REPOSITORIES.vault } })).toBeGreaterThan(0)
  expect(await db().githubToken.count()).toBe(0)
})

test('an organisation that removed the App is not scanned any more', async () => {
  const [installation] = registered.app.installations
  await world.github.change({ change: 'uninstall-app', installation: installation?.id ?? 0 })
  const before = await db().scan.count()
  await reconcileOrganisations()
  expect(await db().scan.count()).toBe(before)
  expect(await db().installation.count()).toBe(0)
})
