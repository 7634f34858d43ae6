import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/* Backs up and restores a Postgres of one's own by the commands of lib/setup/README.md, with the tools of this machine. */

type Account = { readonly uid: number; readonly gid: number } | undefined

const SOMETHING = `
insert into organisations (github_id, login) values (100, 'hangar');
insert into users (github_id, login) values (1, 'ada');
insert into github_tokens (user_id, access_token, updated_at) values (1, 'v1.a.b.c', now());
insert into repositories (github_id, organisation_id, name, is_private, is_archived, is_fork)
  select n, 100, 'repository-' || n, true, false, false from generate_series(1, 200) n;
insert into audits (repository_id, commit, tree, rubric_version, committed_at, score, coverage, kind, kind_reason,
  kind_evidence, projects, roles, limits, lines_of_code, duration_ms)
  select n, 'c', 't', 'r', now(), n / 2.0, 1, 'library', 'Line' || chr(10) || 'break', '[]', '[]', '{}', '[]', 1, 1
  from generate_series(1, 200) n;
insert into audit_details (audit_id, summaries, rest)
  select id, decode(md5(commit) || '00ff', 'hex'), decode(repeat(md5(repository_id::text), 200), 'hex') from audits;
insert into scans (organisation_id, scope, status) values (100, 'organisation', 'done');
select graphile_worker.add_job('audit-head', '{}');`

const tools = findTools()
if (tools) await main(tools)
else
  console.log(
    JSON.stringify({ suite: 'dump', skipped: 'this machine has no Postgres with pg_dump (pg_config --bindir)' }),
  )

async function main(bin: string): Promise<void> {
  const setUp = (name: string) => import(new URL(`../lib/setup/${name}.js`, import.meta.url).href)
  const [{ migrate }, { serverAccount }, { freePort }] = await Promise.all(
    ['migrations', 'postgres-account', 'ports'].map(setUp),
  )
  const account: Account = serverAccount()
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-dump-'))
  if (account) chownSync(folder, account.uid, account.gid)
  const run = (program: string, args: readonly string[]) =>
    execFileSync(join(bin, program), args, { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  const data = join(folder, 'data')
  run('initdb', ['-D', data, '-U', 'airworthy', '--auth=trust', '--no-instructions'])
  const port: number = await freePort()
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-k', '', '-h', '127.0.0.1'], {
    ...account,
    stdio: 'ignore',
  })
  const urlOf = (name: string) => `postgresql://airworthy@127.0.0.1:${port}/${name}`
  const wrong: string[] = []
  let version = ''
  let rows = 0
  try {
    version = await untilReady(urlOf('postgres'))
    await ask(urlOf('postgres'), 'create database airworthy')
    await migrate(urlOf('airworthy'))
    await ask(urlOf('airworthy'), SOMETHING)
    const before = await contents(urlOf('airworthy'))
    rows = before.length

    run('pg_dump', ['--format=custom', '--file=airworthy.dump', urlOf('airworthy')])
    await ask(urlOf('postgres'), 'create database again')
    run('pg_restore', ['--no-owner', `--dbname=${urlOf('again')}`, 'airworthy.dump'])

    const after = await contents(urlOf('again'))
    if (JSON.stringify(before) !== JSON.stringify(after)) wrong.push('what was restored is not what was dumped')
    const applied: readonly string[] = await migrate(urlOf('again'))
    if (applied.length > 0) wrong.push(`${applied.length} migrations were missing after the restore`)
    await ask(urlOf('again'), "select graphile_worker.add_job('prune-records', '{}')")
    await ask(urlOf('again'), "insert into scans (organisation_id, scope, status) values (100, 'organisation', 'done')")
  } finally {
    await stop(server)
    rmSync(folder, { recursive: true, force: true })
  }
  for (const one of wrong) console.log(`WRONG: ${one}`)
  console.log(JSON.stringify({ suite: 'dump', postgres: version, rows, wrong: wrong.length }))
  process.exitCode = wrong.length === 0 ? 0 : 1
}

/** Each row of each table, as sorted lines. */
async function contents(url: string): Promise<readonly string[]> {
  const tables = await ask(
    url,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'graphile_worker') order by 1`,
  )
  const lines: string[] = []
  for (const { name } of tables) {
    for (const { row } of await ask(url, `select to_jsonb(t)::text as row from ${name} t order by 1`))
      lines.push(`${name} ${row}`)
  }
  return lines
}

async function untilReady(url: string): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return (await ask(url, 'show server_version'))[0]?.server_version ?? ''
    } catch (error) {
      if (attempt > 100) throw error
      await pause(100)
    }
  }
}

async function ask(url: string, statement: string): Promise<readonly Record<string, string>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows ?? []
  } finally {
    await client.end()
  }
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGINT')
  await ended
}

function findTools(): string | undefined {
  try {
    const bin = execFileSync('pg_config', ['--bindir'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    for (const tool of ['initdb', 'postgres', 'pg_dump', 'pg_restore']) execFileSync(join(bin, tool), ['--version'])
    return bin
  } catch {
    return undefined
  }
}
