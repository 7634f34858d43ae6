import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { compare } from './compare'
import { readLabels } from './labels'
import { readOpenings, readSavedAnswers } from './saved'
import { readmeTables } from './tables'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const readme = here('../../README.md')
const BETWEEN = /(<!-- accuracy:begin[^\n]*-->\n)([\s\S]*?)(<!-- accuracy:end -->)/
const labels = readLabels(here('./labels'))
const { answers } = readSavedAnswers(here('./result.json'))
const openings = readOpenings(here('./opened'))

test('the table in the README is the one that the last measured run gives', () => {
  const text = readFileSync(readme, 'utf8')
  const tables = readmeTables(
    compare(labels, answers),
    openings.map(({ day, answers: first }) => ({ day, comparison: compare(labels, first) })),
  )
  const expected = text.replace(BETWEEN, (_, begin: string, __, end: string) => `${begin}${tables}${end}`)
  if (process.env.UPDATE_README === '1') writeFileSync(readme, expected)
  expect(readFileSync(readme, 'utf8')).toBe(expected)
  expect(text).toMatch(BETWEEN)
})

test('the last measured run answered every labelled repository on every characteristic', () => {
  expect(answers.map(({ repository }) => repository).sort()).toEqual(labels.map(({ repository }) => repository).sort())
  for (const { verdicts } of answers) expect(Object.keys(verdicts)).toHaveLength(CHARACTERISTICS.length)
})

test('what is held out is what was opened last, and nothing was opened twice', () => {
  const heldOut = labels.filter(({ set }) => set === 'held-out').map(({ repository }) => repository)
  const opened = openings.map(({ answers: first }) => first.map(({ repository }) => repository))
  expect(opened.at(-1)?.toSorted()).toEqual(heldOut.toSorted())
  expect(new Set(opened.flat()).size).toBe(opened.flat().length)
})

test('every flip between pass and fail is explained', () => {
  const flips = compare(labels, answers).differences.filter(({ isFlip, explained }) => isFlip && explained === null)
  expect(flips.map(({ repository, id }) => `${repository} ${id}`)).toEqual([])
})
