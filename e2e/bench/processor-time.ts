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

/** Processor time of all processes that this one started and that ended, theirs included, in milliseconds. */
export function endedChildrenTime(): number {
  return (statOf(process.pid)?.ended ?? 0) * MS_A_TICK
}

/** Processor time that a process has used so far, in milliseconds; null once it is gone, and where it can't be told. */
export function timeOf(pid: number): number | null {
  const stat = statOf(pid)
  return stat && stat.own * MS_A_TICK
}

/** Memory of a process in bytes, now and at its highest. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024
    return { now: read('VmRSS'), peak: read('VmHWM') }
  } catch {
    return null
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
