import { availableParallelism } from 'node:os'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { type OnCheckError, SlowCheck } from '@/lib/checks/run'
import { JudgingFailed, NotJudged } from '@/lib/errors'
import { recordKey } from '@/lib/facts/python-sources'
import { emptyRecord } from '@/lib/python/empty'
import { ENGINE_VERSION } from '@/lib/python/engine'
import type { ParseFailure } from '@/lib/python/record'
import type { RepoSnapshot, SnapshotFile } from '@/lib/snapshot/snapshot'
import { isInstalled } from './installed-code'
import { isPacked, type PackedRecord, packRecord, unpackedLength } from './packed-records'
import type { AuditReport } from './report'
import { rubricVersion } from './rubric-version'
import { buffersOf } from './snapshot-buffers'
import { createThreadPool, TaskFailed, ThreadLost, type ThreadPool } from './thread-pool'

/** Keeps records between audits, by recordKey, for one engine version. */
export interface RecordCache {
  get(blobs: readonly string[]): Promise<ReadonlyMap<string, PackedRecord>>
  put(records: ReadonlyMap<string, PackedRecord>): Promise<void>
}

export interface AuditPoolOptions {
  /** All cores unless told. */
  readonly threads?: number
  /** For a batch of modules, and for a module alone after its batch failed. */
  readonly timeoutMs?: number
  /** For all modules of a repository, by the time of the threads; what comes later is not read. By its size unless told. */
  readonly analysisMs?: number
  readonly judgeTimeoutMs?: number
  readonly cache?: RecordCache
  /** The bundled thread; `audit-thread.js` beside this bundle unless told. */
  readonly threadFile?: URL
  readonly onError?: OnCheckError
}

export interface AuditOptions {
  /** Called as modules get their record. */
  readonly onProgress?: (done: number, total: number) => void
}

export interface AuditPool {
  readonly rubricVersion: string
  /** Consumes the snapshot: its bytes move to another thread. Throws NotJudged when judging takes too much. */
  audit(snapshot: RepoSnapshot, options?: AuditOptions): Promise<AuditReport>
  close(): Promise<void>
}

const BATCH_BYTES = 256 * 1024
const BATCH_FILES = 100
/** After so many modules that hang or crash, the others of failing batches are not tried alone. */
const MAX_LOST = 10
/** After so many modules on which the parsers failed the others are not read: hardly any of what people write is such. */
const MAX_FAILED = 100
/** Analysed one at a time: each may take hundreds of megabytes of its thread. */
const LARGE_BYTES = 512 * 1024
/** What analysing a repository may take of its threads, whose modules may be made to be slow: several times the usual. */
const ANALYSIS_MS = { atLeast: 10 * 60_000, forMegabyte: 12_000 }

/** Of the JSON of a large repository's records: what its threads hold from analysing would stay beside what judging takes. */
const MANY_BYTES = 32 * 1024 * 1024

/** Analyses and judges in worker threads, so that the caller's event loop stays free. */
export function createAuditPool(options: AuditPoolOptions = {}): AuditPool {
  const file = options.threadFile ?? new URL('./audit-thread.js', import.meta.url)
  const pool = createThreadPool({
    file,
    threads: options.threads ?? availableParallelism(),
    heapMb: 2048,
    recycleBytes: 256 * 1024 * 1024,
  })
  const { timeoutMs, analysisMs, judgeTimeoutMs = 120_000, cache, onError = () => undefined } = options
  const inTurn = oneAtATime()
  return {
    rubricVersion: rubricVersion(),
    async audit(snapshot, { onProgress } = {}) {
      const records = await readRecords(pool, snapshot, { cache, timeoutMs, analysisMs, inTurn }, onProgress)
      if (unpackedBytes(records) > MANY_BYTES) await pool.rest()
      try {
        return await judge(pool, snapshot, records, { judgeTimeoutMs, onError })
      } catch (error) {
        throw notJudged(error)
      }
    },
    close: () => pool.close(),
  }
}

/** What one check takes of the time is a part of it, so that the others can be judged again without it. */
const CHECKS_SHARE = 1 / 4

async function judge(
  pool: ThreadPool,
  given: RepoSnapshot,
  records: Map<string, PackedRecord>,
  { judgeTimeoutMs, onError }: Required<Pick<AuditPoolOptions, 'judgeTimeoutMs' | 'onError'>>,
): Promise<AuditReport> {
  const checkTimeoutMs = Math.ceil(judgeTimeoutMs * CHECKS_SHARE)
  const leftOut: CharacteristicId[] = []
  let snapshot = given
  let leftMs = judgeTimeoutMs
  while (true) {
    const answer = await pool.run({ kind: 'judge', snapshot, records, checkTimeoutMs, leftOut }, () => leftMs, {
      transfer: buffersOf(snapshot),
      onEnd: (tookMs) => {
        leftMs -= tookMs
      },
    })
    if (answer.kind === 'judge') {
      for (const { id, message, stack } of answer.failures) onError(id, Object.assign(new Error(message), { stack }))
      return answer.report
    }
    if (answer.kind !== 'slow') throw new Error('The thread answered something else')
    onError(answer.check, new SlowCheck(answer.check))
    leftOut.push(answer.check)
    snapshot = answer.snapshot
  }
}

