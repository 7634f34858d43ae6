import { db } from '@/lib/data/db'

/** How long jobs stay with workers that are gone. */
export class Orphans {
  readonly #since = new Map<string, number>()
  /** Milliseconds. */
  longest = 0

  /** `dead` tells how many jobs have a holder that holds no advisory lock, which is how the living are known. */
  async look(): Promise<void> {
    const rows = await db().$queryRaw<{ held: string }[]>`
      select id || ' ' || locked_by as held from graphile_worker._private_jobs
      where locked_by is not null and not exists (
        select from pg_locks where locktype = 'advisory' and classid = 7411
          and objid = (hashtext(locked_by)::bigint & 4294967295)::oid
          and database = (select oid from pg_database where datname = current_database()))`
    const held = new Set(rows.map((row) => row.held))
    const now = performance.now()
    for (const [one, since] of this.#since) {
      this.longest = Math.max(this.longest, now - since)
      if (!held.has(one)) this.#since.delete(one)
    }
    for (const one of held) if (!this.#since.has(one)) this.#since.set(one, now)
  }
}
