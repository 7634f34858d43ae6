import { expect, test } from 'vitest'
import { fieldChanges } from './change-words'

test('characteristics that must not fail are told by their names, and one that is gone by its id', () => {
  expect(
    fieldChanges({
      action: 'ready-bar-changed',
      before: { mustNotFail: 'testing, secrets-management' },
      after: { mustNotFail: 'of-old' },
    }),
  ).toEqual([{ field: 'Must not fail', before: 'Testing, Secrets management', after: 'of-old' }])
})

test('what a campaign wanted is told in words, and only what changed', () => {
  const before = { characteristic: 'testing', minimumScore: null, kinds: '', teams: '', targetOn: '2026-12-31' }
  const after = { ...before, characteristic: null, minimumScore: 70, kinds: 'library', targetOn: '2027-03-01' }
  expect(fieldChanges({ action: 'campaign-changed', before, after })).toEqual([
    { field: 'Wanted characteristic', before: 'Testing', after: 'none' },
    { field: 'Wanted score', before: 'none', after: '70' },
    { field: 'Kinds', before: 'all', after: 'Library' },
    { field: 'Last day', before: '31 Dec 2026', after: '1 Mar 2027' },
  ])
})

test('a weekday is told by its name', () => {
  expect(
    fieldChanges({
      action: 'campaign-reminders-changed',
      before: { weekday: null, hour: null },
      after: { weekday: 1, hour: 9 },
    }),
  ).toEqual([
    { field: 'Weekday', before: 'none', after: 'Monday' },
    { field: 'Hour (UTC)', before: 'none', after: '9' },
  ])
})
