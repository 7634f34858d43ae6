import { expect, test } from 'vitest'
import { bisect, stepsAhead } from './bisect'

/** A row by letters: `o` is not so yet, `n` is, `?` can't be told. */
function look(row: string) {
  const asked: number[] = []
  const isNew = async (index: number) => {
    asked.push(index)
    return row[index] === '?' ? null : row[index] === 'n'
  }
  return { asked, turn: () => bisect(row.length, isNew) }
}

test.each([
  ['on', 0, 1],
  ['oooon', 3, 4],
  ['onnnn', 0, 1],
  ['ooooooonnnnnnnn', 6, 7],
])('%s turns between its two neighbours', async (row, before, after) => {
  expect(await look(row).turn()).toEqual({ before, after, isExact: true })
})

test('a row of 500 is asked at most nine times', async () => {
  const { asked, turn } = look(`${'o'.repeat(137)}${'n'.repeat(363)}`)
  expect(await turn()).toEqual({ before: 136, after: 137, isExact: true })
  expect(asked.length).toBeLessThanOrEqual(9)
})

test('a row that turns several times has any of its turns as the answer', async () => {
  const row = 'oonnoonnonn'
  const { before, after, isExact } = await look(row).turn()
  expect([row[before], row[after], after - before, isExact]).toEqual(['o', 'n', 1, true])
})

test('what can not be told is stepped around, and where nothing can be told the range stays', async () => {
  expect(await look('ooo?nnn').turn()).toEqual({ before: 2, after: 4, isExact: false })
  expect(await look('oo?onnn').turn()).toEqual({ before: 3, after: 4, isExact: true })
  expect(await look('o???????n').turn()).toEqual({ before: 0, after: 8, isExact: false })
})

test('the steps ahead are those that any answers may lead to', () => {
  expect(stepsAhead(0, 8, 3).sort()).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(stepsAhead(0, 100, 2)).toEqual([50, 25, 75])
  expect(stepsAhead(3, 4, 3)).toEqual([])
})
