import 'server-only'
import { db } from './db'
import { inParts, storable } from './storable'

/** Records that are known already, as JSON by blob id. */
export async function findModuleRecords(
  engine: string,
  blobs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const part of inParts(blobs)) {
    const rows = await db().$queryRaw<{ blob: string; record: string }[]>`
      select blob, record::text as record from module_records where engine = ${engine} and blob = any(${[...part]})`
    for (const { blob, record } of rows) found.set(blob, record)
  }
  return found
}

/** Keeps records, which are JSON by blob id; those that are there already stay. */
export async function storeModuleRecords(engine: string, records: ReadonlyMap<string, string>): Promise<void> {
  for (const part of inParts([...records])) {
    const rows = part.map(([blob, record]) => `{"blob":${JSON.stringify(blob)},"record":${storable(record)}}`)
    await db().$executeRaw`
      insert into module_records (blob, engine, record)
      select blob, ${engine}, record from jsonb_to_recordset(${`[${rows.join(',')}]`}::jsonb)
        as row (blob text, record jsonb)
      order by blob
      on conflict do nothing`
  }
}
