import 'server-only'
import { pruneRecords } from '@/lib/data/prune-records'
import { ENGINE_VERSION } from '@/lib/python/engine'

/** Drops what nobody reads any more; workers of an older version have ended long before what they stored is dropped. */
export async function prune(): Promise<void> {
  await pruneRecords(ENGINE_VERSION)
}
