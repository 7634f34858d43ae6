import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startWebServer, type WebServer } from '@/e2e/bench/web-server'
import { keepToken } from '@/lib/auth/github-token'
import { db } from '@/lib/data/db'
import { closeQueue } from '@/lib/jobs/queue'
import { difference } from '../difference'
import { emptyDatabase } from '../fresh-database'
import { serveOrganisation } from '../organisation'
import { startOwnPostgres } from '../own-postgres'
import { ScanRun } from '../scan-run'
import { seeded } from '../seeded'
import { findHalfWritten, readStoredState } from '../stored-state'
import { WorkerProcess } from '../worker-process'
import { ask, PageViews, textOf } from './page-views'
import { Viewers } from './viewers'

const USAGE = `Stops Postgres and starts it again at random moments of a scan, while pages are looked at, and compares what is stored at the
end with what a scan stored in which it was always there. Neither workers nor the web server are ever started again: they have
to come back by themselves. Pages must be readable errors meanwhile, and at the end those of a web server that was just started.

Usage: npm run faults -- postgres [--times 6] [--repositories 10] [--seed 1]
`

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '6' },
    repositories: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h' },
  },
})
const LOGIN = 'meridian'
const LOOK_MS = 400
const PATIENCE_MS = 5 * 60_000
const QUIET = {
  flags: ['--import', new URL('../lib/setup/follow-parent.js', import.meta.url).href],
  isQuiet: true,
}

if (values.help) process.stdout.write(USAGE)
else await main(Number(values.times), Number(values.repositories), Number(values.seed))

