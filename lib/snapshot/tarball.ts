import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import { AppError } from '@/lib/errors'
import { type Collector, createCollector } from './collector'
import { noteExportAttributes } from './export-attributes'
import { type ReadOptions, withDefaults } from './read-options'
import type { RepoSnapshot } from './snapshot'

export interface TarballOptions extends ReadOptions {
  readonly commit: string | null
  /** ISO 8601. */
  readonly committedAt: string | null
}

/** Reading stops at this multiple of the bound on kept bytes, whatever the archive holds. */
const STREAM_FACTOR = 8

/**
 * Reads a gzipped tar as GitHub sends it (one top folder, which is stripped) as a stream; nothing touches the disk.
 * Throws AppError `unreadable` when it is no archive or ends too early.
 */
export async function readTarball(stream: Readable, options: TarballOptions): Promise<RepoSnapshot> {
  const { bounds, wanted } = withDefaults(options)
  const collector = createCollector(bounds, wanted)
  const tar = extract()
  const reading = (async () => {
    let entries = 0
    for await (const entry of tar) {
      await readEntry(entry as unknown as Entry, collector)
      entries += 1
      options.onProgress?.(entries)
    }
  })()
  // The pipeline reports what goes wrong first; without this a late rejection of the reader would be unhandled.
  reading.catch(() => undefined)
  const limit = bounds.maxTotalBytes * STREAM_FACTOR
  try {
    const signal = options.signal ? { signal: options.signal } : {}
    await pipeline(stream, createGunzip(), atMost(limit), tar, signal)
    await reading
  } catch (error) {
    if (!(error instanceof StreamLimit)) {
      if (options.signal?.aborted) throw error
      throw new AppError('unreadable', 'The archive of the commit could not be read.', { cause: error })
    }
    collector.addLimit(
      'truncated',
      `The archive is over ${Math.round(limit / 1024 / 1024)} MiB unpacked; the rest was not read.`,
    )
  }
  const snapshot = collector.finish(options)
  noteExportAttributes(snapshot.files.values(), collector)
  return collector.finish(options)
}

type Entry = AsyncIterable<Uint8Array> & { readonly header: Header }

class StreamLimit extends Error {}

function atMost(limit: number): Transform {
  let total = 0
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      total += chunk.length
      if (total > limit) done(new StreamLimit())
      else done(null, chunk)
    },
  })
}

async function readEntry(entry: Entry, collector: Collector): Promise<void> {
  const { header } = entry
  const path = strip(header.name)
  if (path === null || (header.type !== 'file' && header.type !== 'contiguous-file' && header.type !== 'symlink')) {
    return skip(entry)
  }
  if (!collector.admit(path)) return skip(entry)
  if (header.type === 'symlink') {
    collector.addSymlink(path, header.linkname ?? '')
    return skip(entry)
  }
  const size = header.size ?? 0
  const info = { path, size, executable: ((header.mode ?? 0) & 0o100) !== 0 }
  const reason = collector.omission(path, size)
  if (reason) {
    collector.addOmitted(info, reason)
    return skip(entry)
  }
  collector.addFile(info, await readBytes(entry, size))
}

/** Without the first folder; null for that folder itself. An absolute path stays absolute, to be refused. */
function strip(name: string): string | null {
  if (name.startsWith('/')) return name
  const plain = name.replace(/^(\.\/)+/, '').replace(/\/+$/, '')
  const slash = plain.indexOf('/')
  return slash === -1 ? null : plain.slice(slash + 1)
}

async function skip(entry: Entry): Promise<void> {
  for await (const _ of entry) {
    // Reading to the end is what moves the archive on.
  }
}

/** Into a buffer of its own, so that it can be handed to another thread without a copy. */
async function readBytes(entry: Entry, size: number): Promise<Uint8Array> {
  const content = new Uint8Array(size)
  let offset = 0
  for await (const chunk of entry) {
    content.set(chunk.subarray(0, size - offset), offset)
    offset += chunk.length
  }
  if (offset !== size) throw new Error('An entry of the archive is shorter than it says')
  return content
}
