import { db } from '@/lib/data/db'

/** Bytes or rows by table. */
export type TableSizes = Readonly<Record<string, number>>

const TABLES = [
  'audits',
  'audit_details',
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

/** Where the bytes of some tables lie: those of each column as it is stored, of each row's own head, and of each index. */
export async function partsOf(tables: readonly string[]): Promise<TableSizes> {
  const parts: Record<string, number> = {}
  for (const table of tables) {
    const columns = await db().$queryRaw<{ name: string }[]>`
      select attname::text as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`
    const sums = columns.map(({ name }) => `coalesce(sum(pg_column_size("${name}")), 0)::float8 as "${name}"`)
    const [row] = await db().$queryRawUnsafe<Record<string, number>[]>(`select ${sums.join(', ')} from ${table}`)
    for (const { name } of columns) parts[`${table}.${name}`] = row?.[name] ?? 0
    const relations = await db().$queryRaw<{ name: string; bytes: number }[]>`
      select 'heap' as name, pg_relation_size(${table}::regclass)::float8 as bytes
      union all select 'long values', coalesce(pg_total_relation_size(nullif(reltoastrelid, 0)), 0)::float8
        from pg_class where oid = ${table}::regclass
      union all select 'index ' || indexrelid::regclass::text, pg_relation_size(indexrelid)::float8
        from pg_index where indrelid = ${table}::regclass`
    for (const { name, bytes } of relations) parts[`${table}: ${name}`] = bytes
  }
  return parts
}
