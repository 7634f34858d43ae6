import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describedFetch } from '../described-fetch'
import { readHistory } from '../git/commits'
import { readBranch } from '../git/refs'
import { runGit, startedProcesses } from '../git/run-git'
import { type HostDescription, parseHostDescription } from '../organisation'
import { type LocalGitHub, startLocalGitHub } from '../server'
import { changeRepositories } from './change-repositories'
import { GENERATED_TOKENS } from './describe-organisation'
import { generateOrganisation } from './generate-organisation'

const SIZE = { repositories: 400, teams: 20, people: 150, templates: 20, until: new Date('2026-03-01T00:00:00Z') }
const LISTING = `query ($after: String) { organization(login: "meridian") {
  repositories(first: 100, after: $after, orderBy: { field: PUSHED_AT, direction: DESC }) {
    pageInfo { hasNextPage endCursor }
    nodes { name pushedAt defaultBranchRef { name target { oid ... on Commit { tree { oid } file(path: ".gitattributes") { oid } } } } }
  } } }`

let folder: string
let root: string
let github: LocalGitHub
let description: HostDescription

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-github-generated-'))
  root = join(folder, 'root')
  description = parseHostDescription(await generateOrganisation({ root, ...SIZE }))
  github = await startLocalGitHub({ root })
})
afterAll(async () => {
  await github.close()
  await rm(folder, { recursive: true, force: true })
})

test('the same size and seed give the same organisation and the same commits; another seed gives others', async () => {
  const again = join(folder, 'again')
  const other = join(folder, 'other')
  const same = parseHostDescription(await generateOrganisation({ root: again, ...SIZE }))
  expect(same).toEqual(description)
  expect(await heads(again)).toEqual(await heads(root))
  expect(parseHostDescription(await generateOrganisation({ root: other, ...SIZE, seed: 2 }))).not.toEqual(description)
})

test('repositories are as different as those of a real organisation', () => {
  const { repositories = [], teams = [], members = [] } = description.organisations[0] ?? {}
  expect([repositories.length, teams.length, members.length]).toEqual([400, 20, 150])
  const some = (test: (repository: (typeof repositories)[number]) => boolean) => repositories.filter(test).length
  expect(some((each) => each.private)).toBeGreaterThan(200)
  expect(some((each) => !each.private)).toBeGreaterThan(50)
  expect(some((each) => each.archived)).toBeGreaterThan(5)
  expect(some((each) => each.fork)).toBeGreaterThan(3)
  expect(some((each) => each.language === 'Python')).toBeGreaterThan(250)
  expect(some((each) => each.language !== 'Python' && each.language !== null)).toBeGreaterThan(10)
  expect(some((each) => each.defaultBranch === 'master')).toBeGreaterThan(2)
  expect(some((each) => each.collaborators.length > 0)).toBeGreaterThan(0)
  const owned = new Set(teams.flatMap((team) => team.repositories.map(({ name }) => name)))
  expect(some(({ name }) => !owned.has(name))).toBeGreaterThan(10)
  expect(teams.every((team) => team.repositories.length > 3 && team.members.length > 3)).toBe(true)
})

test('they are real repositories: git clones them, finds nothing missing and a year of commits', async () => {
  const name = await somePython()
  const directory = join(root, 'repositories', 'meridian', `${name}.git`)
  const clone = join(folder, 'clone.git')
  await runGit(clone, ['clone', '-q', '--bare', '--no-local', directory, clone])
  expect((await runGit(clone, ['fsck', '--full', '--strict', '--no-progress'])).toString()).toBe('')
  const sha = (await runGit(clone, ['rev-parse', 'HEAD'])).toString().trim()
  const dates = (await readHistory(clone, sha)).map(({ committer }) => Date.parse(committer.date))
  const months = ((dates[0] ?? 0) - (dates.at(-1) ?? 0)) / (30 * 24 * 3600 * 1000)
  expect(months).toBeGreaterThan(8)
  expect(Math.max(...dates)).toBeLessThanOrEqual(SIZE.until.getTime())
  expect(dates).toEqual([...dates].sort((left, right) => right - left))
})

test('the whole organisation is listed with few processes, and an empty repository has no branch', async () => {
  const before = startedProcesses()
  const listed = await listAll(GENERATED_TOKENS.owner)
  expect(startedProcesses() - before).toBeLessThan(40)
  expect(listed).toHaveLength(400)
  const expected = await heads(root)
  expect(new Map(listed.map(({ name, defaultBranchRef }) => [name, defaultBranchRef?.target.oid]))).toEqual(expected)
  expect(listed.filter(({ defaultBranchRef }) => defaultBranchRef === null).length).toBeGreaterThan(0)
})

