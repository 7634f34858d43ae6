import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleAuditThread } from '@/e2e/scans/audit-thread'
import { type CheckBounds, SlowCheck } from '@/lib/checks/run'
import { JudgingFailed, NotJudged } from '@/lib/errors'
import { pythonSources } from '@/lib/facts/python-sources'
import { createPythonEngine } from '@/lib/python/engine'
import type { ModuleRecord } from '@/lib/python/record'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { auditSnapshot, judgeSnapshot } from './audit'
import { inThreadRecords } from './in-thread'
import { type PackedRecord, unpackRecord } from './packed-records'
import { createAuditPool, type RecordCache } from './pool'

let thread: Awaited<ReturnType<typeof bundleAuditThread>>
let threadFile: URL

beforeAll(async () => {
  thread = await bundleAuditThread()
  threadFile = thread.threadFile
})

afterAll(() => thread?.remove())

const files = {
  'app/main.py':
    'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health() -> dict:\n    return {}\n',
  'app/broken.py': 'def (:\n',
  'app/analysis.ipynb': '{"cells": [{"cell_type": "code", "source": "import pandas"}]}',
  'env/lib/site-packages/x.py': 'x = 1\n',
  'README.md': '# Pool\n',
}

test('threads report exactly what the same audit in this thread reports', async () => {
  const here = await auditSnapshot(virtualSnapshot(files), inThreadRecords(await createPythonEngine()), fail)
  const pool = createAuditPool({ threads: 2, threadFile, onError: fail })
  try {
    expect(await pool.audit(virtualSnapshot(files))).toEqual(here)
    expect(pool.rubricVersion).toBe(here.rubricVersion)
  } finally {
    await pool.close()
  }
})

test('a second audit takes the records of unchanged files from the cache', async () => {
  const kept = new Map<string, PackedRecord>()
  const asked: number[] = []
  const cache: RecordCache = {
    get: async (blobs) =>
      new Map(blobs.flatMap((blob) => [kept.get(blob)].flatMap((r) => (r ? [[blob, r] as const] : [])))),
    put: async (records) => {
      asked.push(records.size)
      for (const [blob, record] of records) kept.set(blob, record)
    },
  }
  const pool = createAuditPool({ threads: 1, threadFile, cache })
  try {
    const first = await pool.audit(virtualSnapshot(files))
    const second = await pool.audit(virtualSnapshot(files))
    await pool.audit(virtualSnapshot({ ...files, 'app/new.py': 'x = 1\n' }))
    expect(second).toEqual(first)
    expect(asked).toEqual([3, 1])
  } finally {
    await pool.close()
  }
})

test('bytes of the cache that are no record of a known format count as none, and the module is read anew', async () => {
  const bad = [new Uint8Array(0), new Uint8Array([1, 0, 0]), new Uint8Array([2, 0, 0, 0, 2, 171, 174, 5, 0])]
  const put: string[] = []
  const cache: RecordCache = {
    get: async (blobs) => new Map(blobs.map((blob, index) => [blob, bad[index % bad.length] ?? new Uint8Array(0)])),
    put: async (records) => {
      put.push(...records.keys())
    },
  }
  const pool = createAuditPool({ threads: 1, threadFile, cache })
  const alone = createAuditPool({ threads: 1, threadFile })
  try {
    expect(await pool.audit(virtualSnapshot(files))).toEqual(await alone.audit(virtualSnapshot(files)))
    expect(put).toHaveLength(3)
  } finally {
    await Promise.all([pool.close(), alone.close()])
  }
})

test('records are put into the cache as batches are read, and an audit ends when all are there', async () => {
  const put: string[] = []
  let read = 0
  const cache: RecordCache = {
    get: async () => new Map(),
    put: async (records) => {
      await Promise.resolve()
      put.push(...records.keys())
    },
  }
  const modules = Array.from({ length: 250 }, (_, index) => [`app/m${index}.py`, `m${index} = ${index}\n`])
  const pool = createAuditPool({ threads: 1, threadFile, cache })
  try {
    const seen: number[] = []
    await pool.audit(virtualSnapshot(Object.fromEntries(modules)), {
      onProgress: (done) => {
        read = done
        seen.push(put.length)
      },
    })
    expect(seen).toEqual([0, 0, 100, 200])
    expect([read, new Set(put).size]).toEqual([250, 250])
  } finally {
    await pool.close()
  }
})

