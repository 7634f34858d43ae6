import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { runOnce } from 'graphile-worker'
import type { AuditReport } from '@/lib/audit/report'
import { db } from '@/lib/data/db'
import { closeQueue } from '@/lib/jobs/queue'
import { queueLogger } from '@/lib/jobs/queue-logger'
import { createTasks } from '@/lib/jobs/tasks'
import type { AuditTools, CommitAbout } from '@/lib/scans/audit-tools'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { buildFixture } from '../github/fixture'
import { startLocalGitHub } from '../github/server'

/** A database, a local GitHub over a small organisation, and the environment that points at both. */
export async function startScanWorld(environment: Record<string, string> = {}) {
  const [fixture, database] = await Promise.all([buildFixture(), createTestDatabase()])
  const github = await startLocalGitHub({ root: fixture.root })
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_URL: github.url,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_CLIENT_ID: 'client',
    GITHUB_CLIENT_SECRET: 'client-secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
    ...environment,
  })
  return {
    github,
    /** The folder of the local GitHub. */
    root: fixture.root,
    heads: fixture.heads,
    signInThroughPages: (login: string) => signInThroughPages(github.url, login),
    async close(): Promise<void> {
      await closeQueue()
      await db().$disconnect()
      await github.close()
      await database.drop()
      await fixture.remove()
    },
  }
}

/** The web flow without a browser: says yes on the page and trades the code. */
async function signInThroughPages(url: string, login: string): Promise<{ accessToken: string; refreshToken: string }> {
  const redirectUri = 'http://127.0.0.1/callback'
  const consent = await fetch(`${url}/login/oauth/authorize`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'client', redirect_uri: redirectUri, login }),
    redirect: 'manual',
  })
  const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const answer = await fetch(`${url}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ client_id: 'client', client_secret: 'client-secret', code, redirect_uri: redirectUri }),
  })
  const { access_token, refresh_token } = (await answer.json()) as { access_token: string; refresh_token: string }
  return { accessToken: access_token, refreshToken: refresh_token }
}

/** Runs jobs until none is due. */
export async function runJobs(tools: AuditTools): Promise<void> {
  let due = Number.POSITIVE_INFINITY
  for (;;) {
    await runOnce({
      connectionString: process.env.DATABASE_URL ?? '',
      taskList: createTasks(tools),
      noHandleSignals: true,
      logger: queueLogger(),
    })
    // The library waits for no job to be noted as done, and finds nothing more in a queue that is shut meanwhile.
    for (let look = 0; look < 40 && (await countJobs()).locked > 0; look += 1) await pause(25)
    const left = (await countJobs()).due
    if (left === 0 || left >= due) return
    due = left
  }
}

async function countJobs(): Promise<{ readonly due: number; readonly locked: number }> {
  const [row] = await db().$queryRaw<[{ due: number; locked: number }]>`
    select count(*) filter (where locked_at is null and run_at <= now() and attempts < max_attempts)::int as due,
      count(*) filter (where locked_at is not null)::int as locked from graphile_worker._private_jobs`
  return row
}

/** Forgets every job, and which queues are shut. */
export async function clearJobs(): Promise<void> {
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  await db().$executeRaw`delete from graphile_worker._private_job_queues`
}

/** Reads archives and files to their end and judges nothing; `seen` tells what it was asked. */
export function fakeTools(rubricVersion = 'r1') {
  const seen: (CommitAbout & { bytes: number })[] = []
  const tools: AuditTools = {
    rubricVersion,
    async auditArchive(archive, about) {
      seen.push({ ...about, bytes: await countBytes(archive) })
      return emptyReport(rubricVersion, about)
    },
    async auditSnapshot({ files }, about) {
      const bytes = [...files.values()].reduce((sum, { content }) => sum + (content?.length ?? 0), 0)
      seen.push({ ...about, bytes })
      return emptyReport(rubricVersion, about)
    },
  }
  return { tools, seen }
}

export function emptyReport(rubricVersion: string, about: CommitAbout): AuditReport {
  return {
    rubricVersion,
    commit: about.commit,
    committedAt: about.committedAt.toISOString(),
    kind: 'library',
    kindReason: 'It is a test.\0',
    kindEvidence: [],
    projects: [],
    override: null,
    score: 50,
    coverage: 1,
    categories: {
      robustness: null,
      observability: null,
      maintainability: null,
      configuration: null,
      deployability: null,
      documentation: 50,
    },
    results: [
      {
        id: 'readme',
        category: 'documentation',
        verdict: 'partial',
        score: 0.5,
        weight: 2,
        message: 'Half of it \ud800.',
        evidence: [{ path: 'README.md', line: 1, note: 'here' }],
        fix: null,
      },
    ],
    roles: {},
    linesOfCode: 3,
    unparsed: [],
    unreachable: [],
    limits: [],
  }
}

async function countBytes(stream: Readable): Promise<number> {
  let bytes = 0
  for await (const chunk of stream) bytes += (chunk as Uint8Array).length
  return bytes
}
