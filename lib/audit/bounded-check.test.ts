import { expect, test } from 'vitest'
import { SlowCheck } from '@/lib/checks/run'
import { boundedBy } from './bounded-check'

test('a check that does not end is ended, whatever it catches', () => {
  const endless = () => {
    while (true) {
      try {
        // Backtracks for longer than a test lasts.
        if (/^(a+)+$/.test(`${'a'.repeat(60)}!`)) break
      } catch {}
    }
  }
  const began = performance.now()
  expect(() => boundedBy(50)('readme', endless)).toThrow(new SlowCheck('readme'))
  expect(performance.now() - began).toBeLessThan(10_000)
})

test('a check that ends in time answers, and throws what it threw, as without a bound', () => {
  const within = boundedBy(10_000)
  const bug = new RangeError('a bug')
  expect(within('readme', () => 7)).toBe(7)
  expect(() =>
    within('readme', () => {
      throw bug
    }),
  ).toThrow(bug)
  expect(Object.keys(globalThis)).not.toContain('airworthyBoundedWork')
})
