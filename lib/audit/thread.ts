import { parentPort } from 'node:worker_threads'
import type { OnCheckError } from '@/lib/checks/run'
import { pythonSources } from '@/lib/facts/python-sources'
import { Recent } from '@/lib/facts/recent'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import type { ModuleRecord } from '@/lib/python/record'
import type { SnapshotFile } from '@/lib/snapshot/snapshot'
import { auditSnapshot, judgeSnapshot } from './audit'
import { optimiseAfter } from './compile-once'
import { readCompiledParsers } from './compiled-parsers'
import { inThreadRecords } from './in-thread'
import { isLasting, type PackedRecord, packRecord, unpackedLength, unpackRecords } from './packed-records'
import type { CheckFailure, ThreadAnswer, ThreadReply, ThreadRequest, ThreadTask } from './thread-messages'

/** Of their JSON, of which records take several times as much memory, in every thread. */
const MOST_KNOWN_BYTES = 24 * 1024 * 1024

const known = new Recent<ModuleRecord>(MOST_KNOWN_BYTES)
let engine: Promise<PythonEngine> | undefined

parentPort?.on('message', async ({ id, task }: ThreadRequest) => {
  const reply = async (): Promise<ThreadReply> => {
    try {
      const answer = await work(task)
      return { id, answer, externalBytes: process.memoryUsage().external }
    } catch (error) {
      return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error), externalBytes: 0 }
    }
  }
  parentPort?.postMessage(await reply())
})

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
      : await judgeSnapshot(task.snapshot, unpackRecords(task.records, known), onError)
  return { kind: 'judge', report, failures }
}

async function analyse(files: readonly SnapshotFile[]): Promise<ThreadAnswer> {
  const { analyse: read } = await loadedEngine()
  const byPath = new Map(files.map((file) => [file.path, file]))
  const records = new Map<string, PackedRecord>()
  const failed: string[] = []
  for (const { blob, content } of pythonSources({ commit: null, committedAt: null, files: byPath, limits: [] })) {
    optimiseAfter(content.length)
    const record = read(content)
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
