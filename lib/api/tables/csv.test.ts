import { expect, test } from 'vitest'
import { toCsv } from './csv'
import { toJson } from './json'
import { byPages, type Cell, onePart, tableOf } from './table'

async function written(cell: Cell): Promise<string> {
  const [, line = ''] = (await textOf(toCsv(tableOf('t', { cell: () => cell }, onePart([0]))))).split(/(?<=^cell\r\n)/)
  return line.slice(0, -2)
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const part of parts) text += part
  return text
}

test.each<[Cell, string]>([
  ['plain', 'plain'],
  ['a, b', '"a, b"'],
  ['say "yes"', '"say ""yes"""'],
  ['two\r\nlines', '"two\r\nlines"'],
  ['naïve – 日本', 'naïve – 日本'],
  ['', ''],
  [null, ''],
  [true, 'true'],
  [12.5, '12.5'],
])('%j is written by RFC 4180', async (cell, expected) => {
  expect(await written(cell)).toBe(expected)
})

test.each<[string, string]>([
  ['=HYPERLINK("http://evil.example","x")', '"\'=HYPERLINK(""http://evil.example"",""x"")"'],
  ['+1', "'+1"],
  ['-1+2', "'-1+2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t'=1"],
  ['\r=1', '"\'\r\'=1"'],
  ['\n=1', '"\'\n\'=1"'],
  ['＝1', "'＝1"],
  ['a;=1', "a;'=1"],
  ['a\t@SUM(A1)', "a\t'@SUM(A1)"],
  ['a\n-1', '"a\n\'-1"'],
])('%j is no formula to a spreadsheet', async (cell, expected) => {
  expect(await written(cell)).toBe(expected)
})

test('what would hide text or turn it around in a spreadsheet is written as what it is', async () => {
  expect(await written('Team \u202egpj.\u0007')).toBe('Team \\u{202e}gpj.\\u{7}')
  expect(await written('👩\u200d💻')).toBe('👩\u200d💻')
})

test('a number below zero is a number and not a formula', async () => {
  expect(await written(-3.5)).toBe('-3.5')
})

test('names of columns and rows of all parts are there once, each line ended', async () => {
  const pages = [[1, 2], [3]]
  const parts = byPages(async (page) => pages[page - 1] ?? [], 2)
  expect(await textOf(toCsv(tableOf('t', { n: (n) => n, twice: (n) => n * 2 }, parts)))).toBe(
    'n,twice\r\n1,2\r\n2,4\r\n3,6\r\n',
  )
})

test('pages are read until one is not full, and none before it is asked for', async () => {
  const read: number[] = []
  const rows = byPages(async (page) => {
    read.push(page)
    return page < 3 ? [page, page] : []
  }, 2)
  const table = tableOf('t', { n: (n) => n }, rows)
  const first = await table.parts[Symbol.asyncIterator]().next()
  expect(first.value).toEqual([[1], [1]])
  expect(read).toEqual([1])
})

test.each([[[]], [[[1]]], [[[1], [2, 3]]]])('%j is the same as a JSON list', async (parts: number[][]) => {
  async function* all() {
    yield* parts
  }
  const text = await textOf(toJson(tableOf('t', { n: (n: number) => n, text: (n) => `"${n}` }, all())))
  expect(JSON.parse(text)).toEqual(parts.flat().map((n) => ({ n, text: `"${n}` })))
})
