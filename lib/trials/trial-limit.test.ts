import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SECONDS_OF_ONE_ADDRESS, TrialLimit } from './trial-limit'

const ONE = { address: '192.0.2.1', isShared: false }
const OTHER = { address: '192.0.2.2', isShared: false }

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1, 12), toFake: ['Date', 'performance', 'setTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test('an address whose trials took their share of a minute waits for the next one, and others do not', async () => {
  const limit = new TrialLimit()
  const slow = async (client: typeof ONE) => {
    const granted = limit.grant(client, () => new Promise((done) => setTimeout(() => done('judged'), 9_500)))
    await vi.advanceTimersByTimeAsync(9_500)
    return granted
  }
  expect([await slow(ONE), await slow(ONE)]).toEqual([{ answer: 'judged' }, { answer: 'judged' }])
  expect(await limit.grant(ONE, async () => 'judged')).toEqual({ retryAfter: 41 })
  expect(await limit.grant(OTHER, async () => 'judged')).toEqual({ answer: 'judged' })
  await vi.advanceTimersByTimeAsync(41_000)
  expect(await limit.grant(ONE, async () => 'judged')).toEqual({ answer: 'judged' })
})

test('quick trials are granted as often as there are seconds in a share', async () => {
  const limit = new TrialLimit()
  const granted = []
  for (let trial = 0; trial <= SECONDS_OF_ONE_ADDRESS; trial += 1) {
    granted.push('answer' in (await limit.grant(ONE, async () => 'judged')))
  }
  expect(granted.filter(Boolean)).toHaveLength(SECONDS_OF_ONE_ADDRESS)
  expect(granted.at(-1)).toBe(false)
})

test('one address has few trials under way at once, and one that failed is no longer among them', async () => {
  const limit = new TrialLimit()
  let fail: (error: Error) => void = () => undefined
  const failing = limit.grant(
    ONE,
    () =>
      new Promise<string>((_, reject) => {
        fail = reject
      }),
  )
  const [second, third] = [limit.grant(ONE, async () => 'judged'), limit.grant(ONE, async () => 'judged')]
  expect(await third).toEqual({ retryAfter: 5 })
  expect(await second).toEqual({ answer: 'judged' })
  fail(new Error('too slow'))
  await expect(failing).rejects.toThrow('too slow')
  expect(await Promise.all([1, 2].map(() => limit.grant(ONE, async () => 'judged')))).toHaveLength(2)
})

test('behind a proxy that nobody named, many people share more than one address has', async () => {
  const limit = new TrialLimit()
  const shared = { address: '10.0.0.1', isShared: true }
  const trials = Array.from({ length: SECONDS_OF_ONE_ADDRESS + 1 }, () => limit.grant(shared, async () => 'judged'))
  expect((await Promise.all(trials)).every((granted) => 'answer' in granted)).toBe(true)
})
