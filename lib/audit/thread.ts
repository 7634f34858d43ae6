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
import { isLasting, parseRecords, type RecordText } from './record-texts'
import type { CheckFailure, ThreadAnswer, ThreadReply, ThreadRequest, ThreadTask } from './thread-messages'

/** Parsed records take several times their text, in every thread. */
const MOST_PARSED_CHARACTERS = 24 * 1024 * 1024

const parsed = new Recent<ModuleRecord>(MOST_PARSED_CHARACTERS)
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
      : await judgeSnapshot(task.snapshot, parseRecords(task.records, parsed), onError)
  return { kind: 'judge', report, failures }
}

async function analyse(files: readonly SnapshotFile[]): Promise<ThreadAnswer> {
  const { analyse: read } = await loadedEngine()
  const byPath = new Map(files.map((file) => [file.path, file]))
  const records = new Map<string, RecordText>()
  const failed: string[] = []
  for (const { blob, content } of pythonSources({ commit: null, committedAt: null, files: byPath, limits: [] })) {
    optimiseAfter(content.length)
    const record = read(content)
    const text = JSON.stringify(record)
    records.set(blob, text)
    if (!isLasting(record)) failed.push(blob)
    // What it says is cut from the text of its module, which stays in memory with it.
    else parsed.set(blob, record, text.length + content.length)
  }
  return { kind: 'analyse', records, failed }
}

function loadedEngine(): Promise<PythonEngine> {
  engine ??= createPythonEngine(readCompiledParsers(new URL(import.meta.url)))
  return engine
}
