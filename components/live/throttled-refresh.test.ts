import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { refreshSoon } from './throttled-refresh'

beforeEach(() => {
  vi.useFakeTimers()
  vi.advanceTimersByTime(60_000)
})
afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
})

test('the page is read again at once, and then once for all who ask until the next time', () => {
  const said: string[] = []
  refreshSoon(
    () => said.push('read'),
    () => said.push('first done'),
  )
  vi.advanceTimersByTime(0)
  expect(said).toEqual(['read', 'first done'])
  for (const name of ['a', 'b'])
    refreshSoon(
      () => said.push('read'),
      () => said.push(`${name} done`),
    )
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
