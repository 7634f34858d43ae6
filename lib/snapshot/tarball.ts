import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import { AppError } from '@/lib/errors'
import { type Collector, createCollector, tooManyEntries } from './collector'
import { type ReadOptions, withDefaults } from './read-options'
import { ReadingLimit } from './reading-limit'
import type { RepoSnapshot } from './snapshot'
import { blobHash } from './virtual'

export interface TarballOptions extends ReadOptions {
  readonly commit: string | null
  /** ISO 8601. */
  readonly committedAt: string | null
}

/** Reading stops at this multiple of the bound on kept bytes, whatever the archive holds. */
const STREAM_FACTOR = 8

/** Empty folders and what is no file count too, which the bound on what is kept does not see. */
const ENTRY_FACTOR = 2
/** A tar ends with two empty blocks. */
const END_BYTES = 1024
const BLOCK = 512
/** Of an extended header: git writes up to four. tar-stream copies those that hold for all entries into each of them. */
const MOST_FIELDS = 100
/** What tar-stream says of a name or a link of over 4 MiB. */
const LONG_HEADER = 'Header exceeds max size'

/**
 * Reads a gzipped tar as GitHub sends it (one top folder, which is stripped) as a stream; nothing touches the disk.
 * What is over the bounds is left out and said in `limits`; its blob ids are known all the same. An archive that ends too early or is damaged is never a
 * snapshot: AppError `github-unavailable`, since it may come whole the next time; errors of the stream stay as they are.
 * The stream is destroyed in any case, with that error.
 */
export async function readTarball(stream: Readable, options: TarballOptions): Promise<RepoSnapshot> {
  const { bounds, wanted } = withDefaults(options)
  const collector = createCollector(bounds, wanted)
  const tar = extract()
  const tail = new Tail(bounds.maxTotalBytes * STREAM_FACTOR)
  let isFull = false
  let hasManyFields = false
  const reading = (async () => {
    let entries = 0
    let end = 0
    for await (const entry of tar as AsyncIterable<Entry>) {
      isFull = collector.full || entries >= bounds.maxEntries * ENTRY_FACTOR
      hasManyFields = Object.keys(entry.header.pax ?? {}).length > MOST_FIELDS
      if (isFull || hasManyFields) return stop(tail, end)
      await readEntry(entry, collector)
      end = endOf(entry.header)
      entries += 1
      options.onProgress?.(entries)
    }
    return end
  })()
  // The pipeline reports what goes wrong first; without this a late rejection of the reader would be unhandled.
  reading.catch(() => undefined)
  let hasLongHeader = false
  // Before the pipeline hears of it: nothing is wrong with the stream.
  tar.once('error', ({ message }: Error) => {
    hasLongHeader = message === LONG_HEADER
    if (hasLongHeader) stream.destroy(new ReadingLimit())
  })
  try {
    const signal = options.signal ? { signal: options.signal } : {}
    await pipeline(stream, createGunzip(), tail, tar, signal)
    tail.requireEnd(await reading)
    stream.destroy()
  } catch (error) {
    if (!(error instanceof ReadingLimit || hasLongHeader)) throw giveUp(stream, error, options.signal)
    if (hasLongHeader)
      collector.addLimit('truncated', 'The archive holds a name or a link of over 4 MiB; the rest was not read.')
    else if (hasManyFields)
      collector.addLimit('truncated', 'The archive holds a header of too many fields; the rest was not read.')
    else if (isFull) collector.addLimit('entries', tooManyEntries(bounds))
    else collector.addLimit('truncated', `The archive is over ${tail.limitMiB} MiB unpacked; the rest was not read.`)
  }
  return collector.finish(options)
}

function giveUp(stream: Readable, cause: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) {
    stream.destroy()
    return cause
  }
  const message = 'The archive of the commit did not arrive whole. Re-check the repository in a few minutes.'
  const error = cause instanceof AppError ? cause : new AppError('github-unavailable', message, { cause })
  stream.destroy(error)
  return error
}

interface Entry extends AsyncIterable<Uint8Array> {
  /** tar-stream tells where the bytes of the entry begin and its extended header, which its types do not know. */
  readonly header: Header & { readonly byteOffset?: number; readonly pax?: Readonly<Record<string, string>> | null }
}

/** Counts what passes, stops at the limit, and knows whether the end of an archive was there. */
class Tail extends Transform {
  private total = 0
  private zeros = 0

  constructor(private readonly limit: number) {
    super()
  }

  get limitMiB(): number {
    return Math.round(this.limit / 1024 / 1024)
  }

  override _transform(chunk: Uint8Array, _encoding: string, done: (error: Error | null, chunk?: Uint8Array) => void) {
    this.total += chunk.length
    if (this.total > this.limit) return done(new ReadingLimit())
    let last = chunk.length
    while (last > 0 && chunk[last - 1] === 0) last -= 1
    this.zeros = last === 0 ? this.zeros + chunk.length : chunk.length - last
    done(null, chunk)
  }

  /** Throws unless nothing but the end followed the last entry, which ended at this offset. */
  requireEnd(offset: number): void {
    const missing = Math.max(END_BYTES, offset === 0 ? 0 : this.total - offset) - this.zeros
    if (missing > 0 || this.total - offset < END_BYTES) throw new Error('The archive ends before its end')
  }
}

/** Only after the pipeline has heard of the limit, which else would tell of a stream that closed too early. */
async function stop(tail: Tail, end: number): Promise<number> {
  const closed = new Promise((resolve) => tail.once('close', resolve))
  tail.destroy(new ReadingLimit())
  await closed
  return end
}

function endOf({ byteOffset = 0, size, type }: Entry['header']): number {
  return byteOffset + (type === 'directory' ? 0 : Math.ceil((size ?? 0) / BLOCK) * BLOCK)
}

async function readEntry(entry: Entry, collector: Collector): Promise<void> {
  const { header } = entry
  const path = strip(header.name)
  if (path !== null && header.type === 'directory') collector.addFolder(path)
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
    const hash = blobHash(size)
    for await (const chunk of entry) hash.update(chunk)
    collector.addOmitted(info, reason, hash.digest('hex'))
    return
  }
  collector.addFile(info, await readBytes(entry, size))
}

/** Without the first folder; null for that folder itself. An absolute path stays absolute, to be refused. */
function strip(name: string): string | null {
  if (name.startsWith('/')) return name
  const plain = name.replace(/^(\.\/)+/, '').replace(/(?<!\/)\/+$/, '')
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
