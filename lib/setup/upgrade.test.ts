import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { requireOrgAccess, requireRepositoryAccess } from '@/lib/auth/access'
import { db } from '@/lib/data/db'
import { findDueRepositories } from '@/lib/data/due-repositories'
import { accessTo } from '@/lib/data/fixtures/organisation'
import { findToken } from '@/lib/data/github-tokens'
import { pruneRecords } from '@/lib/data/prune-records'
import { getRepository } from '@/lib/data/repository'
import { getRepositoryHistory } from '@/lib/data/repository-history'
import { listRepositories } from '@/lib/data/repository-list'
import { readScanProgress } from '@/lib/data/scan-progress'
import { getScorecardSummary } from '@/lib/data/scorecard'
import { parseScorecardQuery } from '@/lib/data/scorecard-query'
import { listTeams } from '@/lib/data/teams'
import { getOrganisationTrend } from '@/lib/data/trends'
import { findVisibility } from '@/lib/data/visibility'
import { VisibleIds } from '@/lib/data/visible-ids'
import { migrate } from './migrations'
import { inProject } from './paths'
import { createTestDatabase } from './test-database'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn(), requireRepositoryAccess: vi.fn() }))

const [HANGAR, ADA, API, SITE] = [100n, 1n, 10n, 11n]
const hangar = { id: HANGAR, login: 'hangar' }
const migrations = inProject('prisma', 'migrations')

/** As the first version that was ever used wrote it. */
const FIRST_DATA = `
insert into users (github_id, login, name) values (1, 'ada', 'Ada');
insert into github_tokens (user_id, access_token, updated_at) values (1, 'v1.a.b.c', now());
insert into organisations (github_id, login, name, synced_at) values (100, 'hangar', 'The Hangar', now());
insert into memberships values (100, 1, 'admin');
insert into teams (github_id, organisation_id, slug, name) values (50, 100, 'ground', 'Ground');
insert into team_memberships values (50, 1);
insert into repositories (github_id, organisation_id, name, is_private, is_archived, is_fork, language, topics,
  default_branch, head_commit, head_tree, pushed_at, backfilled_at)
values (10, 100, 'api', true, false, false, 'Python', '{aviation}', 'main', 'c2', 't2', now(), now()),
  (11, 100, 'site', false, false, false, null, '{}', 'main', null, null, null, null);
insert into team_repositories values (50, 10, 'admin');
insert into audits (id, repository_id, commit, tree, rubric_version, committed_at, score, coverage, kind, kind_reason,
  kind_evidence, projects, roles, limits, lines_of_code, duration_ms)
values (1, 10, 'c1', 't1', 'r0', now() - interval '40 days', 40, 1, 'web-service', 'It has routes.', '[]', '[]', '{}', '[]', 90, 5),
  (2, 10, 'c2', 't2', 'r0', now() - interval '1 day', 75, 0.9, 'web-service', 'It has routes.',
    '[{"path":"api/main.py","line":3,"note":"A route."}]', '[{"path":"","kind":"web-service","kindReason":"It has routes.",
    "linesOfCode":100,"score":75,"coverage":0.9,"results":[{"id":"readme","category":"documentation","verdict":"pass",
    "score":1,"weight":2,"message":"It is there.","evidence":[{"path":"README.md","line":1,"note":"here"}],"fix":null}]}]',
    '{}', '[{"kind":"file-size","message":"Too large.","paths":["data.py"]}]', 100, 5);
insert into results values
  (1, 'testing', 'maintainability', 'fail', 0, 3, 'There are no tests.', '[]', null),
  (1, 'readme', 'documentation', 'pass', 1, 2, 'It is there.', '[{"path":"README.md","line":1,"note":"here"}]', null),
  (2, 'testing', 'maintainability', 'partial', 0.5, 3, 'There are few tests.', '[]', null),
  (2, 'readme', 'documentation', 'pass', 1, 2, 'It is there.', '[{"path":"README.md","line":1,"note":"here"}]', null);
insert into repository_days
  select 10, (committed_at at time zone 'UTC')::date, id, 'r0', score, coverage, '{"documentation":100}',
    jsonb_build_object('readme', 'pass', 'testing', case id when 1 then 'fail' else 'partial' end) from audits;
update repositories set latest_audit_id = 2 where github_id = 10;
insert into visibilities (user_id, organisation_id, role, repository_ids, fetched_at) values (1, 100, 'admin', '{10,11}', now());
insert into scans (id, organisation_id, started_by_id, scope, status, api_requests, started_at, finished_at)
  values (1, 100, 1, 'organisation', 'done', 12, now() - interval '2 hours', now() - interval '1 hour');
insert into scan_items (scan_id, repository_id, phase, status, audits_stored) values (1, 10, 'head', 'done', 1), (1, 10, 'history', 'done', 1);
insert into module_records values ('blob', 'e0', '{"lines":3}');`

