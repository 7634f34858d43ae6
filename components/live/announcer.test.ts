import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Announcer } from './announcer'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('what the page shows is said at once, and what follows soon is said together', () => {
  const said: string[] = []
  const announcer = new Announcer((text) => said.push(text))
  announcer.add(event('a'))
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual([])
  announcer.shown()
  vi.advanceTimersByTime(0)
  expect(said).toEqual(['Updated: a was checked just now.'])
  for (const name of ['b', 'c']) {
    announcer.add(event(name))
    announcer.shown()
    vi.advanceTimersByTime(5000)
  }
  expect(said).toHaveLength(1)
  vi.advanceTimersByTime(20_000)
  expect(said.slice(1)).toEqual(['Updated: b and c were checked just now.'])
})

test('a scan that begins delays nothing of what it checked', () => {
  const said: string[] = []
  const announcer = new Announcer((text) => said.push(text))
  announcer.add({ checked: [], checkedCount: 0, scan: true, access: false })
  announcer.shown()
  vi.advanceTimersByTime(1000)
  announcer.add(event('a'))
  announcer.shown()
  vi.advanceTimersByTime(0)
  expect(said).toEqual(['Updated: a was checked just now.'])
})

test('a changed access is said and delays nothing of what was checked, which delays what comes next', () => {
  const said: string[] = []
  const announcer = new Announcer((text) => said.push(text))
  const access = { checked: [], checkedCount: 0, scan: false, access: true }
  const checked = 'Updated: a was checked just now.'
  announcer.add(access)
  announcer.shown()
  vi.advanceTimersByTime(1000)
  announcer.add(event('a'))
  announcer.shown()
  vi.advanceTimersByTime(0)
  expect(said).toEqual(['Updated: what you may see changed.', checked])
  announcer.add(access)
  announcer.shown()
  vi.advanceTimersByTime(10_000)
  announcer.add(event('b'))
  announcer.shown()
  vi.advanceTimersByTime(9000)
  expect(said).toHaveLength(2)
  vi.advanceTimersByTime(1000)
  expect(said.slice(2)).toEqual(['Updated: b was checked just now.'])
})

test('nothing is said after the page was left', () => {
  const said: string[] = []
  const announcer = new Announcer((text) => said.push(text))
  announcer.add(event('a'))
  announcer.shown()
  announcer.close()
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual([])
})

function event(name: string) {
  return { checked: [name], checkedCount: 1, scan: false, access: false }
}
