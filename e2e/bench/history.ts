import { parseArgs } from 'node:util'
import { db } from '@/lib/data/db'
import type { RepositoryToScan } from '@/lib/data/scan-items'
import { createGitHubClient, type GitHubClient } from '@/lib/github/client'
import { fetchCommit } from '@/lib/github/commits'
import { monthEndCommits } from '@/lib/github/month-ends'
import { auditCommit } from '@/lib/scans/audit-commit'
import type { AuditTools } from '@/lib/scans/audit-tools'
import { backfillMonths } from '@/lib/scans/backfill-history'
import { createAuditTools } from '@/lib/scans/create-audit-tools'
import { monthEnds, worthAuditing } from '@/lib/scans/month-ends'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { type ServedRepository, serveOrganisation } from './served-organisation'

const USAGE = `Compares the backfill of 12 months with one separate audit of each month's commit.

Usage: npm run bench:backfill -- [FOLDER]

FOLDER holds bare git repositories; the demonstration's are taken without one. Costs are counted as requests and GraphQL
points; processor time is that of Airworthy's own process and its threads.
`

interface Cost {
  readonly audits: number
  readonly requests: number
  readonly points: number
  readonly cpuMs: number
  readonly wallMs: number
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h' } },
})
if (values.help || positionals.length > 1) process.stdout.write(USAGE)
else await main(positionals[0])

async function main(folder: string | undefined): Promise<void> {
  const [served, database] = await Promise.all([serveOrganisation(folder), createTestDatabase()])
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_URL: served.url,
    GITHUB_API_URL: `${served.url}/api/v3`,
    GITHUB_TOKEN: 'token-of-bench',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  const tools = createAuditTools()
  const forgetful = createAuditTools({ keepsRecords: false })
  try {
    await db().organisation.create({ data: { githubId: 10n, login: 'bench' } })
    const sums: { separate: Cost[]; backfill: Cost[] } = { separate: [], backfill: [] }
    let id = 0
    const compare = async (about: ServedRepository) => {
      id += 2
      const separate = await measure((client) => auditSeparately(client, forgetful, about, id))
      return { separate, backfill: await measure((client) => backfillAll(client, tools, about, id + 1)) }
    }
    // Threads start and code is compiled before anything counts.
    for (const about of served.repositories.slice(0, 2)) await compare(about)
    await db().moduleRecord.deleteMany()
    for (const about of served.repositories.toReversed()) {
      const { separate, backfill } = await compare(about)
      if (separate.audits === 0) continue
      sums.separate.push(separate)
      sums.backfill.push(backfill)
      print(about.name, separate, backfill)
    }
    print('all', total(sums.separate), total(sums.backfill))
  } finally {
    await Promise.all([tools.close(), forgetful.close()])
    await db().$disconnect()
    await Promise.all([served.close(), database.drop()])
  }
}

/** As somebody would who asks for a check of the repository at the end of each month, by nothing that was known. */
async function auditSeparately(client: GitHubClient, tools: AuditTools, about: ServedRepository, id: number) {
  const { repository, job } = await seed(about, id)
  const { commits } = await monthEndCommits(client, 'bench', about.name, about.branch, monthEnds(after(about)))
  const due = worthAuditing(commits, about.head)
  client.usage.requests = 0
  client.usage.points = 0
  const paused = { cpu: process.cpuUsage(), at: performance.now() }
  for (const { commit } of due) {
    const at = await fetchCommit(client, 'bench', about.name, commit)
    await auditCommit(tools, client, { ...job, phase: 'history' }, repository, at)
  }
  return { audits: due.length, paused }
}

async function backfillAll(client: GitHubClient, tools: AuditTools, about: ServedRepository, id: number) {
  const { repository, job } = await seed(about, id)
  await db().moduleRecord.deleteMany()
  const paused = { cpu: process.cpuUsage(), at: performance.now() }
  let audits = 0
  const count = async (): Promise<void> => {
    audits += 1
  }
  await backfillMonths(job, tools, client, repository, count, after(about))
  return { audits, paused }
}

async function measure(
  work: (client: GitHubClient) => Promise<{ audits: number; paused: { cpu: NodeJS.CpuUsage; at: number } }>,
): Promise<Cost> {
  const client = createGitHubClient('token-of-bench')
  const { audits, paused } = await work(client)
  const { user, system } = process.cpuUsage(paused.cpu)
  return { audits, ...client.usage, cpuMs: (user + system) / 1000, wallMs: performance.now() - paused.at }
}

/** The day after the month of the head, so that all twelve months end before it. */
function after({ committedAt }: ServedRepository): Date {
  return new Date(Date.UTC(committedAt.getUTCFullYear(), committedAt.getUTCMonth() + 1, 1))
}

async function seed({ name, branch, head }: ServedRepository, id: number) {
  const repository: RepositoryToScan = {
    githubId: BigInt(id),
    organisationId: 10n,
    owner: 'bench',
    name,
    defaultBranch: branch,
    headCommit: head,
    headTree: null,
    pushedAt: null,
  }
  await db().repository.create({
    data: {
      githubId: BigInt(id),
      organisationId: 10n,
      name: `${name}-${id}`,
      isPrivate: false,
      isArchived: false,
      isFork: false,
    },
  })
  const item = { repositoryId: BigInt(id), phase: 'history', status: 'running' }
  const { id: scanId } = await db().scan.create({
    data: { organisationId: 10n, scope: 'repository', status: 'running', items: { create: item } },
  })
  return { repository, job: { scanId, repositoryId: BigInt(id) } }
}

function total(costs: readonly Cost[]): Cost {
  const sum = (of: keyof Cost) => costs.reduce((all, cost) => all + cost[of], 0)
  return {
    audits: sum('audits'),
    requests: sum('requests'),
    points: sum('points'),
    cpuMs: sum('cpuMs'),
    wallMs: sum('wallMs'),
  }
}

function print(name: string, separate: Cost, backfill: Cost): void {
  const share = (of: (cost: Cost) => number) => `${Math.round((of(backfill) / of(separate)) * 100)} %`.padStart(5)
  const calls = ({ requests, points }: Cost) => requests + points
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  const pair = (of: (cost: Cost) => string) => `${of(separate)} -> ${of(backfill)}`
  process.stdout.write(
    [
      name.padEnd(28),
      `${separate.audits} audits`.padEnd(11),
      `requests + points ${pair(({ requests, points }) => `${requests}+${points}`)}`.padEnd(42),
      share(calls),
      `   processor ${pair(({ cpuMs }) => seconds(cpuMs))}`.padEnd(34),
      share(({ cpuMs }) => cpuMs),
      `   wall ${pair(({ wallMs }) => seconds(wallMs))}`.padEnd(30),
      share(({ wallMs }) => wallMs),
      '\n',
    ].join(''),
  )
}
