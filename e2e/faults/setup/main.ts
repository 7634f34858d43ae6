import { generateKeyPairSync } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { keepToken } from '@/lib/auth/github-token'
import { db } from '@/lib/data/db'
import { closeQueue } from '@/lib/jobs/queue'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { serveOrganisation } from '../organisation'
import { ScanRun } from '../scan-run'
import { WorkerProcess } from '../worker-process'

/* Starts workers that can not work, and takes the database away from one that does by a newer version: see README.md. */

const ENDS_MS = 40_000
const [served, database] = await Promise.all([serveOrganisation(2), createTestDatabase()])
const environment = { ...served.environment, DATABASE_URL: database.url, WORKER_CONCURRENCY: '2', AUDIT_THREADS: '1' }
Object.assign(process.env, environment, { LOG_LEVEL: 'silent' })
const wrong: string[] = []
let cases = 0

try {
  await db().user.create({ data: { githubId: 1n, login: 'ada' } })
  const none = { refreshToken: null, accessTokenExpiresAt: null, refreshTokenExpiresAt: null, scope: '' }
  await keepToken(1n, { accessToken: 'the token of ada', ...none })

  await ends('no key', { AIRWORTHY_ENCRYPTION_KEY: '' }, /AIRWORTHY_ENCRYPTION_KEY/)
  await ends('a key that is too short', { AIRWORTHY_ENCRYPTION_KEY: 'c2hvcnQ=' }, /must be 32 bytes in base64/)
  const other = Buffer.alloc(32, 9).toString('base64')
  await ends('another key', { AIRWORTHY_ENCRYPTION_KEY: other }, /is not the key by which/)
  await ends('no key of the App', { GITHUB_APP_PRIVATE_KEY: '' }, /GITHUB_APP_PRIVATE_KEY: is missing/)
  await ends('a damaged key of the App', { GITHUB_APP_PRIVATE_KEY: 'no key' }, /must be the App's private key/)
  await ends('no database', { DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/airworthy' }, /does not answer/)
  await ends('another GitHub', { GITHUB_IDENTITY: 'https://other.example.com' }, /GITHUB_URL is/, () => bind('first'))
  await unbind()
  await ends('a newer database', {}, /newer Airworthy/, () => note('29990101000000_from_the_future'))
  await forget('29990101000000_from_the_future')
  if ((await db().githubToken.count()) !== 1) wrong.push('a token was lost')
  await scanWithKeyOfAnotherApp()
  await upgradeUnderAWorker()
} finally {
  await closeQueue()
  await db().$disconnect()
  await database.drop()
  await served.close()
}
for (const one of wrong) console.log(`WRONG: ${one}`)
console.log(JSON.stringify({ suite: 'setup', cases, wrong: wrong.length }))
process.exitCode = wrong.length === 0 ? 0 : 1

async function ends(
  what: string,
  changed: Readonly<Record<string, string>>,
  sentence: RegExp,
  before?: () => Promise<unknown>,
): Promise<void> {
  await before?.()
  await endsWith(what, new WorkerProcess({ ...environment, ...changed }), sentence)
}

async function endsWith(what: string, worker: WorkerProcess, sentence: RegExp): Promise<void> {
  cases += 1
  await Promise.race([worker.ended, pause(ENDS_MS, undefined, { ref: false })])
  const told = worker.told.join('\n')
  if (worker.isAlive) wrong.push(`${what}: the worker goes on`)
  else if (worker.exitCode !== 1) wrong.push(`${what}: it ended with ${worker.exitCode}`)
  if (!sentence.test(told)) wrong.push(`${what}: it said ${told.slice(0, 300) || 'nothing'}`)
  if (/\n\s+at /.test(told)) wrong.push(`${what}: it showed its code`)
  if (told.includes('the token of ada') || told.includes('BEGIN')) wrong.push(`${what}: it told a secret`)
  if (worker.isAlive) await worker.kill()
}

/** The worker can't know that GitHub will refuse it; the page of the scan says it. */
async function scanWithKeyOfAnotherApp(): Promise<void> {
  cases += 1
  const run = await ScanRun.begin(served.organisationId)
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const worker = new WorkerProcess({ ...environment, GITHUB_APP_PRIVATE_KEY: privateKey })
  const deadline = performance.now() + 2 * ENDS_MS
  while (!(await run.look()) && performance.now() < deadline) await pause(300)
  const progress = await run.progress()
  console.log(`with the key of another App the scan says: ${progress?.status}: ${progress?.reason}`)
  if (progress?.status !== 'failed' || !/GITHUB_APP_PRIVATE_KEY|private key/.test(progress.reason ?? ''))
    wrong.push(`the key of another App: ${progress?.status}: ${progress?.reason}`)
  await worker.stop()
}

/** Two versions at once: the newer one ends what the older one had under way. */
async function upgradeUnderAWorker(): Promise<void> {
  const run = await ScanRun.begin(served.organisationId)
  const worker = new WorkerProcess(environment)
  await worker.said('the worker is ready')
  await note('29990101000000_from_the_future')
  await endsWith('an upgrade under a worker', worker, /newer Airworthy.*Update this one/)
  await forget('29990101000000_from_the_future')
  const newer = new WorkerProcess(environment)
  const deadline = performance.now() + 3 * ENDS_MS
  while (!(await run.look()) && performance.now() < deadline) await pause(300)
  const progress = await run.progress()
  if (progress?.status !== 'done' || progress.done !== progress.total)
    wrong.push(`what the older version had begun ended as ${progress?.status}, ${progress?.done} of ${progress?.total}`)
  await newer.stop()
}

function note(name: string): Promise<unknown> {
  return db().$executeRaw`
    insert into _prisma_migrations (id, checksum, migration_name, finished_at) values (${name}, '', ${name}, now())`
}

function forget(name: string): Promise<unknown> {
  return db().$executeRaw`delete from _prisma_migrations where migration_name = ${name}`
}

function bind(identity: string): Promise<unknown> {
  return db().$executeRaw`insert into bound_github (identity) values (${identity}) on conflict do nothing`
}

function unbind(): Promise<unknown> {
  return db().$executeRaw`delete from bound_github`
}
