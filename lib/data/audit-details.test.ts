import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { auditSnapshot } from '@/lib/audit/audit'
import { createInThreadRecords } from '@/lib/audit/in-thread'
import type { AuditReport } from '@/lib/audit/report'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { readAuditComparison } from './audit-comparison'
import { detailsOf, packDetails, readDetails, toDetails } from './audit-details'
import { readLeft } from './campaign-left'
import type { Campaign } from './campaigns'
import { readStandings } from './characteristic'
import { parseCharacteristicQuery } from './characteristic-query'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository } from './fixtures/organisation'
import { unpackDetails } from './fixtures/stored-details'
import { readGap } from './gap-issues'
import { readRepositoryDetail } from './repository'
import { storeAudit } from './store-audit'
import { findStoredVerdicts } from './stored-verdicts'
import { packOldDetails } from './unpacked-details'

vi.mock('@/lib/env', () => ({
  env: () => ({ DATABASE_URL: process.env.DATABASE_URL, GITHUB_URL: 'https://github.example' }),
}))

let database: Awaited<ReturnType<typeof createTestDatabase>>
let [ofOne, ofTwo]: AuditReport[] = []
beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
  const records = await createInThreadRecords()
  const audit = (files: Readonly<Record<string, string>>) => auditSnapshot(virtualSnapshot(files), records, () => {})
  ofOne = await audit(SERVICE)
  ofTwo = await audit(TWO_PROJECTS)
})
afterAll(async () => {
  await db().$disconnect()
  await database.drop()
})

const SERVICE = {
  'pyproject.toml': '[project]\nname = "api"\ndependencies = ["fastapi", "requests"]\n',
  'api/__init__.py': '',
  'api/main.py': [
    'import requests',
    'from fastapi import FastAPI',
    '\napp = FastAPI()\n\n',
    '@app.get("/health")\ndef health():\n    return {}\n\n',
    ...Array.from({ length: 40 }, (_, at) => [
      `@app.get("/rates/{at}/${at}")\ndef rate_${at}(at):\n    try:`,
      `        return requests.get(f"https://example.org/${at}/{at}").json()\n    except Exception:\n        pass\n\n`,
    ]),
  ]
    .flat()
    .join('\n'),
}
const TWO_PROJECTS = Object.fromEntries(
  ['one', 'two'].flatMap((folder) => Object.entries(SERVICE).map(([path, text]) => [`${folder}/${path}`, text])),
)

test.each([
  ['of one project, whose results are those of the repository', () => ofOne, 1],
  ['of several projects', () => ofTwo, 2],
])('a report %s comes back as it was packed', (_what, report, projects) => {
  const details = detailsOf(report() as AuditReport)
  expect(details.projects).toHaveLength(projects)
  const unpacked = toDetails({ id: 1n, unpacked: null, ...packDetails(details) })
  expect(unpacked).toEqual(JSON.parse(JSON.stringify(details)))
})

test('twenty results with their evidence, fixes and project take a few kilobytes', () => {
  const { summaries, rest } = packDetails(detailsOf(ofOne as AuditReport))
  expect(summaries.length + rest.length).toBeLessThan(3000)
})

test('whatever is read of an audit is the same before and after it was packed', async () => {
  const organisation = await mintOrganisation()
  const id = await seedRepository(organisation.id, { name: 'api' })
  await db().repository.update({ where: { githubId: id }, data: { headCommit: 'b'.repeat(40) } })
  const [one, two] = [ofOne, ofTwo] as [AuditReport, AuditReport]
  const before = {
    ...one,
    results: one.results.map((result) =>
      result.id === 'readme' ? { ...result, verdict: 'pass' as const, score: 1 } : result,
    ),
  }
  await store(id, 'a'.repeat(40), '2026-01-05', before)
  const excerpts = [{ path: 'one/api/main.py', line: 1, endLine: 1, start: 1, lines: ['import requests'] }]
  const auditId = await store(id, 'b'.repeat(40), '2026-02-05', { ...two, excerpts })
  const access = accessTo(organisation, [id])
  const ofRepository = { ...access, repositoryId: id, repositoryName: 'api', administers: false, mayWrite: false }
  const read = async () => ({
    details: await readDetails(auditId),
    page: await readRepositoryDetail(ofRepository),
    standings: await Promise.all(
      before.results.map((result) => readStandings(access, result.id, parseCharacteristicQuery({}))),
    ),
    compared: await readAuditComparison(ofRepository, {}),
    left: [
      await readLeft(access, campaign('readme', null), { page: 1 }),
      await readLeft(access, campaign(null, 99), { page: 1 }),
    ],
    gap: (await readGap(id, 'readme'))?.text,
    known: await findStoredVerdicts(id, `tree of ${'b'.repeat(40)}`, before.rubricVersion),
  })
  const packed = await read()
  await unpackDetails()
  expect([await db().auditDetails.count(), await db().result.count()]).toEqual([0, 40])
  expect(await read()).toEqual(packed)
  expect(await packOldDetails()).toBe(2)
  expect([await db().auditDetails.count(), await db().result.count()]).toEqual([2, 0])
  expect(await read()).toEqual(packed)

  const { page, standings, compared, left, gap, known } = packed
  expect(page.audit).toMatchObject({
    projects: [{ path: 'one' }, { path: 'two' }],
    excerpts,
  })
  expect(page.audit?.results).toHaveLength(20)
  expect(standings.map(({ rows }) => rows[0]?.message)).toEqual(known?.results.map(({ message }) => message))
  expect(standings.filter(({ rows }) => rows[0]?.evidence).length).toBeGreaterThan(5)
  const readme = page.audit?.results.find((result) => result.id === 'readme')
  expect(compared.compared?.changes.find((change) => change.characteristic === 'readme')).toMatchObject({
    messageBefore: before.results.find((result) => result.id === 'readme')?.message,
    messageAfter: readme?.message,
  })
  expect(left).toMatchObject([
    { rows: [{ message: readme?.message }] },
    { rows: [{ message: '', best: { points: expect.any(Number) } }] },
  ])
  expect(gap?.body).toContain(readme?.message)
})

async function store(repositoryId: bigint, commit: string, day: string, report: AuditReport): Promise<bigint> {
  const committedAt = new Date(`${day}T00:00:00Z`)
  const { auditId } = await storeAudit({
    repositoryId,
    commit,
    tree: `tree of ${commit}`,
    committedAt,
    durationMs: 1,
    report,
  })
  return auditId
}

function campaign(characteristic: 'readme' | null, minimumScore: number | null): Campaign {
  return { goal: { characteristic, minimumScore }, kinds: [], teams: [] } as unknown as Campaign
}
