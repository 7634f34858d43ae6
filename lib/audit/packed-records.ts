import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Recent } from '@/lib/facts/recent'
import type { ModuleRecord, ParseFailure } from '@/lib/python/record'

/**
 * A record as it moves between threads and into the database: a byte that names the format, the length of its JSON in bytes,
 * and the JSON deflated, an eighth of it. The bytes have a buffer of their own, since a copy for another thread takes all of it.
 */
export type PackedRecord = Uint8Array<ArrayBuffer>

const FORMAT = 1
const LENGTH_AT = 1
const BODY_AT = 5
/** A megabyte takes 4 ms; higher levels take twice that for an eighth less. */
const LEVEL = 3

export function packRecord(record: ModuleRecord): PackedRecord {
  const json = Buffer.from(JSON.stringify(record))
  const body = deflateRawSync(json, { level: LEVEL })
  const packed = new Uint8Array(BODY_AT + body.length)
  packed[0] = FORMAT
  new DataView(packed.buffer).setUint32(LENGTH_AT, json.length)
  packed.set(body, BODY_AT)
  return packed
}

/** Whether bytes from elsewhere may be a record: those that are cut short or of another format are none. */
export function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === FORMAT && bytes.length > BODY_AT
}

/** How long its JSON is, in bytes. */
export function unpackedLength(packed: PackedRecord): number {
  return new DataView(packed.buffer, packed.byteOffset).getUint32(LENGTH_AT)
}

/** Throws for bytes that were not packed so. */
export function unpackRecord(packed: PackedRecord): ModuleRecord {
  if (packed[0] !== FORMAT) throw new Error(`A record is packed in a format that is not known (${packed[0]}).`)
  const json = inflateRawSync(packed.subarray(BODY_AT), { maxOutputLength: unpackedLength(packed) })
  return JSON.parse(json.toString()) as ModuleRecord
}

/**
 * The records by blob id; those that were unpacked before are taken as they are. `packed` is emptied on the way, because
 * the bytes of a large repository and its records would be a great deal of memory together.
 */
export function unpackRecords(
  packed: Map<string, PackedRecord>,
  known: Recent<ModuleRecord>,
): ReadonlyMap<string, ModuleRecord> {
  const records = new Map<string, ModuleRecord>()
  for (const [blob, bytes] of packed) {
    const same = known.get(blob)
    const record = same ?? unpackRecord(bytes)
    if (!same && isLasting(record)) known.set(blob, record, unpackedLength(bytes))
    records.set(blob, record)
    packed.delete(blob)
  }
  return records
}

const PASSING: ReadonlySet<ParseFailure> = new Set(['timeout', 'crash', 'unread'])

/** A module on which the parsers hung or crashed has another record when they are tried again. */
export function isLasting({ parse }: ModuleRecord): boolean {
  return parse.ok || !PASSING.has(parse.reason)
}
