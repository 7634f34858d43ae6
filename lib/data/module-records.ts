import 'server-only'
import type { ModuleRecord } from '@/lib/python/record'
import { db } from './db'
import { inParts, toStorableJson } from './storable'

/** Records that are known already, by blob id. */
export async function findModuleRecords(
  engine: string,
  blobs: readonly string[],
): Promise<ReadonlyMap<string, ModuleRecord>> {
  const found = new Map<string, ModuleRecord>()
  for (const part of inParts(blobs)) {
    const rows = await db().moduleRecord.findMany({
      where: { engine, blob: { in: [...part] } },
      select: { blob: true, record: true },
    })
    for (const { blob, record } of rows) found.set(blob, record as unknown as ModuleRecord)
  }
  return found
}

export async function storeModuleRecords(engine: string, records: ReadonlyMap<string, ModuleRecord>): Promise<void> {
  for (const part of inParts([...records])) {
    const rows = toStorableJson(part.map(([blob, record]) => ({ blob, record })))
    await db().$executeRaw`
      insert into module_records (blob, engine, record)
      select blob, ${engine}, record from jsonb_to_recordset(${rows}::jsonb) as row (blob text, record jsonb)
      order by blob
      on conflict do nothing`
  }
}
