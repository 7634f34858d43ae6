import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ChangesEvent } from '@/lib/data/changes-schema'
import { followChanges, type Surroundings } from './follow-changes'

const MINUTE = 60_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('what is heard is passed on, and what has another shape is not', async () => {
  const { sources, heard, schema } = begin()
  sources[0]?.say('mark', 'abc')
  sources[0]?.say('changed', checked('refunds'))
  sources[0]?.say('changed', { checked: 'refunds' })
  expect(heard).toEqual(['mark abc'])
  await schema.arrive()
  sources[0]?.say('changed', checked('loyalty'))
  expect(heard).toEqual(['mark abc', 'changed refunds', 'changed loyalty'])
})

test('what comes while the first event can not be read yet is passed on in its order, also over a lost connection', async () => {
  const { sources, heard, schema } = begin()
  sources[0]?.say('changed', checked('refunds'))
  sources[0]?.say('mark', 'abc')
  sources[0]?.say('error', null)
  vi.advanceTimersByTime(1000)
  sources[1]?.say('changed', checked('loyalty'))
  sources[1]?.say('mark', 'def')
  expect(heard).toEqual([])
  await schema.arrive()
  expect(heard).toEqual(['changed refunds', 'mark abc', 'changed loyalty', 'mark def'])
  expect(sources).toHaveLength(2)
  expect(schema.asked).toHaveLength(1)
})

test('who may see nothing any more is told at once, whatever can not be read yet, and nothing else after it', async () => {
  const { sources, heard, schema } = begin()
  sources[0]?.say('changed', checked('refunds'))
  sources[0]?.say('mark', 'abc')
  sources[0]?.say('gone', null)
  sources[0]?.say('error', null)
  expect(heard).toEqual(['gone'])
  await schema.arrive()
  vi.advanceTimersByTime(10 * MINUTE)
  expect(heard).toEqual(['gone'])
  expect(sources).toHaveLength(1)
})

test('what reads events and does not come counts as lost, so that marks are heard again', async () => {
  const { sources, heard } = begin()
  sources[0]?.say('changed', checked('refunds'))
  sources[0]?.say('mark', 'abc')
  vi.advanceTimersByTime(MINUTE)
  expect(heard).toEqual(['mark abc'])
  sources[1]?.say('mark', 'def')
  expect(heard).toEqual(['mark abc', 'mark def'])
})

test('an event that can not be read since nothing more can be loaded counts as missed, and the next one is tried again', async () => {
  const { sources, heard, schema } = begin()
  sources[0]?.say('changed', checked('refunds'))
  sources[0]?.say('mark', 'abc')
  await schema.fail()
  expect(heard).toEqual(['mark abc'])
  vi.advanceTimersByTime(1000)
  sources[1]?.say('mark', 'later')
  sources[1]?.say('changed', checked('loyalty'))
  await schema.arrive()
  expect(heard).toEqual(['mark abc', 'mark later', 'changed loyalty'])
})

test('a page that is left hears nothing of what could not be read yet', async () => {
  const { sources, heard, stop, schema } = begin()
  sources[0]?.say('changed', checked('refunds'))
  sources[0]?.say('mark', 'abc')
  stop()
  await schema.arrive()
  expect(heard).toEqual([])
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
  const schema = fakeSchema()
  const surroundings: Surroundings = {
    open: () => {
      const source = new FakeSource()
      sources.push(source)
      return source
    },
    page,
    loadSchema: schema.load,
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
  return { sources, page, heard, stop, schema }
}

function checked(...names: string[]) {
  return { checked: names, checkedCount: names.length, scan: false, access: false }
}

/** Arrives, or does not, when the test says so. */
function fakeSchema() {
  const asked: { readonly arrive: (schema: typeof ChangesEvent) => void; readonly fail: (error: Error) => void }[] = []
  const load = () =>
    new Promise<typeof ChangesEvent>((arrive, fail) => {
      asked.push({ arrive, fail })
    })
  const settle = async (how: 'arrive' | 'fail') => {
    const latest = asked.at(-1)
    if (how === 'arrive') latest?.arrive(ChangesEvent)
    else latest?.fail(new Error('The network is away.'))
    await Promise.resolve()
  }
  return { asked, load, arrive: () => settle('arrive'), fail: () => settle('fail') }
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
