import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PostgresServer } from '@/lib/setup/postgres.js'

/** A Postgres of its own that can be stopped and started again where it was: in a folder of its own unless one is given. */
export async function startOwnPostgres(given?: string) {
  // Not bundled: these find the project's files from where they are.
  const setUp = (name: string) => import(new URL(`../lib/setup/${name}.js`, import.meta.url).href)
  const [{ startPostgres }, { migrate }, { createDatabase }] = await Promise.all(
    ['postgres', 'migrations', 'database'].map(setUp),
  )
  const home = given ?? (await mkdtemp(join(tmpdir(), 'airworthy-faults-postgres-')))
  await mkdir(home, { recursive: true })
  await chmod(home, 0o711)
  let server: PostgresServer = await startPostgres(home)
  const url: string = await createDatabase(server.url, 'airworthy')
  await migrate(url)
  return {
    url,
    /** Fast: sessions are ended, and what was committed is kept. */
    stop: () => server.stop(),
    async start(): Promise<void> {
      server = await startPostgres(home)
      if (server.url('airworthy') !== url) throw new Error('Postgres came back at another port')
    },
    async remove(): Promise<void> {
      await server.stop()
      if (!given) await rm(home, { recursive: true, force: true })
    },
  }
}
