import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { lastLinesOf } from './children'
import { lastLines } from './log-end'

let file: string
beforeEach(() => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-log-'))
  file = path.join(folder, 'server.log')
  return () => rmSync(folder, { recursive: true, force: true })
})

test('the end of a log is told that is larger than a text can be', () => {
  writeFileSync(file, '')
  // A hole, which takes no room on the disk.
  truncateSync(file, 600 * 1024 * 1024)
  appendFileSync(file, '\nAll is well\n    at well (file.js:1:1)\nAll is lost\n')
  expect(lastLines(file).slice(-3)).toEqual(['All is well', '    at well (file.js:1:1)', 'All is lost'])
  expect(lastLinesOf(file)).toMatch(/\nAll is well\nAll is lost$/)
})

test('a short log is told whole, and one that is not there keeps nothing from going on', () => {
  writeFileSync(file, 'One\nTwo\n')
  expect(lastLines(file)).toEqual(['One', 'Two'])
  rmSync(file)
  expect(lastLinesOf(file)).toMatch(/^\(The log could not be read: ENOENT/)
})
