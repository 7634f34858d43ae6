import { createHash } from 'node:crypto'
import type pg from 'pg'
import { CONTEXTS, seal } from '@/lib/auth/sealing'
import { CATEGORIES, CHARACTERISTICS, VERDICTS } from '@/lib/checks/rubric'
import { type AuditDetails, packDetails } from '@/lib/data/audit-details'

export interface SeedSize {
  readonly repositories: number
  readonly teams: number
  readonly people: number
  /** Audits of each repository, one for each month; the last is the latest. */
  readonly audits: number
  /** Days of re-checks and daily scans that are over. */
  readonly days: number
}

export const SEEDED = { organisationId: 10n, login: 'bench', ownerId: 1_000_001n, memberId: 1_000_040n } as const

const OWNERS = 20
const KINDS_OF_DETAILS = 64
/** Re-checks after a push and changed repositories of a daily scan, for each day. */
const RECHECKS_A_DAY = 300
const CHANGED_A_DAY = 1000
const DELIVERIES_A_DAY = 5000

/** Fills an empty, migrated database with one organisation, as it would be after so many days; answers the seconds. */
export async function seedOrganisation(client: pg.Client, size: SeedSize): Promise<number> {
  const started = performance.now()
  for (const statement of statements(size)) await client.query(statement)
  await sealTokens(client)
  await storeDetails(client)
  await client.query('vacuum analyze')
  return (performance.now() - started) / 1000
}

/** By the key of the benches: a server refuses to start where nothing can be read by its key. */
async function sealTokens(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select user_id as id from github_tokens')
  const sealed = rows.map(({ id }) => seal('a-token', CONTEXTS.accessToken(BigInt(id)), Buffer.alloc(32, 7)))
  await client.query(
    `update github_tokens set access_token = s.text
      from unnest($1::bigint[], $2::text[]) as s (id, text) where user_id = s.id`,
    [rows.map(({ id }) => id), sealed],
  )
  const address = seal('https://chat.example/hook', CONTEXTS.messageAddress(SEEDED.organisationId), Buffer.alloc(32, 7))
  await client.query('update notification_settings set address = $1', [address])
}

/** Of the size of real ones. They are of a few kinds, which the database can't know. */
async function storeDetails(client: pg.Client): Promise<void> {
  const packed = Array.from({ length: KINDS_OF_DETAILS }, (_, kind) => packDetails(detailsOf(kind)))
  await client.query(
    `insert into audit_details (audit_id, summaries, rest) select a.id, d.summaries, d.rest from audits a
      join unnest($1::bytea[], $2::bytea[]) with ordinality as d (summaries, rest, at) on d.at = 1 + a.id % ${KINDS_OF_DETAILS}`,
    [packed.map(({ summaries }) => summaries), packed.map(({ rest }) => rest)],
  )
}

function detailsOf(kind: number): AuditDetails {
  const hash = (text: string) => createHash('md5').update(`${kind} ${text}`).digest('hex')
  const results = CHARACTERISTICS.map(({ id, category }, at) => ({
    id,
    category,
    verdict: VERDICTS[(kind + at) % VERDICTS.length],
    score: ((kind + at) % 3) / 2,
    weight: 1,
    message: `What was found: ${hash(id)}.`,
    evidence: Array.from({ length: 5 }, (_, place) => {
      return {
        path: `src/${hash(`${place}`)}.py`,
        line: 12 * place + at + 1,
        note: hash(`${id} ${place}`).slice(0, 16),
      }
    }),
    fix: {
      summary: 'Do this. '.repeat(10),
      snippet: { path: 'pyproject.toml', language: 'toml', code: hash(`fix ${id}`).repeat(9) },
    },
  }))
  const project = {
    path: '',
    kind: 'library',
    kindReason: 'Because.',
    linesOfCode: 4000,
    score: 50,
    coverage: 0.9,
    results,
  }
  return { results, projects: [project], kindEvidence: [], limits: [], excerpts: [] }
}

