import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { compare } from './compare'
import { readLabels } from './labels'
import { readSavedAnswers } from './saved'
import { readmeTable } from './tables'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const readme = here('../../README.md')
const BETWEEN = /(<!-- accuracy:begin[^\n]*-->\n)([\s\S]*?)(<!-- accuracy:end -->)/
const labels = readLabels(here('./labels'))
const { answers } = readSavedAnswers(here('./result.json'))
const first = readSavedAnswers(here('./held-out-first.json')).answers

test('the table in the README is the one that the last measured run gives', () => {
  const text = readFileSync(readme, 'utf8')
  const heldOut = labels.filter(({ set }) => set === 'held-out')
  const table = readmeTable(compare(labels, answers), compare(heldOut, first))
  const expected = text.replace(BETWEEN, (_, begin: string, __, end: string) => `${begin}${table}${end}`)
  if (process.env.UPDATE_README === '1') writeFileSync(readme, expected)
  expect(readFileSync(readme, 'utf8')).toBe(expected)
  expect(text).toMatch(BETWEEN)
})

test('the last measured run answered every labelled repository on every characteristic', () => {
  expect(answers.map(({ repository }) => repository).sort()).toEqual(labels.map(({ repository }) => repository).sort())
  for (const { verdicts } of answers) expect(Object.keys(verdicts)).toHaveLength(CHARACTERISTICS.length)
})

test('every flip between pass and fail is explained', () => {
  const flips = compare(labels, answers).differences.filter(({ isFlip, explained }) => isFlip && explained === null)
  expect(flips.map(({ repository, id }) => `${repository} ${id}`)).toEqual([])
})
