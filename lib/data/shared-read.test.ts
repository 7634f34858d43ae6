import { expect, test, vi } from 'vitest'
import { SharedRead } from './shared-read'

function reader() {
  const ends: (() => void)[] = []
  let count = 0
  const read = vi.fn(() => {
    count += 1
    const value = count
    return new Promise<number>((resolve) => ends.push(() => resolve(value)))
  })
  return { read, end: (index: number) => ends[index]?.() }
}

test('many who ask at once are answered by one reading', async () => {
  const shared = new SharedRead<number>()
  const { read, end } = reader()
  const answers = Array.from({ length: 200 }, () => shared.get('scan', 1000, read))
  end(0)
  expect(new Set(await Promise.all(answers))).toEqual(new Set([1]))
  expect(await shared.get('scan', 1000, read)).toBe(1)
  expect(read).toHaveBeenCalledTimes(1)
})

test('who wants it anew is not given what was read before, nor what is being read', async () => {
  const shared = new SharedRead<number>()
  const { read, end } = reader()
  const first = shared.get('scan', 1000, read)
  const anew = shared.get('scan', 0, read)
  end(1)
  expect(await anew).toBe(2)
  end(0)
  expect(await first).toBe(1)
  // An older reading that ends later does not take the place of a newer one.
  expect(await shared.get('scan', 1000, read)).toBe(2)
  expect(read).toHaveBeenCalledTimes(2)
})

test('a failure is told to those who waited for it, and the next one reads again', async () => {
  const shared = new SharedRead<number>()
  const failing = vi.fn().mockRejectedValue(new Error('gone'))
  await expect(Promise.all([shared.get('scan', 1000, failing), shared.get('scan', 1000, failing)])).rejects.toThrow(
    'gone',
  )
  expect(failing).toHaveBeenCalledTimes(1)
  expect(await shared.get('scan', 1000, async () => 7)).toBe(7)
})

test('no more answers are kept than were asked for, the oldest go first', async () => {
  const shared = new SharedRead<string>({ mostKept: 2 })
  const read = vi.fn(async () => 'answer')
  for (const key of ['first', 'second', 'third']) await shared.get(key, 60_000, read)
  await shared.get('third', 60_000, read)
  expect(read).toHaveBeenCalledTimes(3)
  await shared.get('first', 60_000, read)
  expect(read).toHaveBeenCalledTimes(4)
})

test('answers that nobody asks for any more are forgotten, and the others stay', async () => {
  const shared = new SharedRead<string>()
  const read = vi.fn(async () => 'answer')
  for (const key of ['a state 1', 'a state 11', 'b state 1']) await shared.get(key, 60_000, read)
  shared.forget((key) => key.endsWith(' state 1'))
  await shared.get('a state 11', 60_000, read)
  expect(read).toHaveBeenCalledTimes(3)
  await shared.get('a state 1', 60_000, read)
  expect(read).toHaveBeenCalledTimes(4)
})
