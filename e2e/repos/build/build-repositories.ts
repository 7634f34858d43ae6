import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { parseHostDescription } from '@/e2e/github/organisation'
import { describeHost } from './host-description'
import { type RepositorySource, readSources } from './source'
import { type WrittenRepository, writeRepository } from './write-repository'

const CONCURRENCY = 4

export type BuildOptions = {
  sourceDir: string
  /** Replaced as a whole once everything is built. */
  outDir: string
  /** Commits are dated in the months before the month of this day. */
  anchor: Date
  onProgress?: (repository: WrittenRepository) => void
}

/** Writes `repositories/skylark-air/<name>.git` and `organisation.json` into `outDir`, all or nothing. */
export async function buildRepositories(options: BuildOptions): Promise<WrittenRepository[]> {
  const sources = await readSources(options.sourceDir)
  const outDir = resolve(options.outDir)
  await mkdir(dirname(outDir), { recursive: true })
  const workDir = await mkdtemp(join(dirname(outDir), `.${basename(outDir)}-`))
  try {
    const written = await writeAll(sources, workDir, options)
    const pushedAt = new Map(written.map((repository) => [repository.name, repository.pushedAt]))
    const description = describeHost(sources, pushedAt)
    parseHostDescription(JSON.parse(JSON.stringify(description)))
    await writeFile(join(workDir, 'organisation.json'), `${JSON.stringify(description, null, 2)}\n`)
    await replaceFolder(workDir, outDir)
    return written
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
}

async function writeAll(
  sources: readonly RepositorySource[],
  workDir: string,
  { anchor, onProgress }: BuildOptions,
): Promise<WrittenRepository[]> {
  const root = join(workDir, 'repositories', 'skylark-air')
  await mkdir(root, { recursive: true })
  const waiting = [...sources]
  const written: WrittenRepository[] = []
  const work = async () => {
    for (let source = waiting.shift(); source; source = waiting.shift()) {
      const repository = await writeRepository(source, join(root, `${source.name}.git`), anchor)
      written.push(repository)
      onProgress?.(repository)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  return written.sort((a, b) => a.name.localeCompare(b.name))
}

async function replaceFolder(from: string, to: string): Promise<void> {
  const old = `${from}-old`
  const replaced = await rename(to, old).then(
    () => true,
    () => false,
  )
  await rename(from, to)
  if (replaced) await rm(old, { recursive: true, force: true })
}
