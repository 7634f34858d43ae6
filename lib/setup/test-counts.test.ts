import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { countPlaywright, countVitest, sumCounts } from './test-counts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'airworthy-counts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function report(content: unknown) {
  const file = path.join(folder, `${Math.floor(performance.now() * 1000)}.json`)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

test('a test file that could not even be loaded counts as a failure', () => {
  const file = report({
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ],
  })
  expect(countVitest(file, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

test('a runner that fails without naming a test, or leaves no readable report, counts as a failure', () => {
  const file = report({ stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 1 } })
  expect(countPlaywright(file, 0)).toEqual({ passed: 4, failed: 0, skipped: 1 })
  expect(countPlaywright(file, 1)).toEqual({ passed: 4, failed: 1, skipped: 1 })
  expect(countPlaywright(path.join(folder, 'absent.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(countVitest(report('{"cut'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('parts are summed', () => {
  const one = { passed: 1, failed: 2, skipped: 3 }
  expect(sumCounts([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 })
})
