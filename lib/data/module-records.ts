import 'server-only'
import { db } from './db'
import { inParts } from './storable'

/** As lib/audit/packed-records.ts packs it. */
type PackedRecord = Uint8Array<ArrayBuffer>

/** A statement copies what it holds several times and the copies outlast it: of large parts, hundreds of megabytes. */
const MOST_ROWS = 100
const MOST_BYTES = 256 * 1024

/** Records that are known already, by blob id. */
export async function findModuleRecords(
  engine: string,
  blobs: readonly string[],
): Promise<ReadonlyMap<string, PackedRecord>> {
  const found = new Map<string, PackedRecord>()
  for (const part of inParts(blobs, MOST_ROWS)) {
    const rows = await db().moduleRecord.findMany({
      where: { engine, blob: { in: [...part] } },
      select: { blob: true, packed: true },
    })
    // Copied, since what the driver gives may be cut from a larger buffer.
    for (const { blob, packed } of rows) if (packed) found.set(blob, new Uint8Array(packed))
  }
  return found
}

/** Keeps records by blob id; those that are there already stay. */
export async function storeModuleRecords(engine: string, records: ReadonlyMap<string, PackedRecord>): Promise<void> {
  for (const part of partsOf(records)) {
    // In one order, so that two who store the same ones never wait for each other.
    const data = part.map(([blob, packed]) => ({ blob, engine, packed })).sort((a, b) => (a.blob < b.blob ? -1 : 1))
    await db().moduleRecord.createMany({ data, skipDuplicates: true })
  }
}

function* partsOf(records: ReadonlyMap<string, PackedRecord>): Generator<(readonly [string, PackedRecord])[]> {
  let part: (readonly [string, PackedRecord])[] = []
  let bytes = 0
  for (const entry of records) {
    if (part.length > 0 && (part.length >= MOST_ROWS || bytes + entry[1].length > MOST_BYTES)) {
      yield part
      part = []
      bytes = 0
    }
    part.push(entry)
    bytes += entry[1].length
  }
  if (part.length > 0) yield part
}