test('a module that hangs or kills its thread is reported alone, and the others are analysed', async () => {
  const pool = createAuditPool({ threads: 2, timeoutMs: 1500, threadFile: hostileThread(), cache: undefined })
  try {
    const report = await pool.audit(
      virtualSnapshot({ 'a.py': 'a', 'hang.py': 'hang', 'crash.py': 'crash', 'b.py': 'b' }),
    )
    expect(report).toEqual({ a: 'syntax', b: 'syntax', hang: 'timeout', crash: 'crash' })
  } finally {
    await pool.close()
  }
})

test('modules beyond the time for a repository are said to be unread, and the audit ends', async () => {
  const pool = createAuditPool({ threads: 1, analysisMs: 0, threadFile: hostileThread() })
  try {
    const report = await pool.audit(virtualSnapshot({ 'a.py': 'a', 'hang.py': 'hang' }))
    expect(report).toEqual({ a: 'timeout', hang: 'timeout' })
  } finally {
    await pool.close()
  }
})

test('what was not read keeps its lines, so that verdicts tell how much of the code they rest on', async () => {
  const pool = createAuditPool({ threads: 1, analysisMs: 0, threadFile: hostileThread() })
  try {
    const files = { 'a.py': 'a = 1\nb = 2\nc = 3\n', 'count-lines.txt': '' }
    expect(await pool.audit(virtualSnapshot(files))).toEqual({ a: 3 })
  } finally {
    await pool.close()
  }
})

test('a module that takes all the time of its repository leaves none for those after it', async () => {
  const pool = createAuditPool({ threads: 1, analysisMs: 1500, timeoutMs: 600_000, threadFile: hostileThread() })
  const later = Array.from({ length: 150 }, (_, at) => [`later${at}.py`, `later${at}`])
  try {
    const report = await pool.audit(virtualSnapshot({ 'hang.py': 'hang', ...Object.fromEntries(later) }))
    expect(new Set(Object.values(report))).toEqual(new Set(['timeout']))
    expect(Object.keys(report)).toHaveLength(151)
  } finally {
    await pool.close()
  }
})

test('after a hundred modules on which the parsers failed the others are said to be unread', async () => {
  const pool = createAuditPool({ threads: 1, threadFile: hostileThread() })
  const many = Array.from({ length: 1000 }, (_, at) => [`m${at}.py`, `fails ${at}`])
  try {
    const report = Object.values(await pool.audit(virtualSnapshot(Object.fromEntries(many))))
    // Those that were under way meanwhile are read.
    expect(report.filter((reason) => String(reason) === 'unread').length).toBeGreaterThanOrEqual(600)
    expect(report.filter((reason) => String(reason) === 'crash').length).toBeGreaterThanOrEqual(100)
    expect(await pool.audit(virtualSnapshot({ 'a.py': 'a' }))).toEqual({ a: 'syntax' })
  } finally {
    await pool.close()
  }
})

test('modules so large that each takes much memory are read one at a time, of all repositories together', async () => {
  const pool = createAuditPool({ threads: 3, threadFile: hostileThread() })
  const large = (mark: string) => `alone ${mark}${' '.repeat(600_000)}`
  const repository = (name: string) =>
    Object.fromEntries(['1', '2', '3'].map((at) => [`${name}${at}.py`, large(`${name}${at}`)]))
  try {
    const reports = await Promise.all(['a', 'b'].map((name) => pool.audit(virtualSnapshot(repository(name)))))
    expect(new Set(reports.flatMap((report) => Object.values(report)))).toEqual(new Set(['syntax']))
  } finally {
    await pool.close()
  }
})

