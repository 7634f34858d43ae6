import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { emptyLargeLog, openNewLog } from './bounded-log'

let file: string
beforeEach(() => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-log-'))
  file = path.join(folder, 'logs', 'server.log')
  return () => rmSync(folder, { recursive: true, force: true })
})

test('a log above its bound is emptied under the process that writes it, and what it held is kept aside', async () => {
  const log = openNewLog(file)
  const writer = spawn('cat', { stdio: ['pipe', log, log] })
  closeSync(log)
  const write = async (text: string) => {
    const { size } = statSync(file)
    writer.stdin?.write(text)
    await expect.poll(() => statSync(file).size).toBe(size + text.length)
  }
  await write('before\n'.repeat(20))
  emptyLargeLog(file, 100)
  await write('after\n')
  writer.stdin?.end()
  await once(writer, 'exit')
  expect(readFileSync(file, 'utf8')).toBe('after\n')
  expect(readFileSync(`${file}.previous`, 'utf8')).toBe('before\n'.repeat(20))
})

test('a log within its bound stays as it is, and one that is missing ends nothing', () => {
  closeSync(openNewLog(file))
  writeFileSync(file, 'All is well\n')
  emptyLargeLog(file, 100)
  expect(readFileSync(file, 'utf8')).toBe('All is well\n')
  expect(existsSync(`${file}.previous`)).toBe(false)
  rmSync(file)
  expect(() => emptyLargeLog(file, 0)).not.toThrow()
})

test('a new log begins empty, and the one before it is kept aside', () => {
  closeSync(openNewLog(file))
  writeFileSync(file, 'First\n')
  closeSync(openNewLog(file))
  expect(readFileSync(file, 'utf8')).toBe('')
  expect(readFileSync(`${file}.previous`, 'utf8')).toBe('First\n')
})
