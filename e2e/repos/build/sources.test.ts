import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readGolden } from './golden'
import { personByLogin } from './people'
import { type RepositorySource, readSources } from './source'

const sourceDir = resolve('e2e/repos')

/** Shapes that secret scanners look for; written so that this file holds none of them. */
const credentialShapes = [
  /AK[I]A[0-9A-Z]{16}/,
  /[rs]k_(?:live|test)_[0-9A-Za-z]{16}/,
  /gh[pousr]_[0-9A-Za-z]{36}/,
  /xo[x][abprs]-[0-9]{8}/,
  /hooks\.slack\.com\/services\/T/,
  /BEGIN [A-Z ]*PRIVATE KEY/,
  /eyJ[0-9A-Za-z_-]{16,}\.eyJ/,
]

let sources: RepositorySource[]

beforeAll(async () => {
  sources = await readSources(sourceDir)
})

describe('sources of the demonstration organisation', () => {
  test('hold no text of the shape of a credential', async () => {
    const entries = await readdir(sourceDir, { withFileTypes: true, recursive: true })
    for (const entry of entries.filter((candidate) => candidate.isFile())) {
      const text = await readFile(join(entry.parentPath, entry.name), 'utf8')
      const found = credentialShapes.filter((shape) => shape.test(text))
      expect(found, join(entry.parentPath, entry.name)).toEqual([])
    }
  })

  test('hold no file that git would obey here', async () => {
    const entries = await readdir(sourceDir, { recursive: true })
    expect(entries.filter((path) => /(^|\/)\.(git|env)/.test(path) && !path.includes('.github'))).toEqual([])
  })

  test('are 14 to 20 repositories, private and public, in four teams', () => {
    expect(sources.length).toBeGreaterThanOrEqual(14)
    expect(sources.length).toBeLessThanOrEqual(20)
    expect(sources.some((source) => source.private)).toBe(true)
    expect(sources.some((source) => source.archived)).toBe(true)
    expect(sources.some(({ teams }) => teams.length === 0)).toBe(true)
    expect(sources.some(({ teams }) => teams.length > 1)).toBe(true)
    expect(new Set(sources.flatMap(({ teams }) => teams.map(({ team }) => team))).size).toBe(4)
    expect(new Set(sources.map(({ id }) => id)).size).toBe(sources.length)
  })

  test('name a step folder for each commit and a commit for each step folder', async () => {
    for (const { name, folder, commits } of sources) {
      const folders = await readdir(join(folder, 'steps'))
      const steps = commits.map(({ step }) => step)
      expect(steps, name).toEqual([...new Set(steps)].sort())
      expect(
        folders.filter((step) => !steps.includes(step)),
        name,
      ).toEqual([])
      expect(
        commits.filter(({ author }) => !personByLogin(author)),
        name,
      ).toEqual([])
    }
  })

  test('judge all 20 characteristics of each head commit', async () => {
    for (const { name } of sources) {
      const golden = await readGolden(sourceDir, name)
      expect(Object.keys(golden.characteristics), name).toHaveLength(20)
    }
  })
})
