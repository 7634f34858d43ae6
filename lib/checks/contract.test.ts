import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { EXAMPLES } from './examples'
import { CHECKS } from './registry'
import { CATEGORIES, CHARACTERISTICS } from './rubric'

const folder = fileURLToPath(new URL('.', import.meta.url))

test('the registry holds the 20 characteristics in the order of the rubric', () => {
  expect(CHECKS.map(({ id, category }) => ({ id, category }))).toEqual([...CHARACTERISTICS])
})

test('every check lies in the folder of its category, with its examples beside it, and nothing else does', () => {
  for (const { id: category } of CATEGORIES) {
    const expected = CHECKS.filter((check) => check.category === category).flatMap(({ id }) => [
      `${id}.examples.ts`,
      `${id}.ts`,
    ])
    expect(
      readdirSync(`${folder}${category}`)
        .filter((name) => !name.includes('.part.'))
        .sort(),
    ).toEqual(expected.sort())
  }
})

describe.each(CHECKS.map((check) => [check.id, check] as const))('%s', (id, check) => {
  test('has a title that is a short claim, a reason, and no unfinished text', () => {
    expect(check.title.length).toBeLessThanOrEqual(60)
    expect(check.title).not.toMatch(/\.$/)
    expect(check.why.length).toBeGreaterThan(40)
    expect(check.why.length).toBeLessThanOrEqual(300)
    expect(check.why).not.toMatch(/to be written/)
  })

  test('has an example that passes and one that fails, each different', () => {
    const examples = EXAMPLES[id]
    expect(examples.map((example) => example.verdict)).toEqual(expect.arrayContaining(['pass', 'fail']))
    expect(new Set(examples.map((example) => JSON.stringify(example.files))).size).toBe(examples.length)
    expect(new Set(examples.map((example) => example.name)).size).toBe(examples.length)
  })
})
