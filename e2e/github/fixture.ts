import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Push, pushCommit } from './git/push'
import type { HostDescriptionInput } from './organisation'

const ADA = { name: 'Ada', email: 'ada@example.test' }
const ALAN = { name: 'Alan', email: 'alan@example.test' }

/** Months of work on `hangar/api`, oldest first. */
export const COMMITS: (Omit<Push, 'branch' | 'date'> & { date: string })[] = [
  { date: '2025-01-10T09:00:00Z', author: ADA, message: 'Start the service', files: { 'README.md': '# API\n' } },
  {
    date: '2025-03-05T10:30:00Z',
    author: ALAN,
    message: 'Serve orders\n\nWith <b>care</b>.',
    files: { 'src/api/app.py': 'print("<script>")\n', 'src/api/naïve name.py': 'x = 1\n' },
  },
  { date: '2025-06-20T12:00:00Z', author: ADA, message: 'Pin what we use', files: { 'uv.lock': 'version = 1\n' } },
  { date: '2025-07-01T08:00:00Z', author: ADA, message: 'Drop the lock', files: { 'uv.lock': null } },
]

const DESCRIPTION: HostDescriptionInput = {
  users: [
    { id: 11, login: 'ada', name: 'Ada Lovelace', email: 'ada@example.test' },
    { id: 12, login: 'alan', name: 'Alan Turing', email: 'alan@example.test' },
    { id: 13, login: 'grace', name: 'Grace Hopper', email: 'grace@example.test' },
    { id: 14, login: 'outsider', name: null, email: 'outside@example.test' },
    { id: 15, login: 'stranger', name: null, email: 'stranger@example.test' },
  ],
  organisations: [
    {
      id: 100,
      login: 'hangar',
      name: 'Hangar Works',
      description: 'Planes & parts',
      basePermission: 'none',
      members: [
        { login: 'ada', role: 'admin' },
        { login: 'alan', role: 'member' },
        { login: 'grace', role: 'member' },
      ],
      teams: [
        {
          id: 501,
          slug: 'engines',
          name: 'Engines',
          description: 'What turns',
          members: ['alan'],
          repositories: [
            { name: 'api', permission: 'push' },
            { name: 'site', permission: 'maintain' },
          ],
        },
        {
          id: 502,
          slug: 'wings',
          name: 'Wings',
          members: ['grace'],
          repositories: [{ name: 'site', permission: 'pull' }],
        },
      ],
      repositories: [
        {
          id: 1001,
          name: 'api',
          description: 'Orders',
          private: true,
          language: 'Python',
          topics: ['fastapi', 'orders'],
        },
        { id: 1002, name: 'site', language: 'Python', pushedAt: '2025-02-01T00:00:00Z' },
        { id: 1003, name: 'vault', private: true, collaborators: [{ login: 'outsider', permission: 'triage' }] },
        { id: 1004, name: 'empty', private: false, archived: true },
      ],
    },
    {
      id: 200,
      login: 'tower',
      name: 'Tower',
      basePermission: 'read',
      members: [
        { login: 'grace', role: 'admin' },
        { login: 'alan', role: 'member' },
      ],
      repositories: [{ id: 2001, name: 'radar', private: true, fork: true }],
    },
  ],
  oauthApps: [{ clientId: 'client', clientSecret: 'client-secret' }],
  tokens: [
    { token: 'token-of-ada', login: 'ada' },
    { token: 'github_pat_of_ada', login: 'ada' },
    { token: 'token-of-alan', login: 'alan' },
    { token: 'token-of-grace', login: 'grace' },
    { token: 'token-of-outsider', login: 'outsider' },
    { token: 'token-of-stranger', login: 'stranger' },
  ],
}

/** A fresh copy of a fixture, for tests that change it; quicker than building another. */
export async function copyFixture({ root, heads }: { root: string; heads: Record<string, string> }) {
  const copy = await mkdtemp(join(tmpdir(), 'local-github-test-'))
  await cp(root, copy, { recursive: true })
  return { root: copy, heads, remove: () => rm(copy, { recursive: true, force: true }) }
}

/** Writes two small organisations with real repositories into a new folder; `remove` deletes it. */
export async function buildFixture(): Promise<{
  root: string
  heads: Record<string, string>
  remove(): Promise<void>
}> {
  const root = await mkdtemp(join(tmpdir(), 'local-github-test-'))
  await writeFile(join(root, 'organisation.json'), JSON.stringify(DESCRIPTION))
  const heads: Record<string, string> = {}
  await Promise.all(
    DESCRIPTION.organisations.flatMap(({ login, repositories = [] }) =>
      repositories.map(async ({ name }) => {
        const directory = join(root, 'repositories', login, `${name}.git`)
        await mkdir(directory, { recursive: true })
        await promisify(execFile)('git', ['init', '-q', '--bare', '--template=', '-b', 'main', directory])
        const commits = name === 'api' ? COMMITS : name === 'empty' ? [] : COMMITS.slice(0, 1)
        for (const { date, ...commit } of commits) {
          heads[name] = await pushCommit(directory, { branch: 'main', ...commit, date: new Date(date) })
        }
      }),
    ),
  )
  return { root, heads, remove: () => rm(root, { recursive: true, force: true }) }
}
