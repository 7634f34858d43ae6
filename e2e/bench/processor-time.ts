import { readdirSync, readFileSync } from 'node:fs'
import { db } from '@/lib/data/db'

/** Linux counts in hundredths of a second. */
const MS_A_TICK = 10

/**
 * Finds the Postgres server behind `db()` when it runs on this machine, and answers how to read the processor time that
 * all its processes have used, in milliseconds; 0 where that can't be told. A busy machine makes no difference to it.
 */
export async function findPostgresTime(): Promise<() => number> {
  const [row] = await db().$queryRaw<[{ pid: number }]>`select pg_backend_pid() as pid`
  const server = statOf(row.pid)?.parent
  if (!server) return () => 0
  return () => {
    const children = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []))
    const alive = children.filter(({ parent }) => parent === server).reduce((sum, { own }) => sum + own, 0)
    const { own = 0, ended = 0 } = statOf(server) ?? {}
    return (alive + own + ended) * MS_A_TICK
  }
}

function statOf(pid: number) {
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    const fields = rest.split(' ').map(Number)
    const at = (index: number) => fields[index] ?? 0
    return { parent: at(1), own: at(11) + at(12), ended: at(13) + at(14) }
  } catch {
    return null
  }
}