test('a small repository is read before a large one that came first is through', async () => {
  const pool = createAuditPool({ threads: 1, threadFile: hostileThread() })
  const many = Array.from({ length: 1000 }, (_, at) => [`m${at}.py`, `m${at}`])
  let ofLarge = 0
  let whenSmallWasRead: number | undefined
  try {
    await Promise.all([
      pool.audit(virtualSnapshot(Object.fromEntries(many)), { onProgress: (done) => (ofLarge = done) }),
      pool.audit(virtualSnapshot({ 'a.py': 'a' }), {
        onProgress: (done) => {
          if (done === 1) whenSmallWasRead = ofLarge
        },
      }),
    ])
    expect(ofLarge).toBe(1000)
    expect(whenSmallWasRead).toBeLessThan(1000)
  } finally {
    await pool.close()
  }
})

test.each([
  ['ends its thread', 'judge-crash.txt', NotJudged, 'takes more memory'],
  ['does not end', 'judge-hang.txt', NotJudged, 'takes more time'],
  ['throws', 'judge-throw.txt', JudgingFailed, 'could not be judged'],
])('a judgement that %s is a failure that says so', async (_, path, kind, sentence) => {
  const pool = createAuditPool({ threads: 1, judgeTimeoutMs: 1500, threadFile: hostileThread() })
  try {
    const failure = await pool.audit(virtualSnapshot({ [path]: 'x' })).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(kind)
    expect(failure).toMatchObject({ message: expect.stringContaining(sentence) })
  } finally {
    await pool.close()
  }
})

test('a check that takes too long is left out, and the rest is judged in the time that is left, by another thread', async () => {
  const told: string[] = []
  const onError = (id: string) => told.push(id)
  const pool = createAuditPool({ threads: 1, judgeTimeoutMs: 4000, threadFile: hostileThread(), onError })
  try {
    expect(await pool.audit(virtualSnapshot({ 'judge-slow.txt': 'bytes' }))).toEqual({
      leftOut: ['readme', 'testing'],
      text: 'bytes',
      checkTimeoutMs: 1000,
      judgedBefore: 0,
    })
    expect(told).toEqual(['readme', 'testing'])
    const failure = await pool.audit(virtualSnapshot({ 'judge-slow.txt': 'for ever' })).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(NotJudged)
  } finally {
    await pool.close()
  }
})

test('a check that takes too long is unknown, and the others are judged as before', async () => {
  const records = await inThreadRecords(await createPythonEngine())(pythonSources(virtualSnapshot(files)))
  const judge = (bounds?: CheckBounds) => judgeSnapshot(virtualSnapshot(files), records, fail, bounds)
  const before = await judge()
  const within: CheckBounds['within'] = (id, work) => {
    if (id === 'readme') throw new SlowCheck(id)
    return work()
  }
  await expect(judge({ within, leftOut: [] })).rejects.toThrow(new SlowCheck('readme'))
  const { results } = await judge({ within, leftOut: ['readme'] })
  expect(results.find(({ id }) => id === 'readme')).toMatchObject({
    verdict: 'unknown',
    score: null,
    message: expect.stringContaining('more time than there is for one characteristic'),
  })
  expect(results.filter(({ id }) => id !== 'readme')).toEqual(before.results.filter(({ id }) => id !== 'readme'))
})

test('the first check does not answer for the time that facts take which are read in any case', async () => {
  const read = await inThreadRecords(await createPythonEngine())(pythonSources(virtualSnapshot(files)))
  let reads = 0
  const records = new (class extends Map<string, ModuleRecord> {
    override get(key: string) {
      reads += 1
      return super.get(key)
    }
  })(read)
  const ofChecks: number[] = []
  const within: CheckBounds['within'] = (_, work) => {
    const before = reads
    const result = work()
    ofChecks.push(reads - before)
    return result
  }
  await judgeSnapshot(virtualSnapshot(files), records, fail, { within, leftOut: [] })
  expect(reads).toBeGreaterThan(0)
  expect(ofChecks[0]).toBe(0)
})

test('a judgement that ends because the pool is closed is not held against the commit', async () => {
  const pool = createAuditPool({ threads: 1, threadFile: hostileThread() })
  const failure = pool.audit(virtualSnapshot({ 'judge-hang.txt': 'x' })).catch((error: unknown) => error)
  await new Promise(setImmediate)
  await pool.close()
  expect(await failure).toMatchObject({ name: 'Error', message: 'The pool is closed' })
})

