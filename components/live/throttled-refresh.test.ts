import { afterEach, beforeEach, expect, test, vi } from 'vitest'

let refreshSoon: typeof import('./throttled-refresh').refreshSoon
let refreshed: typeof import('./throttled-refresh').refreshed

beforeEach(async () => {
  vi.resetModules()
  const fresh = await import('./throttled-refresh')
  refreshSoon = fresh.refreshSoon
  refreshed = fresh.refreshed
  vi.useFakeTimers()
})
afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
})

test('the page is read again at once, and then once for all who ask until the next time', () => {
  const said: string[] = []
  refreshSoon(() => said.push('read'), { done: () => said.push('first done') })
  vi.advanceTimersByTime(0)
  refreshed()
  expect(said).toEqual(['read', 'first done'])
  for (const name of ['a', 'b']) refreshSoon(() => said.push('read'), { done: () => said.push(`${name} done`) })
  vi.advanceTimersByTime(1000)
  expect(said).toHaveLength(2)
  vi.advanceTimersByTime(2000)
  expect(said.slice(2)).toEqual(['read', 'a done', 'b done'])
  vi.advanceTimersByTime(60_000)
  expect(said).toHaveLength(5)
})

test('who has left asks for nothing any more', () => {
  const said: string[] = []
  refreshSoon(() => said.push('read'))()
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual([])
})

test('a page that takes long is read again the later once the steps of one change are shown', () => {
  const times: number[] = []
  const start = Date.now()
  const read = () => {
    times.push(Math.round((Date.now() - start) / 1000))
    // Each reading takes a second.
    setTimeout(refreshed, 1000)
  }
  for (let second = 0; second < 130; second += 1) {
    refreshSoon(read)
    vi.advanceTimersByTime(1000)
  }
  expect(times).toEqual([0, 3, 6, 60, 63, 66, 120, 123, 126])
})

test('a page that never arrives holds the next one up for a minute at the most', () => {
  const times: number[] = []
  const read = () => times.push(Date.now())
  refreshSoon(read)
  vi.advanceTimersByTime(0)
  refreshSoon(read)
  vi.advanceTimersByTime(55_000)
  expect(times).toHaveLength(1)
  vi.advanceTimersByTime(10_000)
  expect(times).toHaveLength(2)
})

test('what the person at the page waits for is shown without the pause', () => {
  const times: number[] = []
  const start = Date.now()
  const read = () => times.push(Date.now() - start)
  refreshSoon(read)
  vi.advanceTimersByTime(1500)
  refreshed()
  refreshSoon(read)
  vi.advanceTimersByTime(500)
  expect(times).toEqual([0])
  refreshSoon(read, { isAwaited: true })
  vi.advanceTimersByTime(0)
  expect(times).toEqual([0, 2000])
  // Not while the page is still being read, and not twice within a second.
  refreshSoon(read, { isAwaited: true })
  vi.advanceTimersByTime(1500)
  expect(times).toHaveLength(2)
  refreshed()
  vi.advanceTimersByTime(1000)
  expect(times).toHaveLength(3)
})
