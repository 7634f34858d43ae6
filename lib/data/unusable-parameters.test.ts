import { expect, test } from 'vitest'
import { CHANGES_FIELDS } from './changes-query'
import { SCORECARD_FIELDS } from './scorecard-query'
import { unusableParameters } from './unusable-parameters'

test('what an address asks for and a page can not use is named, with what was given', () => {
  const asked = { characteristic: 'nope', verdict: 'fail', min: 'abc', q: 'a'.repeat(120), page: '-1' }
  expect(unusableParameters(asked, SCORECARD_FIELDS)).toEqual([
    { name: 'q', value: 'a'.repeat(120) },
    { name: 'characteristic', value: 'nope' },
    { name: 'min', value: 'abc' },
    { name: 'page', value: '-1' },
  ])
  expect(unusableParameters({ kind: ['cli', 'spaceship'] }, SCORECARD_FIELDS)).toEqual([
    { name: 'kind', value: 'cli,spaceship' },
  ])
})

test('empty fields of a form, ranges and what belongs to no field are not named', () => {
  expect(unusableParameters({ q: ' ', team: '', kind: ['', 'cli'], choose: '', ref: 'x' }, SCORECARD_FIELDS)).toEqual(
    [],
  )
  expect(unusableParameters({ range: 'eternity', moved: 'better' }, CHANGES_FIELDS)).toEqual([])
})
