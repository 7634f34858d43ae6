import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildFixture } from '../fixture'
import { pushCommit } from '../git/push'
import { runGit, startedProcesses } from '../git/run-git'
import { type LocalGitHub, startLocalGitHub } from '../server'

const ADA = { name: 'Ada', email: 'ada@example.test' }
const FILES = {
  'app/main.py': 'print("hello")\n',
  'app/naïve.py': 'x = 1\n',
  'app/schema_pb2.py': 'DESCRIPTOR = None\n',
  'logo.png': Buffer.from([137, 80, 78, 71, 0, 1]),
  'latin.txt': Buffer.from('caf\xe9\n', 'latin1'),
  'long.txt': 'a'.repeat(512 * 1024 + 1),
  'uv.lock': 'version = 1\n',
  '.gitmodules': '[submodule "parts"]\n\tpath = lib/parts\n\turl = https://example.test/parts.git\n',
}
const SUBMODULE = '1'.repeat(40)

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub
let ada: Octokit
let oids: Map<string, string>
let head: string

beforeAll(async () => {
  fixture = await buildFixture()
  const directory = join(fixture.root, 'repositories', 'hangar', 'vault.git')
  const date = new Date('2025-05-01T00:00:00Z')
  await pushCommit(directory, { branch: 'main', files: FILES, message: 'Add files', author: ADA, date })
  head = await addSubmodule(directory)
  const listed = (await runGit(directory, ['ls-tree', '-r', '-t', '-z', head])).toString().split('\0').filter(Boolean)
  oids = new Map(listed.map((line) => [line.slice(line.indexOf('\t') + 1), line.split(/[ \t]/)[2] ?? '']))
  github = await startLocalGitHub({ root: fixture.root })
  ada = new Octokit({ baseUrl: github.apiUrl, auth: 'token-of-ada' })
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('a commit, a tree and a blob are each found by their id, and an id of nothing is null', async () => {
  const { tree } = await ask<{ tree: { tree: { oid: string } } }>(
    `tree: object(oid: "${head}") { ... on Commit { tree { oid } } }`,
  )
  const answer = await ask(`
    commit: object(oid: "${head}") { __typename oid }
    tree: object(oid: "${tree.tree.oid}") { __typename id }
    blob: object(oid: "${oids.get('app/main.py')}") { __typename abbreviatedOid }
    nothing: object(oid: "${'0'.repeat(39)}1") { oid }`)
  expect(answer).toMatchObject({
    commit: { __typename: 'Commit', oid: head },
    tree: { __typename: 'Tree' },
    blob: { __typename: 'Blob', abbreviatedOid: oids.get('app/main.py')?.slice(0, 7) },
    nothing: null,
  })
})

test('an object of another repository is not found', async () => {
  const query = `{ repository(owner: "hangar", name: "site") { object(oid: "${oids.get('uv.lock')}") { oid } } }`
  expect(await ada.graphql(query)).toEqual({ repository: { object: null } })
})

test('the entries of a tree say name, mode, type, id and size', async () => {
  const { root } = await ask<{ root: { entries: Record<string, unknown>[] } }>(`root: object(expression: "main:") {
    ... on Tree { entries { name nameRaw path mode type oid size isGenerated extension submodule { name gitUrl subprojectCommitOid } } }
  }`)
  const entry = (name: string) => root.entries.find((each) => each.name === name)
  expect(entry('long.txt')).toMatchObject({ mode: 33188, type: 'blob', size: 524289, extension: '.txt' })
  expect(entry('app')).toMatchObject({ mode: 16384, type: 'tree', size: 0, oid: oids.get('app') })
  expect(entry('uv.lock')).toMatchObject({ isGenerated: true, nameRaw: Buffer.from('uv.lock').toString('base64') })
  expect(entry('README.md')).toMatchObject({ isGenerated: false, submodule: null })
})

test('an entry below a folder knows its whole path, and a submodule what .gitmodules says of it', async () => {
  const answer = await ask(`
    app: object(expression: "main:app") { ... on Tree { entries { name path isGenerated object { ... on Blob { text } } } } }
    lib: object(expression: "main:lib") { ... on Tree { entries { path type mode object { oid } submodule { name gitUrl subprojectCommitOid } } } }`)
  expect(answer).toEqual({
    app: {
      entries: [
        { name: 'main.py', path: 'app/main.py', isGenerated: false, object: { text: 'print("hello")\n' } },
        { name: 'naïve.py', path: 'app/naïve.py', isGenerated: false, object: { text: 'x = 1\n' } },
        {
          name: 'schema_pb2.py',
          path: 'app/schema_pb2.py',
          isGenerated: true,
          object: { text: 'DESCRIPTOR = None\n' },
        },
      ],
    },
    lib: {
      entries: [
        {
          path: 'lib/parts',
          type: 'commit',
          mode: 0o160000,
          object: null,
          submodule: { name: 'parts', gitUrl: 'https://example.test/parts.git', subprojectCommitOid: SUBMODULE },
        },
      ],
    },
  })
})

test('a binary blob has no text, a long one its first 512 KiB, and bytes that are no UTF-8 are replaced', async () => {
  const blob = (name: string) =>
    `object(oid: "${oids.get(name)}") { ... on Blob { byteSize isBinary isTruncated text } }`
  const answer = await ask<Record<string, { text: string }>>(
    `binary: ${blob('logo.png')} long: ${blob('long.txt')} latin: ${blob('latin.txt')}`,
  )
  expect(answer.binary).toEqual({ byteSize: 6, isBinary: true, isTruncated: false, text: null })
  expect(answer.long).toMatchObject({ byteSize: 524289, isBinary: false, isTruncated: true })
  expect(answer.long?.text).toHaveLength(512 * 1024)
  expect(answer.latin).toEqual({ byteSize: 5, isBinary: false, isTruncated: false, text: 'caf\uFFFD\n' })
})

test('a hundred trees and blobs by alias take a few git processes and one point', async () => {
  const directory = join(fixture.root, 'repositories', 'hangar', 'empty.git')
  const files = Object.fromEntries(
    Array.from({ length: 2000 }, (_, index) => [`d${index % 50}/m${index}.py`, `n = ${index}\n`]),
  )
  const commit = await pushMany(directory, files)
  const listed = (await runGit(directory, ['ls-tree', '-r', '-t', commit])).toString().split('\n').filter(Boolean)
  const of = (type: string) =>
    listed.flatMap((line) => (line.split(/[ \t]/)[1] === type ? [line.split(/[ \t]/)[2]] : []))
  const aliases = (ids: (string | undefined)[], fields: string) =>
    ids.map((oid, index) => `a${index}: object(oid: "${oid}") { ${fields} }`).join('\n')
  const before = startedProcesses()
  const trees = aliases(of('tree'), '... on Tree { entries { name mode type oid size } }')
  const seen = await askIn<Record<string, { entries: { size: number }[] }>>('empty', trees)
  expect(Object.values(seen).flatMap(({ entries }) => entries)).toHaveLength(2000)
  expect(seen.a0?.entries[0]?.size).toBeGreaterThan(5)
  const blobs = aliases(of('blob').slice(0, 100), '... on Blob { byteSize isBinary isTruncated text }')
  const read = await askIn<Record<string, { text: string }>>('empty', blobs)
  expect(Object.values(read).filter(({ text }) => text.startsWith('n = '))).toHaveLength(100)
  expect(startedProcesses() - before).toBeLessThan(10)
  const { rateLimit } = await ada.graphql<{ rateLimit: { cost: number } }>(
    `{ rateLimit { cost } repository(owner: "hangar", name: "empty") { ${trees} } }`,
  )
  expect(rateLimit.cost).toBe(1)
})

test('history is read page by page, within two dates, and knows parents and people', async () => {
  const page = (after: string | null) =>
    askIn<{ object: History }>(
      'api',
      `object(oid: "${fixture.heads.api}") { ... on Commit {
        history(first: 2${after ? `, after: "${after}"` : ''}) {
          pageInfo { hasNextPage endCursor }
          nodes { messageHeadline changedFilesIfAvailable parents(first: 1) { totalCount } author { name email date user { login databaseId } } }
        } } }`,
    )
  const first = await page(null)
  expect(first.object.history.nodes.map((node) => node.messageHeadline)).toEqual(['Drop the lock', 'Pin what we use'])
  const second = await page(first.object.history.pageInfo.endCursor)
  expect(second.object.history).toMatchObject({
    pageInfo: { hasNextPage: false },
    nodes: [
      {
        messageHeadline: 'Serve orders',
        changedFilesIfAvailable: 2,
        parents: { totalCount: 1 },
        author: { email: 'alan@example.test', date: '2025-03-05T10:30:00Z', user: { login: 'alan', databaseId: 12 } },
      },
      { messageHeadline: 'Start the service', parents: { totalCount: 0 } },
    ],
  })
  const between = await askIn<{ object: History }>(
    'api',
    `object(expression: "main") { ... on Commit {
      history(first: 9, since: "2025-03-01T00:00:00Z", until: "2025-06-30T00:00:00Z") { nodes { messageHeadline } } } }`,
  )
  expect(between.object.history.nodes).toHaveLength(2)
})

test('a commit has a rollup only when something was said of it, and the worst of that', async () => {
  const rollup = () => ask(`object(oid: "${head}") { ... on Commit { statusCheckRollup { state } } }`)
  expect(await rollup()).toEqual({ object: { statusCheckRollup: null } })
  const said = { owner: 'hangar', repo: 'vault', ref: head }
  await github.setStatus({ ...said, state: 'success' })
  expect(await rollup()).toEqual({ object: { statusCheckRollup: { state: 'SUCCESS' } } })
  await github.setStatus({ ...said, context: 'lint', state: 'failure' })
  expect(await rollup()).toEqual({ object: { statusCheckRollup: { state: 'FAILURE' } } })
})

test('repositories are found by the ids that REST and GraphQL give, and only those that the viewer may see', async () => {
  const rest = (await ada.rest.repos.get({ owner: 'hangar', repo: 'api' })).data.node_id
  const query =
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Repository { nameWithOwner visibility isEmpty isDisabled isLocked viewerPermission } } }'
  const { repository } = await ada.graphql<{ repository: { id: string } }>(
    '{ repository(owner: "hangar", name: "site") { id } }',
  )
  expect(await ada.graphql(query, { ids: [rest, repository.id] })).toMatchObject({
    nodes: [
      { id: rest, nameWithOwner: 'hangar/api', visibility: 'PRIVATE', isEmpty: false, viewerPermission: 'ADMIN' },
      { id: repository.id, nameWithOwner: 'hangar/site', visibility: 'PUBLIC', isDisabled: false, isLocked: false },
    ],
  })
  const grace = new Octokit({ baseUrl: github.apiUrl, auth: 'token-of-grace' })
  await expect(grace.graphql(query, { ids: [rest, repository.id] })).rejects.toMatchObject({
    response: { data: { nodes: [null, { nameWithOwner: 'hangar/site' }] } },
    errors: [{ type: 'NOT_FOUND', path: ['nodes', 0] }],
  })
  await expect(ada.graphql(query, { ids: Array(101).fill(rest) })).rejects.toThrow('more than 100 node ids')
  await expect(grace.graphql(`{ node(id: "${rest}") { id } }`)).rejects.toMatchObject({
    response: { data: { node: null } },
  })
})

