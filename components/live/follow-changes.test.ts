import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followChanges, type Surroundings } from './follow-changes'

const MINUTE = 60_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('what is heard is passed on, and what has another shape is not', () => {
  const { sources, heard } = begin()
  sources[0]?.say('mark', 'abc')
  sources[0]?.say('changed', { checked: ['refunds'], checkedCount: 1, scan: false, access: false })
  sources[0]?.say('changed', { checked: 'refunds' })
  expect(heard).toEqual(['mark abc', 'changed refunds'])
})

test('a lost connection is opened again, later each time, and at once again after it worked', () => {
  const { sources } = begin()
  const waits: number[] = []
  for (let number = 0; number < 9; number += 1) {
    sources.at(-1)?.say('error', null)
    const before = sources.length
    let waited = 0
    while (sources.length === before && waited < 2 * MINUTE) {
      vi.advanceTimersByTime(250)
      waited += 250
    }
    waits.push(waited)
  }
  expect(waits[0]).toBeLessThanOrEqual(1000)
  expect(waits.at(-1)).toBeGreaterThan(20_000)
  expect(Math.max(...waits)).toBeLessThanOrEqual(MINUTE + 250)
  sources.at(-1)?.say('mark', 'x')
  const before = sources.length
  sources.at(-1)?.say('error', null)
  vi.advanceTimersByTime(1000)
  expect(sources).toHaveLength(before + 1)
})

test('a page in the background gives its connection back, and takes one again when it is looked at', () => {
  const { sources, page } = begin()
  page.show(false)
  vi.advanceTimersByTime(5000)
  page.show(true)
  vi.advanceTimersByTime(MINUTE)
  expect(sources.map(({ isOpen }) => isOpen)).toEqual([true])
  page.show(false)
  vi.advanceTimersByTime(MINUTE)
  expect(sources.map(({ isOpen }) => isOpen)).toEqual([false])
  page.show(true)
  expect(sources.map(({ isOpen }) => isOpen)).toEqual([false, true])
})

test('a page that was opened in the background connects when it is looked at first', () => {
  const { sources, page } = begin(true)
  vi.advanceTimersByTime(MINUTE)
  expect(sources).toEqual([])
  page.show(true)
  expect(sources).toHaveLength(1)
})

test('a page that lost its connection in the background does not ask for another one there', () => {
  const { sources, page } = begin()
  page.show(false)
  sources[0]?.say('error', null)
  vi.advanceTimersByTime(10 * MINUTE)
  expect(sources).toHaveLength(1)
  page.show(true)
  expect(sources).toHaveLength(2)
})

test('who may see nothing any more is told so once, and nothing is asked again', () => {
  const { sources, heard, page } = begin()
  sources[0]?.say('gone', null)
  sources[0]?.say('error', null)
  vi.advanceTimersByTime(10 * MINUTE)
  page.show(false)
  page.show(true)
  expect(heard).toEqual(['gone'])
  expect(sources.map(({ isOpen }) => isOpen)).toEqual([false])
})

test('a page that is left stops', () => {
  const { sources, heard, stop, page } = begin()
  stop()
  sources[0]?.say('mark', 'late')
  page.show(false)
  page.show(true)
  vi.advanceTimersByTime(10 * MINUTE)
  expect(heard).toEqual([])
  expect(sources.map(({ isOpen }) => isOpen)).toEqual([false])
})

function begin(hidden = false) {
  const sources: FakeSource[] = []
  const page = new FakePage(hidden)
  const heard: string[] = []
  const surroundings: Surroundings = {
    open: () => {
      const source = new FakeSource()
      sources.push(source)
      return source
    },
    page,
  }
  const stop = followChanges(
    '/changes',
    {
      onMark: (mark) => heard.push(`mark ${mark}`),
      onChanged: ({ checked }) => heard.push(`changed ${checked.join(' ')}`),
      onGone: () => heard.push('gone'),
    },
    surroundings,
  )
  return { sources, page, heard, stop }
}

class FakeSource extends EventTarget {
  isOpen = true
  close(): void {
    this.isOpen = false
  }
  say(name: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }))
  }
}

class FakePage extends EventTarget {
  constructor(public hidden: boolean) {
    super()
  }
  show(isShown: boolean): void {
    this.hidden = !isShown
    this.dispatchEvent(new Event('visibilitychange'))
  }
}