test('a notebook has a record of its own where a module has the same bytes', async () => {
  const kept = new Map<string, PackedRecord>()
  const cache: RecordCache = {
    get: async (blobs) =>
      new Map(blobs.flatMap((blob) => [kept.get(blob)].flatMap((r) => (r ? [[blob, r] as const] : [])))),
    put: async (records) => {
      for (const [blob, record] of records) kept.set(blob, record)
    },
  }
  const cell = { cell_type: 'code', metadata: {}, outputs: [], source: ['import csv\n', 'rows = 1\n', 'print(rows)\n'] }
  const notebook = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] })
  const pool = createAuditPool({ threads: 1, threadFile, cache })
  try {
    await pool.audit(virtualSnapshot({ 'zz.py': notebook }))
    await pool.audit(virtualSnapshot({ 'a.ipynb': notebook, 'zz.py': notebook }))
    const imports = [...kept.values()].map((record) => unpackRecord(record).imports.length)
    expect(imports.sort()).toEqual([0, 1])
  } finally {
    await pool.close()
  }
})

/** Plays the thread: hangs or ends by the text of a file, and "judges" by listing the reasons it was given. */
function hostileThread(): URL {
  const file = join(mkdtempSync(join(tmpdir(), 'airworthy-thread-')), 'thread.mjs')
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads'
    import { rmSync, writeFileSync } from 'node:fs'
    import { deflateRawSync, inflateRawSync } from 'node:zlib'
    const pack = (record) => {
      const json = JSON.stringify(record)
      return new Uint8Array([1, 0, 0, json.length >> 8, json.length & 255, ...deflateRawSync(json)])
    }
    const unpack = (packed) => JSON.parse(inflateRawSync(packed.subarray(5)))
    let judged = 0
    const lock = ${JSON.stringify(`${file}.lock`)}
    parentPort.on('message', ({ id, task }) => {
      if (task.kind === 'judge') {
        if (task.snapshot.files.has('judge-crash.txt')) process.exit(1)
        while (task.snapshot.files.has('judge-hang.txt'));
        const slow = task.snapshot.files.get('judge-slow.txt')
        if (slow) {
          const { leftOut, checkTimeoutMs } = task
          const text = new TextDecoder().decode(slow.content)
          const check = text === 'bytes' ? ['readme', 'testing'][leftOut.length] : 'retries'
          if (text !== 'bytes') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, checkTimeoutMs)
          const answer = check
            ? { kind: 'slow', check, snapshot: task.snapshot }
            : { kind: 'judge', report: { leftOut, text, checkTimeoutMs, judgedBefore: judged }, failures: [] }
          judged += 1
          return parentPort.postMessage({ id, externalBytes: 0, isSpoilt: Boolean(check), answer })
        }
        if (task.snapshot.files.has('judge-throw.txt'))
          return parentPort.postMessage({ id, error: 'a bug', externalBytes: 0 })
        const names = new Map([...task.snapshot.files.values()].map((f) => [f.blob, f.path.replace('.py', '')]))
        const told = (r) => (task.snapshot.files.has('count-lines.txt') ? r.lines : r.parse.reason)
        const report = Object.fromEntries([...task.records].map(([blob, r]) => [names.get(blob), told(unpack(r))]))
        return parentPort.postMessage({ id, externalBytes: 0, answer: { kind: 'judge', report, failures: [] } })
      }
      for (const f of task.files) {
        const text = new TextDecoder().decode(f.content)
        if (text === 'crash') process.exit(1)
        while (text === 'hang');
        if (!text.startsWith('alone')) continue
        // Ends the thread when another has it.
        writeFileSync(lock, '', { flag: 'wx' })
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
        rmSync(lock)
      }
      const fails = (f) => new TextDecoder().decode(f.content).startsWith('fails')
      const records = new Map(
        task.files.map((f) => [f.blob, pack({ parse: { ok: false, reason: fails(f) ? 'crash' : 'syntax' } })]),
      )
      const failed = task.files.filter(fails).map((f) => f.blob)
      parentPort.postMessage({ id, externalBytes: 0, answer: { kind: 'analyse', records, failed } })
    })`,
  )
  return pathToFileURL(file)
}

function fail(id: string, error: unknown): never {
  throw new Error(`${id} failed`, { cause: error })
}
