import { parentPort } from 'node:worker_threads'
import { pythonSources } from '@/lib/facts/python-sources'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import type { ModuleRecord } from '@/lib/python/record'
import type { SnapshotFile } from '@/lib/snapshot/snapshot'
import { judgeSnapshot } from './audit'
import type { CheckFailure, ThreadAnswer, ThreadReply, ThreadRequest, ThreadTask } from './thread-messages'

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
  if (task.kind === 'analyse') return { kind: 'analyse', records: await analyse(task.files) }
  const failures: CheckFailure[] = []
  const report = await judgeSnapshot(task.snapshot, task.records, (id, error) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    failures.push({ id, message, stack: stack ?? '' })
  })
  return { kind: 'judge', report, failures }
}

async function analyse(files: readonly SnapshotFile[]): Promise<ReadonlyMap<string, ModuleRecord>> {
  engine ??= createPythonEngine()
  const { analyse: read } = await engine
  const byPath = new Map(files.map((file) => [file.path, file]))
  const sources = pythonSources({ commit: null, committedAt: null, files: byPath, limits: [] })
  return new Map(sources.map(({ blob, content }) => [blob, read(content)]))
}
