import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { db } from '@/lib/data/db'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { startLocalGitHub } from '../github/server'
import { buildRepositories } from '../repos/build/build-repositories'

export const SKYLARK = 'skylark-air'

/** A database and a local GitHub over the demonstration organisation, whose last month ends with `anchor`. */
export async function startDemoWorld(anchor = new Date('2026-11-01T00:00:00Z')) {
  const root = await mkdtemp(join(tmpdir(), 'airworthy-demo-'))
  const outDir = join(root, 'github')
  const sourceDir = fileURLToPath(new URL('../repos', import.meta.url))
  const [database] = await Promise.all([createTestDatabase(), buildRepositories({ sourceDir, outDir, anchor })])
  const github = await startLocalGitHub({ root: outDir })
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_URL: github.url,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_CLIENT_ID: 'client',
    GITHUB_CLIENT_SECRET: 'client-secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  const folders = await readdir(join(outDir, 'repositories', SKYLARK))
  return {
    github,
    /** Names of the repositories. */
    names: folders.map((folder) => folder.replace(/\.git$/, '')).sort(),
    root: outDir,
    async close(): Promise<void> {
      await db().$disconnect()
      await github.close()
      await database.drop()
      await rm(root, { recursive: true, force: true })
    },
  }
}
