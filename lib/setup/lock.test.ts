import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeLock, lockHolder, releaseLock, takeLock } from './lock'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-lock-'))
  file = path.join(folder, 'running.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a lock held by a living process is refused and tells who holds it', () => {
  expect(takeLock(file)).toBeUndefined()
  describeLock(file, { address: 'http://127.0.0.1:3000' })
  expect(takeLock(file)).toMatchObject({ pid: process.pid, address: 'http://127.0.0.1:3000' })
  releaseLock(file)
  expect(lockHolder(file)).toBeUndefined()
})

test('a lock left by a dead process, or by an earlier one with the same number, counts for nothing', () => {
  writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, startTime: '1' }))
  expect(takeLock(file)).toBeUndefined()
  writeFileSync(file, JSON.stringify({ pid: process.pid, startTime: 'of another life' }))
  expect(takeLock(file)).toBeUndefined()
})

test('a damaged lock counts for nothing and leaves no files behind', () => {
  writeFileSync(file, '{"pid":')
  expect(takeLock(file)).toBeUndefined()
  expect(readdirSync(folder)).toEqual(['running.json'])
})

test('only the holder can release a lock', () => {
  writeFileSync(file, JSON.stringify({ pid: process.ppid }))
  releaseLock(file)
  expect(lockHolder(file)).toMatchObject({ pid: process.ppid })
})
