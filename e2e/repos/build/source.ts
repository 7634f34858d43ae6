import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Permission } from '@/e2e/github/organisation'

const TeamSlug = z.enum(['payments', 'platform', 'data', 'developer-tools'])
export type TeamSlug = z.infer<typeof TeamSlug>

const RepositoryFile = z.strictObject({
  id: z.number().int().positive(),
  description: z.string().min(1),
  topics: z.array(z.string()),
  language: z.string().nullable(),
  private: z.boolean(),
  archived: z.boolean(),
  defaultBranch: z.string(),
  teams: z.array(z.strictObject({ team: TeamSlug, permission: Permission })),
  /** People from outside of the organisation. */
  collaborators: z.array(z.strictObject({ login: z.string(), permission: Permission })).default([]),
  /** What the tree of the head commit must look like: counts, and paths that must or must not be in it. */
  head: z.strictObject({
    files: z.number().int().positive(),
    pythonFiles: z.number().int().nonnegative(),
    present: z.array(z.string()),
    absent: z.array(z.string()),
  }),
})

const CommitEntry = z.strictObject({
  step: z.string().regex(/^\d\d-[a-z0-9-]+$/),
  /** Whole months before the month of the anchor: 1 is the month just before it. */
  monthsAgo: z.number().int().min(1),
  day: z.number().int().min(1).max(28),
  hour: z.number().int().min(0).max(23),
  minute: z.number().int().min(0).max(59),
  author: z.string(),
  message: z.string().min(1),
  remove: z.array(z.string()).default([]),
  rename: z.array(z.strictObject({ from: z.string(), to: z.string() })).default([]),
  executable: z.array(z.string()).default([]),
  tag: z.string().optional(),
})
export type CommitEntry = z.infer<typeof CommitEntry>

const HistoryFile = z.strictObject({ commits: z.array(CommitEntry).min(1) })

export type RepositorySource = z.infer<typeof RepositoryFile> & {
  name: string
  folder: string
  commits: readonly CommitEntry[]
}

/** Reads every `<name>/repository.json` with its history, by name; throws an Error that names the bad file. */
export async function readSources(sourceDir: string): Promise<RepositorySource[]> {
  const entries = await readdir(sourceDir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory() && entry.name !== 'build').map(({ name }) => name)
  return Promise.all(names.sort().map((name) => readSource(sourceDir, name)))
}

async function readSource(sourceDir: string, name: string): Promise<RepositorySource> {
  const folder = join(sourceDir, name)
  const repository = await readJson(join(folder, 'repository.json'), RepositoryFile)
  const history = await readJson(join(folder, 'history.json'), HistoryFile)
  return { ...repository, name, folder, commits: history.commits }
}

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
