import { expect, test } from 'vitest'
import { CHARACTERISTICS, type CharacteristicId, type Verdict } from '@/lib/checks/rubric'
import { type Answer, compare } from './compare'
import type { RepositoryLabels } from './labels'

const all = <T>(value: (id: CharacteristicId) => T) =>
  Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, value(id)])) as Record<CharacteristicId, T>

function labelled(repository: string, labels: Partial<Record<CharacteristicId, Verdict>>): RepositoryLabels {
  return {
    repository,
    commit: '0'.repeat(40),
    set: 'tuning',
    kind: { label: 'cli', first: 'cli', second: 'library', reason: '' },
    characteristics: all((id) => {
      const label = labels[id] ?? 'pass'
      return { label, first: label, second: 'pass', evidence: '', reason: `about ${id}` }
    }),
  }
}

function answered(repository: string, verdicts: Partial<Record<CharacteristicId, Verdict>>): Answer {
  return {
    repository,
    kind: 'cli',
    verdicts: all((id) => ({ verdict: verdicts[id] ?? 'pass', message: `says ${id}` })),
  }
}

test('agreement is counted for each characteristic, overall, for kinds and between readers', () => {
  const result = compare(
    [labelled('a/a', { retries: 'partial' }), labelled('a/b', {})],
    [answered('a/a', { retries: 'partial' }), answered('a/b', { testing: 'unknown' })],
  )
  expect(result.overall).toEqual({ agreed: 39, of: 40 })
  expect(result.kind).toEqual({ agreed: 2, of: 2 })
  expect(result.readers).toEqual({ agreed: 39, of: 40 })
  expect(result.kindReaders).toEqual({ agreed: 0, of: 2 })
  const testing = result.characteristics.find(({ id }) => id === 'testing')
  expect(testing?.engine).toEqual({ agreed: 1, of: 2 })
  expect(testing?.matrix.pass).toEqual({ pass: 1, partial: 0, fail: 0, not_applicable: 0, unknown: 1 })
})

test('only pass against fail is a flip, and what the labels say of it goes with it', () => {
  const label = labelled('a/a', { retries: 'fail', testing: 'fail', readme: 'partial' })
  const characteristics = {
    ...label.characteristics,
    testing: { ...label.characteristics.testing, flip: 'It can not be seen in the files.' },
  }
  const { differences } = compare([{ ...label, characteristics }], [answered('a/a', {})])
  expect(differences.map(({ id, isFlip, explained }) => [id, isFlip, explained])).toEqual([
    ['retries', true, null],
    ['testing', true, 'It can not be seen in the files.'],
    ['readme', false, null],
  ])
})

test('a repository that is only labelled or only answered does not count', () => {
  const result = compare([labelled('a/a', {})], [answered('a/b', {})])
  expect(result.repositories).toBe(0)
  expect(result.overall).toEqual({ agreed: 0, of: 0 })
})
