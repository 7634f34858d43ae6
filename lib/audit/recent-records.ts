import { Recent } from '@/lib/facts/recent'
import type { PackedRecord } from './packed-records'
import type { RecordCache } from './pool'

/** The same cache, with what was used last at hand: the commits of one repository hold most of the same files. */
export function withRecent(cache: RecordCache, mostBytes: number): RecordCache {
  const recent = new Recent<PackedRecord>(mostBytes)
  const remember = (records: ReadonlyMap<string, PackedRecord>): void => {
    for (const [blob, record] of records) recent.set(blob, record, record.length)
  }
  return {
    async get(blobs) {
      const found = new Map(blobs.flatMap((blob) => pair(blob, recent.get(blob))))
      const missing = blobs.filter((blob) => !found.has(blob))
      if (missing.length === 0) return found
      const stored = await cache.get(missing)
      remember(stored)
      return new Map([...found, ...stored])
    },
    async put(records) {
      remember(records)
      await cache.put(records)
    },
  }
}

function pair(blob: string, record: PackedRecord | undefined): [string, PackedRecord][] {
  return record === undefined ? [] : [[blob, record]]
}
