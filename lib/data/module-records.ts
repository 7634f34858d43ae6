import 'server-only'
import { db } from './db'
import { inParts, storable } from './storable'

/** A statement copies its texts several times and the copies outlast it: of large parts, hundreds of megabytes. */
const MOST_ROWS = 100
const MOST_CHARACTERS = 512 * 1024

/** Records that are known already, as JSON by blob id. */
export async function findModuleRecords(
  engine: string,
  blobs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const part of inParts(blobs, MOST_ROWS)) {
    const rows = await db().$queryRaw<{ blob: string; record: string }[]>`
      select blob, record::text as record from module_records where engine = ${engine} and blob = any(${[...part]})`
    for (const { blob, record } of rows) found.set(blob, record)
  }
  return found
}

/** Keeps records, which are JSON by blob id; those that are there already stay. */
export async function storeModuleRecords(engine: string, records: ReadonlyMap<string, string>): Promise<void> {
  for (const part of partsOf(records)) {
    const rows = part.map(([blob, record]) => `{"blob":${JSON.stringify(blob)},"record":${storable(record)}}`)
    await db().$executeRaw`
      insert into module_records (blob, engine, record)
      select blob, ${engine}, record from jsonb_to_recordset(${`[${rows.join(',')}]`}::jsonb)
        as row (blob text, record jsonb)
      order by blob
      on conflict do nothing`
  }
}

function* partsOf(records: ReadonlyMap<string, string>): Generator<(readonly [string, string])[]> {
  let part: (readonly [string, string])[] = []
  let characters = 0
  for (const entry of records) {
    if (part.length > 0 && (part.length >= MOST_ROWS || characters + entry[1].length > MOST_CHARACTERS)) {
      yield part
      part = []
      characters = 0
    }
    part.push(entry)
    characters += entry[1].length
  }
  if (part.length > 0) yield part
}
