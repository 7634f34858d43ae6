import { expect, test } from 'vitest'
import { codeParts, codeRuns } from './code-lines'

const text = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('')
const shape = (code: string, marked: readonly number[]) =>
  codeParts(code, marked).map(
    ({ folded, lines }) => `${folded ? 'folded' : 'shown'} ${lines[0]?.number}-${lines.at(-1)?.number}`,
  )

test('a short text is shown whole, without a line for its last line end', () => {
  expect(shape(text(20), [])).toEqual(['shown 1-20'])
})

test('what is far from the beginning and from marks is folded', () => {
  expect(shape(text(200), [100])).toEqual(['shown 1-16', 'folded 17-95', 'shown 96-104', 'folded 105-200'])
})

test('marked lines are marked and never folded', () => {
  const marked = codeParts(text(300), [150, 290]).filter(({ folded }) => !folded)
  expect(marked.flatMap(({ lines }) => lines.filter(({ isMarked }) => isMarked).map(({ number }) => number))).toEqual([
    150, 290,
  ])
})

test('a few lines between two shown stretches are shown too', () => {
  expect(shape(text(40), [25])).toEqual(['shown 1-29', 'folded 30-40'])
})

test('an empty file is one empty line', () => {
  expect(shape('', [])).toEqual(['shown 1-1'])
})

test('what is not marked is one piece of text however long it is, and so is each stretch of marked lines', () => {
  const [part] = codeParts('a\nb\n\nc\nd\n', [3, 4])
  expect(codeRuns(part?.lines ?? [])).toEqual([
    { first: 1, isMarked: false, numbers: '1\n2\n', text: 'a\nb\n' },
    { first: 3, isMarked: true, numbers: '3\n4\n', text: '\nc\n' },
    { first: 5, isMarked: false, numbers: '5\n', text: 'd\n' },
  ])
})
