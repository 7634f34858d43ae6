import { db } from '@/lib/data/db'

/** Bytes or rows by table. */
export type TableSizes = Readonly<Record<string, number>>

const TABLES = [
  'audits',
  'results',
  'repository_days',
  'module_records',
  'repositories',
  'scans',
  'scan_items',
] as const

/** Bytes of each table with its indexes and long values, once nothing in it is free. */
export async function sizesByTable(): Promise<TableSizes> {
  for (const table of TABLES) await db().$executeRawUnsafe(`vacuum (full, analyze) ${table}`)
  const rows = await db().$queryRaw<{ name: string; bytes: number }[]>`
    select c.relname as name, pg_total_relation_size(c.oid)::float8 as bytes
    from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname = any(${[...TABLES]})`
  return Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes]))
}

export async function rowsByTable(): Promise<TableSizes> {
  const counts = await Promise.all(
    TABLES.map(async (table) => {
      const [row] = await db().$queryRawUnsafe<[{ count: number }]>(`select count(*)::float8 as count from ${table}`)
      return [table, row.count] as const
    }),
  )
  return Object.fromEntries(counts)
}
