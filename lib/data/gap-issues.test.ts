import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditSnapshot } from '@/lib/audit/audit'
import { createInThreadRecords } from '@/lib/audit/in-thread'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { db } from './db'
import { mintOrganisation, seedRepository } from './fixtures/organisation'
import { changeResults } from './fixtures/stored-details'
import { readGap } from './gap-issues'
import { storeAudit } from './store-audit'

const COMMIT = 'a'.repeat(40)
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    GITHUB_URL: 'https://git.example.com',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})

test('of several projects the issue tells what the verdict of the repository rests on, by its place in the repository', async () => {
  const { organisation, id } = await seed()
  const report = await audit({
    ...service('services/orders', true),
    ...service('services/bills', false),
  })
  expect(report.projects.map(({ path }) => path).sort()).toEqual(['services/bills', 'services/orders'])
  await store(id, report)
  const gap = await readGap(id, 'structured-logging')
  expect(gap?.gap.verdict).toBe(report.results.find((result) => result.id === 'structured-logging')?.verdict)
  expect(gap?.text.body).toContain('of 2 projects')
  expect(gap?.text.body).toContain('services/bills: ')
  const at = `https://git.example.com/${organisation.login}/mono/blob/${COMMIT}/services/`
  const links = [...(gap?.text.body ?? '').matchAll(/\]\(<([^>]+)>\)/g)].map(([, url]) => url ?? '')
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter((url) => !url.startsWith(at))).toEqual([])
})

test('what a project lacks in a repository that passes is no gap', async () => {
  const { id } = await seed()
  const report = await audit(service('services/orders', true))
  const results = report.results.map((result) => ({ ...result, verdict: 'pass' as const }))
  const [project] = report.projects
  const failing = { ...project, results: results.map((result) => ({ ...result, verdict: 'fail' as const })) }
  await store(id, { ...report, results, projects: [failing as NonNullable<typeof project>] })
  expect(await readGap(id, 'structured-logging')).toBeNull()
})

test('without an audit, or with a result of a shape that is no more, there is no gap', async () => {
  const { id } = await seed()
  expect(await readGap(id, 'testing')).toBeNull()
  await store(id, await audit(service('app', false)))
  expect(await readGap(id, 'testing')).not.toBeNull()
  await changeResults('testing', { verdict: 'hopeless' })
  expect(await readGap(id, 'testing')).toBeNull()
})

async function seed() {
  const organisation = await mintOrganisation()
  return { organisation, id: await seedRepository(organisation.id, { name: 'mono' }) }
}

async function audit(files: Record<string, string>) {
  return auditSnapshot(virtualSnapshot(files), await createInThreadRecords(), (id, error) => {
    throw new Error(`${id} failed`, { cause: error })
  })
}

async function store(repositoryId: bigint, report: Awaited<ReturnType<typeof audit>>): Promise<void> {
  await storeAudit({
    repositoryId,
    commit: COMMIT,
    tree: 'b'.repeat(40),
    committedAt: new Date(),
    durationMs: 1,
    report,
  })
}

/** A project with routes enough to be judged, which logs or prints. */
function service(folder: string, logs: boolean): Record<string, string> {
  const say = logs ? 'logger.info("asked for %s", number)' : 'print("asked for", number)'
  const routes = Array.from({ length: 24 }, (_, index) => `gate_${index}`).map(
    (name) =>
      `@app.get("/${name}s/<number>")\ndef read_${name}(number):\n    ${say}\n    value = int(number)\n    return jsonify(${name}=value)\n`,
  )
  const head = `import logging\n\nfrom flask import Flask, jsonify\n\nlogging.basicConfig(level="INFO", format="%(asctime)s %(message)s")\nlogger = logging.getLogger(__name__)\napp = Flask(__name__)\n`
  return {
    [`${folder}/pyproject.toml`]: `[project]\nname = "${folder.replace('/', '-')}"\nversion = "1"\ndependencies = ["flask"]\n`,
    [`${folder}/main.py`]: [head, ...routes].join('\n\n'),
  }
}