async function main(times: number, repositories: number, seed: number): Promise<void> {
  const [served, postgres] = await Promise.all([serveOrganisation(repositories), startOwnPostgres()])
  const environment = { ...served.environment, DATABASE_URL: postgres.url, WORKER_CONCURRENCY: '2', AUDIT_THREADS: '1' }
  Object.assign(process.env, environment, { LOG_LEVEL: 'silent' })
  const server = process.env.AIRWORTHY_FAULTS_SERVER ?? ''
  const random = seeded(seed)
  const wrong: string[] = []
  const viewers = new Viewers()
  let views: PageViews | undefined
  let stops = 0
  try {
    await scan()
    const undisturbed = await readStoredState()
    await scan(async (over) => {
      while (stops < times && !over.aborted) {
        await pause(500 + random() * 4000)
        stops += 1
        views?.databaseLeft()
        await postgres.stop()
        await pause(random() < 0.3 ? 8000 : random() * 2000)
        await postgres.start()
        viewers.databaseReturned()
        views?.databaseReturned()
      }
    })
    wrong.push(...difference(undisturbed, await readStoredState()), ...(await findHalfWritten()))
  } finally {
    await closeQueue()
    await db().$disconnect()
    await postgres.remove()
    await served.close()
  }
  wrong.unshift(...viewers.wrong, ...(views?.wrong ?? ['no page was looked at']))
  for (const one of wrong.slice(0, 40)) console.log(`WRONG: ${one}`)
  if (wrong.length > 0) for (const line of WorkerProcess.errors.slice(-20)) console.log(line)
  for (const [reason, count] of viewers.reasons) console.log(`meanwhile pages said ${count} times: ${reason}`)
  const { answers, refusals, slowestReturn } = viewers
  console.log(
    JSON.stringify({
      suite: 'postgres',
      seed,
      stops,
      answers,
      refusals,
      slowestReturnMs: Math.round(slowestReturn),
      pages: views && {
        shown: views.shown,
        inParts: views.inParts,
        refused: views.refused,
        slowestReturnMs: Math.round(views.slowestReturn),
      },
      wrong: wrong.length,
    }),
  )
  process.exitCode = wrong.length === 0 ? 0 : 1

  async function scan(disturb?: (over: AbortSignal) => Promise<void>): Promise<void> {
    await emptyDatabase()
    await served.github.clear()
    const run = await ScanRun.begin(served.organisationId)
    const workers = [new WorkerProcess(environment), new WorkerProcess(environment)]
    while ((await db().repository.count()) < repositories) await pause(LOOK_MS)
    const names = await openForOwner()
    await viewers.begin(served.owner.id, repositories, LOGIN)
    const web = disturb && (await startWebServer(server, environment, QUIET))
    if (web) views = new PageViews(web, served.owner.id, pagesOf(names))
    const over = new AbortController()
    const watching = disturb && Promise.all([viewers.lookUntil(LOGIN, over.signal), views?.lookUntil(over.signal)])
    const disturbing = disturb?.(over.signal)
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      // What the page can't say while the database is away, it says later.
      if (await run.look().catch(() => false)) break
      if (performance.now() > deadline) wrong.push('the scan never ended')
      if (workers.every(({ isAlive }) => !isAlive)) wrong.push('all workers gave up')
      if (wrong.length > 0) break
      await pause(LOOK_MS)
    }
    over.abort()
    await Promise.all([watching, disturbing])
    for (const worker of workers) if (!worker.isAlive) wrong.push('a worker gave up')
    await Promise.all(workers.map((worker) => worker.stop()))
    const progress = await run.progress()
    if (progress?.done !== progress?.total) wrong.push(`${progress?.done} of ${progress?.total} repositories were done`)
    for (const { repository, phase, reason } of progress?.failures ?? [])
      wrong.push(`${repository} (${phase}) failed: ${reason}`)
    wrong.push(...run.wrong)
    if (web) {
      await compareWithFreshServer(web, names)
      await web.close()
    }
  }

  /** A person who may see all, of which GitHub needs not be asked again; answers the repositories that count. */
  async function openForOwner(): Promise<readonly string[]> {
    const { id: userId, login, token } = served.owner
    const { organisationId } = served
    const tomorrow = new Date(Date.now() + 24 * 3600_000)
    const user = { login, organisationsAskedAt: tomorrow }
    await db().user.upsert({ where: { githubId: userId }, create: { githubId: userId, ...user }, update: user })
    const none = { refreshToken: null, accessTokenExpiresAt: null, refreshTokenExpiresAt: null, scope: '' }
    await keepToken(userId, { accessToken: token, ...none })
    const found = await db().repository.findMany({ where: { organisationId } })
    const repositoryIds = found.map(({ githubId }) => githubId)
    await db().viewerOrganisation.create({ data: { userId, organisationId, role: 'admin' } })
    await db().visibility.create({
      data: { userId, organisationId, role: 'admin', repositoryIds, fetchedAt: tomorrow },
    })
    return found.filter(({ isCounted }) => isCounted).map(({ name }) => name)
  }

  /** What the web server kept through it all must be what one reads that knows nothing. */
  async function compareWithFreshServer(web: WebServer, names: readonly string[]): Promise<void> {
    const fresh = await startWebServer(server, environment, QUIET)
    const cookie = await web.cookieOf(served.owner.id, false)
    for (const path of Object.keys(pagesOf(names))) {
      const [kept, read] = [await ask(web.origin, path, cookie), await ask(fresh.origin, path, cookie)]
      const [was, is] = [textOf(kept.html.replaceAll(web.origin, '')), textOf(read.html.replaceAll(fresh.origin, ''))]
      const at = [...is].findIndex((character, index) => character !== was[index])
      if (kept.status !== 200 || was !== is)
        wrong.push(
          `at the end ${path} is HTTP ${kept.status}: ${was.slice(at, at + 80)} instead of ${is.slice(at, at + 80)}`,
        )
    }
    await fresh.close()
  }
}

/** Pages to look at, with what is on them however far the scan is. */
function pagesOf(names: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return {
    '/orgs': [LOGIN],
    [`/orgs/${LOGIN}`]: [LOGIN, ...names],
    [`/orgs/${LOGIN}/repositories/${names[0]}`]: [names[0] ?? ''],
    [`/orgs/${LOGIN}/characteristics/health-checks`]: [LOGIN],
    [`/orgs/${LOGIN}/teams`]: [LOGIN],
  }
}