let database: Awaited<ReturnType<typeof createTestDatabase>>
let counts: Readonly<Record<string, number>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('drop schema public cascade; drop schema graphile_worker cascade; create schema public')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-upgrade-'))
  const [first = ''] = readdirSync(migrations).sort()
  cpSync(path.join(migrations, first), path.join(folder, first), { recursive: true })
  await migrate(database.url, { folder })
  rmSync(folder, { recursive: true, force: true })
  await client.query(FIRST_DATA)
  counts = await countRows(client)
  await migrate(database.url)
  expect(await countRows(client, Object.keys(counts))).toEqual(counts)
  await client.end()
  const access = { ...accessTo(hangar, [API, SITE], { role: 'admin' }), viewerId: ADA }
  vi.mocked(requireOrgAccess).mockResolvedValue(access)
  vi.mocked(requireRepositoryAccess).mockResolvedValue({ ...access, repositoryId: API } as never)
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})

test('an upgrade from the first version keeps every row of its tables', () => {
  expect(counts).toMatchObject({ audits: 2, results: 4, repository_days: 2, repositories: 2, github_tokens: 1 })
})

test('what the first version stored of an organisation is shown by the pages of today', async () => {
  expect(await findVisibility(ADA, 'hangar')).toMatchObject({ role: 'admin', repositoryIds: [API, SITE] })
  expect(await getScorecardSummary('hangar')).toMatchObject({ score: 75 })
  const { rows } = await listRepositories('hangar', parseScorecardQuery({}))
  expect(rows).toMatchObject([
    { name: 'api', score: 75 },
    { name: 'site', score: null },
  ])
  expect(await listTeams('hangar')).toEqual([{ slug: 'ground', name: 'Ground' }])
  const trend = await getOrganisationTrend('hangar')
  expect(JSON.stringify(trend)).toContain('75')
})

test('an audit of the first version is shown with its verdicts and their evidence', async () => {
  const { audit } = await getRepository('hangar', 'api')
  expect(audit).toMatchObject({ score: 75, commit: 'c2' })
  expect(JSON.stringify(audit)).toContain('There are few tests.')
  expect(JSON.stringify(audit)).toContain('README.md')
  expect(JSON.stringify(await getRepositoryHistory('hangar', 'api'))).toContain('40')
})

test('details that older versions stored are packed by night, and shown as before', async () => {
  const { audit } = await getRepository('hangar', 'api')
  expect(audit).toMatchObject({
    kindEvidence: [{ path: 'api/main.py', line: 3 }],
    limits: [{ kind: 'file-size', paths: ['data.py'] }],
    projects: [{ path: '', results: [{ id: 'readme', evidence: [{ path: 'README.md' }] }] }],
  })
  expect([await db().result.count(), await db().auditDetails.count()]).toEqual([4, 0])
  await pruneRecords('e0')
  expect([await db().result.count(), await db().auditDetails.count()]).toEqual([0, 2])
  expect((await getRepository('hangar', 'api')).audit).toEqual(audit)
})

test('what a worker of the version before still stores during an upgrade is shown, and packed by the next night', async () => {
  await db().$executeRaw`
    insert into audits (id, repository_id, commit, tree, rubric_version, committed_at, score, coverage, kind, kind_reason,
      kind_evidence, projects, roles, limits, lines_of_code, duration_ms, verdicts)
    values (3, 10, 'c3', 't3', 'r0', now(), 80, 1, 'library', 'It is one.', '[]', '[]', '{}', '[]', 90, 5, '{"readme": "fail"}')`
  await db().$executeRaw`
    insert into results values (3, 'readme', 'documentation', 'fail', 0, 2, 'There is none.', '[]', '{"summary": "Write one."}')`
  await db().$executeRaw`update repositories set latest_audit_id = 3 where github_id = 10`
  const { audit } = await getRepository('hangar', 'api')
  expect(audit?.results).toMatchObject([{ id: 'readme', message: 'There is none.', fix: { summary: 'Write one.' } }])
  await pruneRecords('e0')
  expect(await db().result.count()).toBe(0)
  expect((await getRepository('hangar', 'api')).audit).toEqual(audit)
  await db().$executeRaw`update repositories set latest_audit_id = 2 where github_id = 10`
  await db().$executeRaw`delete from audits where id = 3`
})

test('scans and sign-ins go on from what the first version stored', async () => {
  const visible = new VisibleIds([API, SITE])
  expect(await readScanProgress({ organisationId: HANGAR, role: 'admin', visible })).toMatchObject({
    status: 'done',
    total: 1,
    done: 1,
    audits: 2,
  })
  expect(await findToken(ADA)).toMatchObject({ accessToken: 'v1.a.b.c' })
  // The rules changed since, so the head is looked at again.
  expect(await findDueRepositories(HANGAR, 'r1', [API])).toMatchObject({ head: [API] })
})

async function countRows(client: pg.Client, only?: readonly string[]): Promise<Record<string, number>> {
  const { rows } = await client.query(
    "select tablename from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations' order by 1",
  )
  const names = rows.map(({ tablename }) => String(tablename)).filter((name) => !only || only.includes(name))
  const counted: Record<string, number> = {}
  for (const name of names) {
    counted[name] = Number((await client.query(`select count(*) from ${client.escapeIdentifier(name)}`)).rows[0].count)
  }
  return counted
}
