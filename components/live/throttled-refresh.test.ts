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

test('a page that takes long is read again the later, and never while it is being read', () => {
  const times: number[] = []
  const start = Date.now()
  const read = () => times.push(Date.now() - start)
  const open = (ms: number) => {
    vi.advanceTimersByTime(ms)
    refreshed()
  }
  refreshSoon(read)
  vi.advanceTimersByTime(0)
  refreshSoon(read)
  open(1000)
  vi.advanceTimersByTime(18_000)
  expect(times).toEqual([0])
  vi.advanceTimersByTime(2000)
  expect(times).toHaveLength(2)
  expect(times[1]).toBeGreaterThanOrEqual(20_000)
  // One that never arrives holds the next one up for a minute at the most.
  refreshSoon(read)
  vi.advanceTimersByTime(55_000)
  expect(times).toHaveLength(2)
  vi.advanceTimersByTime(10_000)
  expect(times).toHaveLength(3)
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
