import { expect, test } from 'vitest'
import { CHARACTERISTICS } from './rubric'
import { pointsToGain, totalScore } from './score'
import { parseWeights, STANDARD_WEIGHTS, type Weights, weighReport } from './weights'

test('what a map of weights does not name has the standard weight', () => {
  expect(parseWeights({ testing: 9, readme: 0 })).toEqual({
    ok: true,
    weights: { ...STANDARD_WEIGHTS, testing: 9, readme: 0 },
  })
  expect(parseWeights({})).toEqual({ ok: true, weights: STANDARD_WEIGHTS })
})

test.each([
  [{ speed: 1 }, '"speed" is no characteristic'],
  [{ testing: 11 }, 'weight of testing is a whole number from 0 to 10, not 11'],
  [{ testing: -1 }, 'weight of testing'],
  [{ testing: 1.5 }, 'not 1.5'],
  [{ testing: '5' }, 'not "5"'],
  [{ testing: null }, 'not null'],
  [{ constructor: 1 }, '"constructor" is no characteristic'],
  [JSON.parse('{"__proto__": 1}'), '"__proto__" is no characteristic'],
  [Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, 0])), 'At least one'],
  [[['testing', 5]], 'one JSON object'],
  ['testing=5', 'one JSON object'],
  [null, 'one JSON object'],
])('%j is refused, and the sentence names what is wrong with it', (value, problem) => {
  expect(parseWeights(value)).toEqual({ ok: false, problem: expect.stringContaining(problem) })
})

test('a sentence about a value stays short, whatever the value is', () => {
  const parsed = parseWeights({ ['x'.repeat(10_000)]: 1 })
  expect(parsed.ok ? '' : parsed.problem).toMatch(/^.{20,150}$/)
})

const result = { verdict: 'fail', score: 0, weight: 1 } as const
const results = [
  { ...result, id: 'testing', category: 'maintainability' },
  { ...result, id: 'readme', category: 'documentation', verdict: 'pass', score: 1 },
  { ...result, id: 'ci-cd', category: 'deployability', verdict: 'partial', score: 0.3 },
] as const

test('a report by other weights has other scores in all its parts and the same verdicts', () => {
  const part = { score: 1, coverage: 0.5, results }
  const weights: Weights = { ...STANDARD_WEIGHTS, testing: 4, readme: 6, 'ci-cd': 0 }
  const weighed = weighReport({ ...part, commit: 'c1', categories: {}, projects: [{ ...part, path: 'a' }] }, weights)
  expect(weighed).toMatchObject({
    commit: 'c1',
    score: 60,
    coverage: 1,
    categories: { maintainability: 0, documentation: 100, deployability: null, robustness: null },
    projects: [{ path: 'a', score: 60, coverage: 1 }],
  })
  expect(weighed.results.map(({ verdict, score, weight }) => [verdict, score, weight])).toEqual([
    ['fail', 0, 4],
    ['pass', 1, 6],
    ['partial', 0.3, 0],
  ])
})

test('where nothing that was judged has a weight there is no score and nothing to gain', () => {
  const weightless = results.map((each) => ({ ...each, weight: 0 }))
  expect(totalScore(weightless)).toBeNull()
  expect(weightless.map((each) => pointsToGain(weightless, each))).toEqual([0, 0, 0])
})
