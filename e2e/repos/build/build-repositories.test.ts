import { execFile } from 'node:child_process'
import { access, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseHostDescription } from '@/e2e/github/organisation'
import { buildRepositories } from './build-repositories'
import { type RepositorySource, readSources } from './source'
import type { WrittenRepository } from './write-repository'

const run = promisify(execFile)
const sourceDir = resolve('e2e/repos')
const anchor = new Date('2031-03-01T00:00:00Z')
const MONTH_MS = (365.25 / 12) * 24 * 3600 * 1000

let root: string
let outDir: string
let sources: RepositorySource[]
let written: WrittenRepository[]

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'repositories-'))
  outDir = join(root, 'github')
  sources = await readSources(sourceDir)
  written = await buildRepositories({ sourceDir, outDir, anchor })
})

afterAll(() => rm(root, { recursive: true, force: true }))

async function git(name: string, ...args: string[]): Promise<string> {
  const gitDir = join(outDir, 'repositories', 'skylark-air', `${name}.git`)
  const { stdout } = await run('git', ['--git-dir', gitDir, ...args], { maxBuffer: 64 * 1024 * 1024 })
  return stdout
}

describe('buildRepositories', () => {
  test('gives the same commit ids for the same anchor', async () => {
    const again = await buildRepositories({ sourceDir, outDir: join(root, 'again'), anchor })
    expect(again).toEqual(written)
  })

  test('moves every commit with the anchor', async () => {
    const later = await buildRepositories({
      sourceDir,
      outDir: join(root, 'later'),
      anchor: new Date('2031-04-01T00:00:00Z'),
    })
    const heads = new Set(written.map(({ head }) => head))
    expect(later.some(({ head }) => heads.has(head))).toBe(false)
  })

  test('replaces what a former build left, and leaves nothing beside it', async () => {
    await buildRepositories({ sourceDir, outDir: join(root, 'again'), anchor })
    const names = await readdir(root)
    expect(names.filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('leaves the former build in place when a source is bad', async () => {
    await expect(buildRepositories({ sourceDir: resolve('lib'), outDir, anchor })).rejects.toThrow()
    await access(join(outDir, 'organisation.json'))
  })

  test('writes a description that the local GitHub accepts', async () => {
    const host = parseHostDescription(JSON.parse(await readFile(join(outDir, 'organisation.json'), 'utf8')))
    const [organisation] = host.organisations
    expect(organisation?.basePermission).toBe('none')
    expect(organisation?.repositories.map(({ name }) => name)).toEqual(sources.map(({ name }) => name))
    expect(organisation?.members.map(({ login }) => login)).not.toContain('stranger')
  })

  test('dates 10 to 25 commits over 9 to 14 months, in order, before the anchor', async () => {
    for (const { name } of sources) {
      const seconds = (await git(name, 'log', '--format=%ct', '--reverse', 'HEAD')).trim().split('\n').map(Number)
      const first = (seconds[0] ?? 0) * 1000
      const last = (seconds.at(-1) ?? 0) * 1000
      expect(seconds.length, name).toBeGreaterThanOrEqual(10)
      expect(seconds.length, name).toBeLessThanOrEqual(25)
      expect((last - first) / MONTH_MS, name).toBeGreaterThanOrEqual(9)
      expect((last - first) / MONTH_MS, name).toBeLessThanOrEqual(14)
      expect(last, name).toBeLessThan(anchor.getTime())
      expect(
        [...seconds].sort((a, b) => a - b),
        name,
      ).toEqual(seconds)
    }
  })

  test('ends at the tree that repository.json describes', async () => {
    for (const { name, head } of sources) {
      const paths = (await git(name, 'ls-tree', '-r', '-z', '--name-only', 'HEAD')).split('\0').filter(Boolean)
      expect(paths.length, name).toBe(head.files)
      expect(paths.filter((path) => path.endsWith('.py')).length, name).toBe(head.pythonFiles)
      expect(paths, name).toEqual(expect.arrayContaining(head.present))
      expect(
        paths.filter((path) => head.absent.includes(path)),
        name,
      ).toEqual([])
      expect(
        paths.filter((path) => /(^|\/)dot\./.test(path)),
        name,
      ).toEqual([])
    }
  })

  test('writes repositories that git finds whole', async () => {
    for (const { name } of sources) await git(name, 'fsck', '--strict', '--no-dangling')
  })

  test('fills in every fake credential', async () => {
    for (const { name } of sources) {
      const patches = await git(name, 'log', '-p', '--format=', 'HEAD')
      expect(patches, name).not.toContain('@@FAKE')
    }
  })
})