function notJudged(error: unknown): unknown {
  if (error instanceof TaskFailed) return new JudgingFailed('A commit could not be judged.', { cause: error })
  if (!(error instanceof ThreadLost)) return error
  const most = error.reason === 'timeout' ? 'time' : 'memory'
  return new NotJudged(
    `Judging it takes more ${most} than there is for one commit. Remove or shorten what is out of the ordinary in it, such as very large or generated files.`,
    { cause: error },
  )
}

interface RecordOptions extends Pick<AuditPoolOptions, 'cache' | 'timeoutMs' | 'analysisMs'> {
  readonly inTurn: ReturnType<typeof oneAtATime>
}

async function readRecords(
  pool: ThreadPool,
  snapshot: RepoSnapshot,
  { cache, timeoutMs = 20_000, analysisMs, inTurn }: RecordOptions,
  onProgress: AuditOptions['onProgress'],
): Promise<Map<string, PackedRecord>> {
  const files = modulesOf(snapshot)
  const cached = cache && files.size > 0 ? await cache.get([...files.keys()]) : new Map<string, PackedRecord>()
  // What is no record, whoever wrote it, would keep the repository from being judged until the rules change.
  const records = new Map([...cached].filter(([, bytes]) => isPacked(bytes)))
  const missing = [...files].filter(([blob]) => !records.has(blob)).map(([, file]) => file)
  let done = files.size - missing.length
  let lost = 0
  let failures = 0
  let leftMs = analysisMs ?? ANALYSIS_MS.atLeast + (bytesOf(missing) / 1e6) * ANALYSIS_MS.forMegabyte

  // Batch by batch: to put all at once takes several times the memory of the records of a large repository.
  const keep = async (found: ReadonlyMap<string, PackedRecord>, failed: readonly string[], count: number) => {
    for (const [blob, record] of found) records.set(blob, record)
    done += count
    failures += failed.length
    onProgress?.(done, files.size)
    // What hung or crashed may go well another time.
    const fresh = new Map([...found].filter(([blob]) => !failed.includes(blob)))
    if (fresh.size > 0) await cache?.put(fresh)
  }

  const leaveOut = async (batch: readonly SnapshotFile[], reason: ParseFailure) => {
    // With its lines: a verdict is withheld where much of the code was not read.
    const empty = (file: SnapshotFile) => packRecord(emptyRecord(ENGINE_VERSION, reason, textOf(file)))
    const found = new Map(batch.map((file) => [recordKey(file), empty(file)]))
    await keep(found, [...found.keys()], batch.length)
  }

  const analyse = async (batch: readonly SnapshotFile[]): Promise<void> => {
    if (failures >= MAX_FAILED) return leaveOut(batch, 'unread')
    try {
      const answer = await pool.run({ kind: 'analyse', files: batch }, () => Math.min(timeoutMs, leftMs), {
        onEnd: (tookMs) => {
          leftMs -= tookMs
        },
      })
      if (answer.kind === 'analyse') await keep(answer.records, answer.failed, batch.length)
    } catch (error) {
      if (!(error instanceof ThreadLost)) throw error
      // A timer may end a little early.
      if (batch.length > 1 && lost < MAX_LOST && leftMs >= 1) {
        for (const file of batch) await analyse([file])
        return
      }
      lost += batch.length
      await leaveOut(batch, error.reason)
    }
  }

  onProgress?.(done, files.size)
  const all = batches(missing)
  const waiting = all.filter((batch) => bytesOf(batch) <= LARGE_BYTES)
  const analyseNext = async (): Promise<void> => {
    for (let batch = waiting.shift(); batch; batch = waiting.shift()) await analyse(batch)
  }
  const analyseLarge = async (): Promise<void> => {
    for (const batch of all) if (bytesOf(batch) > LARGE_BYTES) await inTurn(() => analyse(batch))
  }
  // A few at a time, so that another repository does not wait until a large or slow one is through.
  await Promise.all([analyseLarge(), ...Array.from({ length: 2 * pool.threads }, analyseNext)])
  return records
}

/** Runs one after the other, whatever becomes of those before. */
function oneAtATime(): (run: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve()
  return (run) => {
    const mine = last.then(run)
    last = mine.catch(() => undefined)
    return mine
  }
}

function textOf({ path, content }: SnapshotFile): string {
  return content && path.endsWith('.py') ? new TextDecoder().decode(content) : ''
}

function bytesOf(files: readonly SnapshotFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}

function unpackedBytes(records: ReadonlyMap<string, PackedRecord>): number {
  let bytes = 0
  for (const packed of records.values()) bytes += unpackedLength(packed)
  return bytes
}

/** Python modules and notebooks whose bytes are there, each once, by the key of its record. */
function modulesOf(snapshot: RepoSnapshot): Map<string, SnapshotFile> {
  const files = new Map<string, SnapshotFile>()
  for (const file of snapshot.files.values()) {
    if (isInstalled(file.path)) continue
    if (!file.blob || !file.content || !/\.(pyw?|ipynb)$/.test(file.path)) continue
    const key = recordKey(file)
    if (!files.has(key)) files.set(key, file)
  }
  return files
}

function batches(files: readonly SnapshotFile[]): SnapshotFile[][] {
  const found: SnapshotFile[][] = []
  let current: SnapshotFile[] = []
  let bytes = 0
  for (const file of files) {
    if (current.length > 0 && (bytes + file.size > BATCH_BYTES || current.length >= BATCH_FILES)) {
      found.push(current)
      current = []
      bytes = 0
    }
    current.push(file)
    bytes += file.size
  }
  return current.length > 0 ? [...found, current] : found
}
