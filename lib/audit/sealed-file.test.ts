import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { readSealed, writeSealed } from './sealed-file'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-sealed-'))
const file = join(folder, 'kept')
const content = Buffer.from('what was compiled')

beforeEach(() => writeSealed(file, content, ['ruff', '1']))
afterAll(() => rmSync(folder, { recursive: true }))

test('what is sealed is read again by who names what it was made of', () => {
  expect(readSealed(file, ['ruff', '1'])).toEqual(content)
})

test.each([[['ruff', '2']], [['ruff1']], [['ruff', '1', '']]])('it is stale for %j', (made) => {
  expect(readSealed(file, made)).toBeNull()
})

test('each damaged byte, a shorter file and none at all are the same as nothing kept', () => {
  const whole = readFileSync(file)
  for (let at = 0; at < whole.length; at += 1) {
    const damaged = Buffer.from(whole)
    damaged[at] = (damaged[at] ?? 0) ^ 1
    writeFileSync(file, damaged)
    expect(readSealed(file, ['ruff', '1'])).toBeNull()
  }
  writeFileSync(file, whole)
  for (const length of [whole.length - 1, 40, 31, 0]) {
    truncateSync(file, length)
    expect(readSealed(file, ['ruff', '1'])).toBeNull()
  }
  rmSync(file)
  expect(readSealed(file, ['ruff', '1'])).toBeNull()
})
