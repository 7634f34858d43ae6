import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readJsonStamp, readStamp, writeStamp } from './stamp'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-stamp-'))
  file = path.join(folder, 'worker.json')
  return () => rmSync(folder, { recursive: true, force: true })
})

test('a stamp that is empty, cut or not there says nothing', () => {
  expect(readJsonStamp(file)).toBeUndefined()
  for (const text of ['', '{"inputs":["a"],"ha']) {
    writeFileSync(file, text)
    expect(readJsonStamp(file)).toBeUndefined()
  }
})

test('a stamp takes the place of the one before, or leaves nothing beside it', () => {
  writeFileSync(file, '{"ha')
  writeStamp(file, '{"hash":"1"}')
  expect(readJsonStamp(file)).toEqual({ hash: '1' })
  expect(readStamp(file)).toBe('{"hash":"1"}')
  rmSync(file)
  mkdirSync(file)
  expect(() => writeStamp(file, '{}')).toThrow()
  expect(readdirSync(folder)).toEqual(['worker.json'])
})
