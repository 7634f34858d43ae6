import type { ModuleRecord } from '@/lib/python/record'

/** A record as JSON: it moves between threads and into the database as text, which is many times cheaper to hand on. */
export type RecordText = string

/** Keeps what was used last, within a bound on characters. */
export class Recent<T> {
  readonly #kept = new Map<string, { readonly value: T; readonly size: number }>()
  #size = 0

  constructor(readonly mostCharacters: number) {}

  get(key: string): T | undefined {
    const found = this.#kept.get(key)
    if (!found) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, found)
    return found.value
  }

  set(key: string, value: T, size: number): void {
    this.#size += size - (this.#kept.get(key)?.size ?? 0)
    this.#kept.delete(key)
    this.#kept.set(key, { value, size })
    for (const [oldest, { size: freed }] of this.#kept) {
      if (this.#size <= this.mostCharacters) return
      this.#kept.delete(oldest)
      this.#size -= freed
    }
  }
}

/** The records of these texts; those that were parsed before, by blob id, are taken as they are. */
export function parseRecords(
  texts: ReadonlyMap<string, RecordText>,
  parsed: Recent<ModuleRecord>,
): ReadonlyMap<string, ModuleRecord> {
  const records = new Map<string, ModuleRecord>()
  for (const [blob, text] of texts) {
    const known = parsed.get(blob)
    const record = known ?? (JSON.parse(text) as ModuleRecord)
    if (!known && isLasting(record)) parsed.set(blob, record, text.length)
    records.set(blob, record)
  }
  return records
}

/** A module on which the parsers hung or crashed has another record when they are tried again. */
export function isLasting({ parse }: ModuleRecord): boolean {
  return parse.ok || (parse.reason !== 'timeout' && parse.reason !== 'crash')
}
