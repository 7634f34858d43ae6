import { parentPort } from 'node:worker_threads'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { type OnCheckError, SlowCheck } from '@/lib/checks/run'
import { pythonSources } from '@/lib/facts/python-sources'
import { Recent } from '@/lib/facts/recent'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import type { ModuleRecord } from '@/lib/python/record'
import type { RepoSnapshot, SnapshotFile } from '@/lib/snapshot/snapshot'
import { auditSnapshot, judgeSnapshot } from './audit'
import { boundedBy } from './bounded-check'
import { optimiseAfter } from './compile-once'
import { readCompiledParsers } from './compiled-parsers'
import { inThreadRecords } from './in-thread'
import { isLasting, type PackedRecord, packRecord, unpackedLength, unpackRecords } from './packed-records'
import { buffersOf } from './snapshot-buffers'
import type { CheckFailure, ThreadAnswer, ThreadReply, ThreadRequest, ThreadTask } from './thread-messages'

/** Of their JSON, of which records take several times as much memory, in every thread. */
const MOST_KNOWN_BYTES = 24 * 1024 * 1024

const known = new Recent<ModuleRecord>(MOST_KNOWN_BYTES)
let engine: Promise<PythonEngine> | undefined

parentPort?.on('message', async ({ id, task }: ThreadRequest) => {
  try {
    const answer = await work(task)
    send({ id, answer, externalBytes: process.memoryUsage().external })
  } catch (error) {
    if (error instanceof SlowCheck && task.kind === 'judge') return giveBack(id, task.snapshot, error.id)
    send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error), externalBytes: 0 })
  }
})

function send(reply: ThreadReply, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(reply, [...transfer])
}

/** Facts and caches may be half made, but nobody writes to the bytes of the files. */
function giveBack(id: number, snapshot: RepoSnapshot, check: CharacteristicId): void {
  const answer = { kind: 'slow', check, snapshot } as const
  send({ id, answer, externalBytes: 0, isSpoilt: true }, buffersOf(snapshot))
}

async function work(task: ThreadTask): Promise<ThreadAnswer> {
  if (task.kind === 'analyse') return analyse(task.files)
  const failures: CheckFailure[] = []
  const onError: OnCheckError = (id, error) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    failures.push({ id, message, stack: stack ?? '' })
  }
  const report =
    task.kind === 'audit'
      ? await auditSnapshot(task.snapshot, inThreadRecords(await loadedEngine()), onError)
      : await judgeSnapshot(task.snapshot, unpackRecords(task.records, known), onError, {
          within: boundedBy(task.checkTimeoutMs),
          leftOut: task.leftOut,
        })
  return { kind: 'judge', report, failures }
}

async function analyse(files: readonly SnapshotFile[]): Promise<ThreadAnswer> {
  const { analyse: read } = await loadedEngine()
  const byPath = new Map(files.map((file) => [file.path, file]))
  const records = new Map<string, PackedRecord>()
  const failed: string[] = []
  for (const { blob, content, cells } of pythonSources({
    commit: null,
    committedAt: null,
    files: byPath,
    limits: [],
  })) {
    optimiseAfter(content.length)
    const record = read(content, cells)
    const packed = packRecord(record)
    records.set(blob, packed)
    if (!isLasting(record)) failed.push(blob)
    // What it says is cut from the text of its module, which stays in memory with it.
    else known.set(blob, record, unpackedLength(packed) + content.length)
  }
  return { kind: 'analyse', records, failed }
}

function loadedEngine(): Promise<PythonEngine> {
  engine ??= createPythonEngine(readCompiledParsers(new URL(import.meta.url)))
  return engine
}
