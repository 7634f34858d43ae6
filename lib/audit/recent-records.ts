import { Recent } from '@/lib/facts/recent'
import type { RecordCache } from './pool'
import type { RecordText } from './record-texts'

/** The same cache, with what was used last at hand: the commits of one repository hold most of the same files. */
export function withRecent(cache: RecordCache, mostCharacters: number): RecordCache {
  const recent = new Recent<RecordText>(mostCharacters)
  const remember = (records: ReadonlyMap<string, RecordText>): void => {
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

function pair(blob: string, record: RecordText | undefined): [string, RecordText][] {
  return record === undefined ? [] : [[blob, record]]
}