test('a member sees less than an owner, and somebody outside what is public or shared with them', async () => {
  const seen = async (token: string) => new Set((await listAll(token)).map(({ name }) => name))
  const [member, outsider] = [await seen(GENERATED_TOKENS.member), await seen(GENERATED_TOKENS.outsider)]
  const { repositories = [], teams = [] } = description.organisations[0] ?? {}
  const login = description.tokens.find(({ token }) => token === GENERATED_TOKENS.member)?.login ?? ''
  const granted = teams.filter((team) => team.members.includes(login)).flatMap((team) => team.repositories)
  const open = repositories.filter((each) => !each.private).map(({ name }) => name)
  expect(member).toEqual(new Set([...open, ...granted.map(({ name }) => name)]))
  const shared = repositories.filter((each) => each.collaborators.some((person) => person.login === 'outsider-1'))
  expect(outsider).toEqual(new Set([...open, ...shared.map(({ name }) => name)]))
})

test('an archive of a repository that borrows everything is whole', async () => {
  const name = await somePython()
  const octokit = client(GENERATED_TOKENS.owner)
  const { data } = await octokit.rest.repos.downloadTarballArchive({ owner: 'meridian', repo: name, ref: '' })
  expect(Buffer.from(data as ArrayBuffer).length).toBeGreaterThan(500)
})

test('a day changes exactly the share that was asked for, each with one commit of its own', async () => {
  const before = await heads(root)
  const living = description.organisations[0]?.repositories.filter(
    ({ archived, name }) => !archived && before.get(name),
  )
  const date = new Date('2026-03-02T00:00:00Z')
  const changed = await changeRepositories({ root, percent: 10, day: 'monday', date })
  await github.reload()
  expect(changed).toHaveLength(Math.round((living?.length ?? 0) / 10))
  const after = await heads(root)
  const moved = [...after].filter(([name, sha]) => sha !== before.get(name)).map(([name]) => `meridian/${name}`)
  expect(moved.sort()).toEqual(changed)
  const listed = await listAll(GENERATED_TOKENS.owner)
  const newest = listed.slice(0, changed.length).map(({ name }) => `meridian/${name}`)
  expect(newest.sort()).toEqual(changed)
  const trees = listed.slice(0, changed.length).map(({ defaultBranchRef }) => defaultBranchRef?.target.tree.oid)
  expect(new Set(trees).size).toBe(changed.length)
  const [first = ''] = changed
  const octokit = client(GENERATED_TOKENS.owner)
  const { data } = await octokit.rest.repos.listCommits({ owner: 'meridian', repo: first.split('/')[1] ?? '' })
  expect(data[0]?.commit.message).toMatch(/^Change /)
  expect(data[0]?.parents[0]?.sha).toBe(before.get(first.split('/')[1] ?? ''))
  expect(data[1]?.sha).toBe(data[0]?.parents[0]?.sha)
})

test('the same day changes the same repositories, another day others', async () => {
  const twin = join(folder, 'twin')
  await generateOrganisation({ root: twin, ...SIZE })
  const date = new Date('2026-03-02T00:00:00Z')
  const monday = await changeRepositories({ root: twin, percent: 10, day: 'monday', date })
  const after = await heads(root)
  const same = [...(await heads(twin))].filter(([name]) => monday.includes(`meridian/${name}`))
  for (const [name, sha] of same) expect(sha).toBe(after.get(name))
  expect(await changeRepositories({ root: twin, percent: 10, day: 'tuesday', date })).not.toEqual(monday)
})

test('a folder that holds something is left alone', async () => {
  await expect(generateOrganisation({ root, ...SIZE })).rejects.toThrow('is not empty')
})

async function listAll(token: string): Promise<Listed[]> {
  const octokit = client(token)
  const listed: Listed[] = []
  let after: string | null = null
  do {
    const answer: Answer = await octokit.graphql<Answer>(LISTING, { after })
    const { nodes, pageInfo } = answer.organization.repositories
    listed.push(...nodes)
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after)
  return listed
}

function client(auth: string): Octokit {
  return new Octokit({ baseUrl: github.apiUrl, auth, request: { fetch: describedFetch(github.apiUrl) } })
}

/** Head commits by name; undefined for an empty repository. */
async function heads(of: string): Promise<Map<string, string | undefined>> {
  const { organisations } = parseHostDescription(JSON.parse(await readFile(join(of, 'organisation.json'), 'utf8')))
  const found = new Map<string, string | undefined>()
  for (const { login, repositories } of organisations) {
    for (const { name, defaultBranch } of repositories) {
      found.set(name, await readBranch(join(of, 'repositories', login, `${name}.git`), defaultBranch))
    }
    expect(await readdir(join(of, 'repositories', login))).toHaveLength(repositories.length)
  }
  return found
}

async function somePython(): Promise<string> {
  const found = description.organisations[0]?.repositories.find(({ language }) => language === 'Python')
  if (!found) throw new Error('There is no Python.')
  return found.name
}

interface Listed {
  name: string
  pushedAt: string | null
  defaultBranchRef: { name: string; target: { oid: string; tree: { oid: string } } } | null
}

interface Answer {
  organization: {
    repositories: { pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: Listed[] }
  }
}
