import { expect, test } from 'vitest'
import { fixVariants } from './fix-variants'
import { CHECKS } from './registry'

test.each(CHECKS.map((check) => [check.id, check] as const))('%s says how to fix it without an audit', (_id, check) => {
  const variants = fixVariants(check)
  expect(variants.length).toBeGreaterThan(0)
  for (const { fix } of variants) expect(fix.summary).not.toBe('')
})

test('makes that get the same advice share it, and each make is named once', () => {
  for (const check of CHECKS) {
    const makes = fixVariants(check).flatMap((variant) => variant.makes)
    expect(new Set(makes).size).toBe(makes.length)
  }
})
