import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import { createTrialJudge } from './trial-judge'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-trials-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Answers with how many tasks it judged and the names of the files; `hang.py` hangs it and `crash.py` ends it. */
const PLAYED = `import { parentPort } from 'node:worker_threads'
let judged = 0
parentPort.on('message', ({ id, task }) => {
  const names = [...task.snapshot.files.keys()]
  while (names.includes('hang.py'));
  if (names.includes('crash.py')) process.exit(1)
  if (!names.includes('warm-up.py')) judged += 1
  parentPort.postMessage({ id, externalBytes: 0, answer: { kind: 'judge', report: { judged, names }, failures: [] } })
})
`
const thread = join(folder, 'played.mjs')
writeFileSync(thread, PLAYED)

function playedJudge(options: { mostWaiting?: number; timeoutMs?: number; idleMs?: number } = {}) {
  const findThread = vi.fn(() => pathToFileURL(thread))
  return { findThread, judge: createTrialJudge({ findThread, ...options }) }
}

test('one thread judges one after the other, and is started when there is something to judge', async () => {
  const { judge, findThread } = playedJudge()
  try {
    expect(findThread).not.toHaveBeenCalled()
    const answers = await Promise.all(['a.py', 'b.py', 'c.py'].map((name) => judge.judge({ [name]: '' })))
    expect(answers).toEqual([
      { report: { judged: 1, names: ['a.py'] } },
      { report: { judged: 2, names: ['b.py'] } },
      { report: { judged: 3, names: ['c.py'] } },
    ])
    expect(findThread).toHaveBeenCalledTimes(1)
  } finally {
    await judge.close()
  }
})

test('more than may wait are refused at once, and those that wait are judged all the same', async () => {
  const { judge } = playedJudge({ mostWaiting: 2 })
  try {
    const answers = await Promise.all(['a.py', 'b.py', 'c.py', 'd.py'].map((name) => judge.judge({ [name]: '' })))
    expect(answers.map((answer) => 'report' in answer)).toEqual([true, true, true, false])
    expect(answers[3]).toEqual({ refused: { code: 'rate-limited', message: expect.stringMatching(/Try again in/) } })
    expect(await judge.judge({})).toMatchObject({ report: { names: [] } })
  } finally {
    await judge.close()
  }
})

test.each([
  ['hang.py', /took longer than 0.5 seconds/],
  ['crash.py', /took more memory/],
])('%s is refused with a sentence, and who waited behind it is judged', async (name, sentence) => {
  const { judge } = playedJudge({ timeoutMs: 500 })
  try {
    const [bad, good] = await Promise.all([judge.judge({ [name]: '' }), judge.judge({ 'good.py': '' })])
    expect(bad).toEqual({ refused: { code: 'unreadable', message: expect.stringMatching(sentence) } })
    expect(good).toMatchObject({ report: { names: ['good.py'] } })
  } finally {
    await judge.close()
  }
})

test('a thread with nothing to judge ends, and another is started for who comes later', async () => {
  const { judge, findThread } = playedJudge({ idleMs: 1 })
  try {
    await judge.judge({ 'a.py': '' })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await judge.judge({ 'b.py': '' })).toEqual({ report: { judged: 1, names: ['b.py'] } })
    expect(findThread).toHaveBeenCalledTimes(2)
  } finally {
    await judge.close()
  }
})
