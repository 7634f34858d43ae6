import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { goOnTyping, rememberTyping } from './typed-search'

const body = {}
const page = { body, activeElement: body as unknown }

function boxOf(action: string, value: string) {
  const box = {
    form: { getAttribute: () => action },
    name: 'q',
    value,
    selection: [] as number[],
    focus: () => {
      page.activeElement = box
    },
    setSelectionRange: (...selection: number[]) => {
      box.selection = selection
    },
  }
  return box as typeof box & HTMLInputElement
}

beforeEach(() => {
  page.activeElement = body
  vi.stubGlobal('document', page)
  vi.useFakeTimers({ toFake: ['performance'] })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('whoever types goes on in the box that took the place of theirs, with what they had typed', () => {
  rememberTyping(boxOf('/orgs/a', 'book'))
  const box = boxOf('/orgs/a', 'bo')
  goOnTyping(box)
  expect(page.activeElement).toBe(box)
  expect([box.value, box.selection]).toEqual(['book', [4, 4]])
})

test('nobody is taken to a box of another page, back to one of before, or away from where they are', () => {
  rememberTyping(boxOf('/orgs/a', 'book'))
  const other = boxOf('/orgs/b', '')
  goOnTyping(other)
  page.activeElement = {}
  const left = boxOf('/orgs/a', '')
  goOnTyping(left)
  page.activeElement = body
  vi.advanceTimersByTime(6000)
  const late = boxOf('/orgs/a', '')
  goOnTyping(late)
  expect([other.value, left.value, late.value]).toEqual(['', '', ''])
})