function statements({ repositories, teams, people, audits, days }: SeedSize): string[] {
  const { organisationId: org } = SEEDED
  const characteristics = JSON.stringify(CHARACTERISTICS.map(({ id, category }) => ({ id, category })))
  const categories = JSON.stringify(CATEGORIES.map(({ id }) => id))
  const verdict = (seed: string) => `(array['pass','partial','fail','not_applicable','unknown'])[1 + abs(${seed}) % 5]`
  return [
    `set synchronous_commit = off`,
    `insert into organisations (github_id, login, name) values (${org}, '${SEEDED.login}', 'Bench')`,
    `insert into users (github_id, login) select 1000000 + n, 'person-' || n from generate_series(1, ${people}) n`,
    `insert into memberships (organisation_id, user_id, role)
      select ${org}, 1000000 + n, case when n <= ${OWNERS} then 'admin' else 'member' end from generate_series(1, ${people}) n`,
    `insert into viewer_organisations (user_id, organisation_id, role) select user_id, organisation_id, role from memberships`,
    `insert into github_tokens (user_id, access_token, updated_at) select github_id, 'sealed', now() from users`,
    `insert into repositories (github_id, organisation_id, name, description, is_private, is_archived, is_fork, language,
        languages, default_branch, head_commit, head_tree, pushed_at, backfilled_at, is_counted)
      select 2000000 + n, ${org}, 'service-' || n, 'What service ' || n || ' is for, in a sentence', n % 3 > 0, n % 20 = 0,
        n % 25 = 0, 'Python', array['Python', 'Shell'], 'main', md5('head' || n) || 'abcdef01', md5('tree' || n) || 'abcdef01',
        now() - n * interval '7 minutes', now(), n % 20 > 0 and n % 25 > 0
      from generate_series(1, ${repositories}) n`,
    // Its first listing is over: what comes later is a change of what counts.
    `update organisations set synced_at = now()`,
    // The first team has everything, the next few much of it, the others what is left in equal parts.
    `insert into teams (github_id, organisation_id, slug, name)
      select 3000000 + n, ${org}, 'team-' || n, 'Team ' || n from generate_series(1, ${teams}) n`,
    `insert into team_repositories (team_id, repository_id, permission)
      select 3000001, github_id, 'READ' from repositories
      union select 3000002 + github_id % 5, github_id, 'WRITE' from repositories where github_id % 2 = 0
      union select 3000001 + github_id % ${teams}, github_id, 'WRITE' from repositories
      union select 3000001 + (github_id * 7) % ${teams}, github_id, 'WRITE' from repositories where github_id % 3 = 0
      on conflict do nothing`,
    `insert into team_memberships (team_id, user_id)
      select 3000001, github_id from users union select 3000001 + github_id % ${teams}, github_id from users
      union select 3000001 + (github_id * 3) % ${teams}, github_id from users`,
    `insert into visibilities (user_id, organisation_id, role, repository_ids, fetched_at)
      select m.user_id, m.organisation_id, m.role, (select array_agg(github_id order by github_id) from repositories), now()
      from memberships m`,
    `insert into audits (id, repository_id, commit, tree, rubric_version, committed_at, audited_at, score, coverage, kind,
        kind_reason, roles, lines_of_code, duration_ms, categories, verdicts)
      select r.n * ${audits} + m, 2000000 + r.n,
        case when m = ${audits} - 1 then md5('head' || r.n) || 'abcdef01' else md5(r.n || ' ' || m) || '00000000' end,
        md5('tree' || r.n) || 'abcdef01', 'v1', now() - (${audits} - 1 - m) * interval '30 days' - r.n % 28 * interval '1 day',
        now(), 30 + (r.n * 7 + m * 3) % 65, 0.9, (array['web-service', 'library', 'cli'])[1 + r.n % 3], 'Because of what it holds.',
        '{"source": {"files": 40, "lines": 4000}}', 4000, 900,
        (select jsonb_object_agg(c, (r.n + m + length(c)) % 100) from jsonb_array_elements_text('${categories}') c),
        (select jsonb_object_agg(c.id, ${verdict('hashint8(r.n * 31 + m + length(c.id))')}) from jsonb_to_recordset('${characteristics}') as c (id text))
      from generate_series(1, ${repositories}) as r (n), generate_series(0, ${audits} - 1) m order by m, r.n`,
    `select setval('audits_id_seq', (select max(id) from audits))`,
    `update repositories r set latest_audit_id = (r.github_id - 2000000) * ${audits} + ${audits} - 1`,
    `insert into repository_days (repository_id, day, audit_id, rubric_version, score, coverage, categories, verdicts)
      select a.repository_id, a.committed_at::date, a.id, 'v1', a.score, 0.9,
        (select jsonb_object_agg(c, (a.id + length(c)) % 100) from jsonb_array_elements_text('${categories}') c),
        (select jsonb_object_agg(c.id, ${verdict('hashint8(a.id / 3 + length(c.id))')}) from jsonb_to_recordset('${characteristics}') as c (id text))
      from audits a on conflict do nothing`,
    `insert into scans (id, organisation_id, scope, trigger, status, started_at, finished_at)
      select d * 1000 + n, ${org}, case when n = 0 then 'organisation' else 'repository' end,
        case when n = 0 then 'schedule' else 'webhook' end, 'done', now() - d * interval '1 day' + n * interval '4 minutes', now()
      from generate_series(1, ${days}) d, generate_series(0, ${RECHECKS_A_DAY}) n`,
    `insert into scan_items (scan_id, repository_id, phase, status, audits_stored, started_at, finished_at)
      select s.id, 2000001 + (s.id * 31 + n) % ${repositories}, 'head', 'done', 1, s.started_at, s.started_at from scans s,
        generate_series(1, case when s.scope = 'organisation' then least(${CHANGED_A_DAY}, ${repositories}) else 1 end) n on conflict do nothing`,
    `insert into scans (id, organisation_id, started_by_id, scope, status, started_at)
      values (9000000, ${org}, ${SEEDED.ownerId}, 'organisation', 'running', now() - interval '1 hour')`,
    `insert into scan_items (scan_id, repository_id, phase, status, audits_stored, started_at)
      select 9000000, 2000000 + n, p, case when p = 'head' and n < ${repositories} / 2 then case when n % 100 = 0 then 'failed' else 'done' end
          when p = 'head' and n < ${repositories} / 2 + 12 then 'running' else 'waiting' end, 1, now()
      from generate_series(1, ${repositories}) n, unnest(array['head', 'history']) p`,
    `select setval('scans_id_seq', 9000000)`,
    `insert into webhook_deliveries (id, event, action, organisation_id, status, received_at, handled_at)
      select md5('delivery' || n), 'push', null, ${org}, 'handled', now() - n * interval '17 seconds', now()
      from generate_series(1, ${Math.min(days, 30) * DELIVERIES_A_DAY}) n`,
    `insert into attributions (repository_id, characteristic, from_verdict, to_verdict, commit_before, commit_after, precision,
        commit, last_commit, committed_at, headline)
      select a.repository_id, c.id, 'fail', 'pass', md5((a.id - 1)::text), a.commit, 'exact', a.commit, md5((a.id - 1)::text), a.committed_at,
        'Fix what was found'
      from audits a, jsonb_to_recordset('${characteristics}') as c (id text) where hashint8(a.id + length(c.id)) % 40 = 0 on conflict do nothing`,
    `insert into gap_issues (repository_id, characteristic, number, state, opened_by_id)
      select 2000000 + n, '${CHARACTERISTICS[0]?.id}', n, 'open', ${SEEDED.ownerId} from generate_series(1, ${repositories}, 5) n`,
    `insert into waivers (repository_id, characteristic, reason, expires_on, created_by_login, ended_at)
      select 2000000 + n, '${CHARACTERISTICS[1]?.id}', 'Not yet.', now() + (n % 200 - 100) * interval '1 day', 'person-1',
        case when n % 30 = 0 then now() end from generate_series(1, ${repositories}, 5) n`,
    `insert into repository_signals (repository_id, signals, read_at) select github_id, '{}', now() from repositories`,
    `insert into pull_request_checks (repository_id, head_commit, base_commit, number, status)
      select github_id, md5(github_id || ' ' || n), md5(name), n, 'done' from repositories, generate_series(1, 3) n`,
    `insert into audit_log (organisation_id, person_login, changed_at, action, repository_id)
      select ${org}, 'person-1', now() - n * interval '1 hour', 'waiver-given', 2000001 + n % ${repositories}
      from generate_series(1, ${days * 100}) n`,
    `insert into job_failures (task, code, message, payload, organisation_id, repository_id, failed_at)
      select 'audit-head', 'github-unavailable', 'GitHub did not answer.', '{}', ${org}, 2000001 + n % ${repositories},
        now() - n * interval '2 minutes' from generate_series(1, ${days * 100}) n`,
    `insert into module_records (blob, engine, packed, stored_at)
      select md5('blob' || n) || 'abcdef01', 'v1', '\\x01', now() - n % 100 * interval '1 day' from generate_series(1, ${repositories * 5}) n`,
    // By transactions that are long over; those of the seed itself are noted by triggers.
    `insert into state_changes (organisation_id, transaction, changed_at)
      select ${org} + n % 50, 1 + n / 50, now() - n * interval '4 seconds' from generate_series(0, ${repositories * 2}) n
      on conflict do nothing`,
    `insert into notification_settings (organisation_id, address, host, scope, on_regression)
      values (${org}, 'sealed', 'chat.example', 'all', true)`,
    `insert into told_audits (organisation_id, repository_id, audit_id)
      select organisation_id, github_id, latest_audit_id from repositories`,
    `insert into campaigns (id, organisation_id, name, minimum_score, target_on, created_by_login)
      values (1, ${org}, 'All at eighty', 80, now() + interval '60 days', 'person-1')`,
  ]
}