test('connections inside nodes are paid for every id', async () => {
  const { node_id } = (await ada.rest.repos.get({ owner: 'hangar', repo: 'api' })).data
  const connections = Array.from({ length: 6 }, (_, index) => `l${index}: languages(first: 1) { totalCount }`).join(' ')
  const query = `query ($ids: [ID!]!) { rateLimit { cost } nodes(ids: $ids) { ... on Repository { ${connections} } } }`
  const { rateLimit } = await ada.graphql<{ rateLimit: { cost: number } }>(query, { ids: Array(50).fill(node_id) })
  expect(rateLimit.cost).toBe(3)
})

test('languages are as described, else counted from the files, the most first', async () => {
  const languages = (name: string) =>
    askIn(
      name,
      'languages(first: 5, orderBy: { field: SIZE, direction: DESC }) { totalSize edges { size node { name } } nodes { name } }',
    )
  expect(await languages('api')).toEqual({
    languages: { totalSize: 24, edges: [{ size: 24, node: { name: 'Python' } }], nodes: [{ name: 'Python' }] },
  })
  const { data } = await ada.rest.repos.listLanguages({ owner: 'hangar', repo: 'api' })
  expect(data).toEqual({ Python: 24 })
})

function ask<T = unknown>(fields: string): Promise<T> {
  return askIn<T>('vault', fields)
}

