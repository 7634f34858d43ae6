import type { Recent } from '@/lib/facts/recent'
import type { ModuleRecord, ParseFailure } from '@/lib/python/record'

/** A record as JSON: it moves between threads and into the database as text, which is many times cheaper to hand on. */
export type RecordText = string

/**
 * The records of these texts; those that were parsed before, by blob id, are taken as they are. `texts` is emptied on the
 * way, because the texts of a large repository and its records would be a great deal of memory together.
 */
export function parseRecords(
  texts: Map<string, RecordText>,
  parsed: Recent<ModuleRecord>,
): ReadonlyMap<string, ModuleRecord> {
  const records = new Map<string, ModuleRecord>()
  for (const [blob, text] of texts) {
    const known = parsed.get(blob)
    const record = known ?? (JSON.parse(text) as ModuleRecord)
    if (!known && isLasting(record)) parsed.set(blob, record, text.length)
    records.set(blob, record)
    texts.delete(blob)
  }
  return records
}

const PASSING: ReadonlySet<ParseFailure> = new Set(['timeout', 'crash', 'unread'])

/** A module on which the parsers hung or crashed has another record when they are tried again. */
export function isLasting({ parse }: ModuleRecord): boolean {
  return parse.ok || !PASSING.has(parse.reason)
}
