import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Runner, run } from 'graphile-worker'
import { db } from '@/lib/data/db'
import { closeQueue } from '@/lib/jobs/queue'
import { queueLogger } from '@/lib/jobs/queue-logger'
import { createTasks } from '@/lib/jobs/tasks'
import { createAuditTools } from '@/lib/scans/create-audit-tools'
import { syncInstallations } from '@/lib/scans/installations'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { changeRepositories } from '../github/generate/change-repositories'
import { generateOrganisation } from '../github/generate/generate-organisation'
import { startLocalGitHubProcess } from './local-github-process'
import { ScanCosts } from './scan-costs'

const USAGE = `Counts what a GitHub App's installation spends on an organisation: its first scan (heads, then 12 months), a day
without changes, and a day on which a tenth of the repositories changed.

Usage: npm run bench:scale -- [--repositories 1000] [--teams 20] [--people 200]

Requests and points are counted by the local GitHub. Every repository has a tree of its own.
`

const { values } = parseArgs({
  options: {
    repositories: { type: 'string', default: '1000' },
    teams: { type: 'string', default: '20' },
    people: { type: 'string', default: '200' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) process.stdout.write(USAGE)
else await main(Number(values.repositories), Number(values.teams), Number(values.people))

async function main(repositories: number, teams: number, people: number): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'airworthy-scale-'))
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const description = await generateOrganisation({
    root,
    repositories,
    teams,
    people,
    amend: (host) => ({ ...host, apps: [describeApp(keys.publicKey)] }),
  })
  const weekAgo = new Date(Date.now() - 7 * 24 * 3600 * 1000)
  await changeRepositories({ root, percent: 100, day: 'own trees', date: weekAgo })
  const [github, database] = await Promise.all([startLocalGitHubProcess(root), createTestDatabase()])
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_URL: github.url,
    GITHUB_API_URL: `${github.url}/api/v3`,
    GITHUB_APP_ID: '1',
    GITHUB_APP_PRIVATE_KEY: keys.privateKey,
    GITHUB_CLIENT_ID: 'bench',
    GITHUB_CLIENT_SECRET: 'bench-secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  const tools = createAuditTools()
  let runner: Runner | undefined
  try {
    await syncInstallations()
    runner = await run({
      connectionString: database.url,
      concurrency: 4,
      noHandleSignals: true,
      logger: queueLogger(),
      taskList: createTasks(tools),
    })
    const organisationId = BigInt(description.organisations[0]?.id ?? 0)
    const bench = new ScanCosts(organisationId, github)
    await bench.firstScan()
    await bench.scan('a day without changes')
    const changed = await changeRepositories({ root, percent: 10, day: 'the tenth' })
    await github.reload()
    await bench.scan(`a day on which ${changed.length} repositories changed`)
  } finally {
    await runner?.stop()
    await tools.close()
    await closeQueue()
    await db().$disconnect()
    github.close()
    await database.drop()
    await rm(root, { recursive: true, force: true })
  }
}

function describeApp(publicKeyPem: string) {
  return {
    id: 1,
    slug: 'airworthy',
    name: 'Airworthy',
    clientId: 'bench',
    clientSecret: 'bench-secret',
    publicKeyPem,
    webhook: null,
    permissions: { metadata: 'read', contents: 'read', members: 'read', pull_requests: 'read' } as const,
    installations: [{ id: 50_001, organisation: 'meridian', repositories: 'all' as const }],
  }
}