async function askIn<T = unknown>(name: string, fields: string): Promise<T> {
  const query = `{ repository(owner: "hangar", name: "${name}") { ${fields} } }`
  return (await ada.graphql<{ repository: T }>(query)).repository
}

/** One commit of many files by git's own import, which takes one process. */
async function pushMany(directory: string, files: Record<string, string>): Promise<string> {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`
  const changes = Object.entries(files).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`)
  const commit = `commit refs/heads/main\ncommitter Ada <ada@example.test> 1750000000 +0000\n${data('Import')}`
  await runGit(directory, ['fast-import', '--quiet'], { input: commit + changes.join('') })
  return (await runGit(directory, ['rev-parse', 'refs/heads/main'])).toString().trim()
}

async function addSubmodule(directory: string): Promise<string> {
  const commit = `commit refs/heads/main\ncommitter Ada <ada@example.test> 1750000000 +0000\ndata 3\nAdd\n`
  const input = `${commit}from refs/heads/main^0\nM 160000 ${SUBMODULE} lib/parts\n`
  await runGit(directory, ['fast-import', '--quiet'], { input })
  return (await runGit(directory, ['rev-parse', 'refs/heads/main'])).toString().trim()
}

interface History {
  history: { nodes: { messageHeadline: string }[]; pageInfo: { endCursor: string } }
}
