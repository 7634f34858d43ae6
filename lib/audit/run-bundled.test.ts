import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, expect, test } from 'vitest'
import { bytecodeFile, readBundled, runBundled } from './run-bundled'
import { writeSealed } from './sealed-file'

const folder = mkdtempSync(join(tmpdir(), 'airworthy-bundled-'))
const file = join(folder, 'code.cjs')
const url = pathToFileURL(file)
const answers = globalThis as { bundledAnswer?: unknown }

afterEach(() => delete answers.bundledAnswer)
afterAll(() => rmSync(folder, { recursive: true }))

/** As the set-up bundles it. */
function bundled(body: string): string {
  return `(function (exports, require, module, __filename, __dirname, bundleUrl) {\n${body}\n})`
}

function keep(body: string): void {
  writeFileSync(file, bundled(body))
  rmSync(bytecodeFile(file), { force: true })
  const { script, text: read } = readBundled(url)
  writeSealed(bytecodeFile(file), script.createCachedData(), [read])
}

test('a bundle runs as a module of its own place, from the bytecode that was kept of it', () => {
  keep(
    "globalThis.bundledAnswer = [require('node:path').basename(__filename), bundleUrl === String(require('node:url').pathToFileURL(__filename))]",
  )
  expect(readBundled(url).script.cachedDataRejected).toBe(false)
  runBundled(url)
  expect(answers.bundledAnswer).toEqual(['code.cjs', true])
})

test('bytecode of another text of the same length is never run', () => {
  keep('globalThis.bundledAnswer = 1')
  writeFileSync(file, bundled('globalThis.bundledAnswer = 2'))
  expect(readBundled(url).script.cachedDataRejected).toBeUndefined()
  runBundled(url)
  expect(answers.bundledAnswer).toBe(2)
})

test.each(['', 'nonsense', '\0'.repeat(10_000)])('a damaged file beside it changes nothing: %#', (damaged) => {
  keep('globalThis.bundledAnswer = 3')
  writeFileSync(bytecodeFile(file), damaged)
  runBundled(url)
  expect(answers.bundledAnswer).toBe(3)
})

test('bytecode that V8 itself refuses is made anew', () => {
  const text = bundled('globalThis.bundledAnswer = 4')
  writeFileSync(file, text)
  writeSealed(bytecodeFile(file), Buffer.alloc(1000, 7), [Buffer.from(text)])
  expect(readBundled(url).script.cachedDataRejected).toBe(true)
  runBundled(url)
  expect(answers.bundledAnswer).toBe(4)
})
