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
import { benchEnvironment } from './bench-environment'
import { JSON_OPTION, publish, type Row, say } from './bench-report'
import { type ServedRepository, serveOrganisation } from './served-organisation'

const USAGE = `Compares the backfill of 12 months with one separate audit of each month's commit.

Usage: npm run bench -- history [FOLDER] [--json FILE]

FOLDER holds bare git repositories; the demonstration's are taken without one. Costs are counted as requests and GraphQL
points; processor time is that of Airworthy's own process and its threads.
`
const MOST_SHARE = 0.35

interface Cost {
  readonly audits: number
  readonly requests: number
  readonly points: number
  readonly cpuMs: number
  readonly wallMs: number
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ...JSON_OPTION, help: { type: 'boolean', short: 'h' } },
})
if (values.help || positionals.length > 1) process.stdout.write(USAGE)
else await main(positionals[0])

async function main(folder: string | undefined): Promise<void> {
  const [served, database] = await Promise.all([serveOrganisation(folder), createTestDatabase()])
  Object.assign(process.env, benchEnvironment(database.url), {
    GITHUB_URL: served.url,
    GITHUB_API_URL: `${served.url}/api/v3`,
    GITHUB_TOKEN: 'token-of-bench',
  })
  const tools = createAuditTools()
  const forgetful = createAuditTools({ keepsRecords: false })
  try {
    await db().organisation.create({ data: { githubId: 10n, login: 'bench' } })
    const sums: { separate: Cost[]; backfill: Cost[] } = { separate: [], backfill: [] }
    const rows: Row[] = []
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
      rows.push(rowOf(about.name, separate, backfill))
      say(`${about.name}: ${separate.audits} audits`)
    }
    const all = { separate: total(sums.separate), backfill: total(sums.backfill) }
    rows.push(rowOf('all', all.separate, all.backfill))
    const shares = [
      { what: 'processor, share of separate audits', value: all.backfill.cpuMs / all.separate.cpuMs, most: MOST_SHARE },
      { what: 'requests and points, share', value: calls(all.backfill) / calls(all.separate), most: MOST_SHARE },
    ]
    publish({ bench: 'history', rows, bars: shares }, values.json)
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

function calls({ requests, points }: Cost): number {
  return requests + points
}

function rowOf(repository: string, separate: Cost, backfill: Cost): Row {
  return {
    repository,
    audits: separate.audits,
    'calls apart': calls(separate),
    backfilled: calls(backfill),
    share: calls(backfill) / calls(separate),
    'CPU s apart': separate.cpuMs / 1000,
    'CPU s backfilled': backfill.cpuMs / 1000,
    'share of CPU': backfill.cpuMs / separate.cpuMs,
    'share of wall': backfill.wallMs / separate.wallMs,
  }
}
