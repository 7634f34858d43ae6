import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import type { ThreadTask } from './thread-messages'
import { createThreadPool } from './thread-pool'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-threads-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Answers how many tasks this thread has had. */
const COUNTING = `import { parentPort } from 'node:worker_threads'
let tasks = 0
parentPort.on('message', ({ id }) => {
  tasks += 1
  parentPort.postMessage({ id, answer: tasks, externalBytes: 0 })
})
`
const TASK: ThreadTask = { kind: 'analyse', files: [] }

test('threads at rest are ended and others take their place, and one at work goes on', async () => {
  const file = join(folder, 'counting.mjs')
  writeFileSync(file, COUNTING)
  const pool = createThreadPool({ file: pathToFileURL(file), threads: 1, heapMb: 64, recycleBytes: 1e9 })
  const run = () => pool.run(TASK, 20_000)
  try {
    expect([await run(), await run()]).toEqual([1, 2])
    const third = run()
    await pool.rest()
    expect(await third).toBe(3)
    await pool.rest()
    expect(await run()).toBe(1)
  } finally {
    await pool.close()
  }
})
