import { expect, test } from 'vitest'
import { writeReminder } from './campaign-reminder'

const flight = { slug: 'flight', name: 'Flight' }
const CAMPAIGN = {
  name: 'Tests everywhere',
  goal: 'All repositories meet “Tests” by 31 March 2027.',
  targetOn: '2027-03-31',
  today: '2027-03-21',
  counts: { scope: 5, done: 2 },
  rows: [
    { team: flight, name: 'api' },
    { team: flight, name: 'site' },
    { team: null, name: 'loose' },
  ],
  total: 3,
  url: 'https://airworthy.example/orgs/hangar/campaigns/1',
}

test('a reminder says what is wanted, how far it is and who is left, team by team', () => {
  expect(writeReminder(CAMPAIGN)).toBe(
    [
      'Tests everywhere: 2 of 5 done, 10 days left.',
      'All repositories meet “Tests” by 31 March 2027.',
      '',
      'Still to do:',
      '- Flight: api, site',
      '- Without a team: loose',
      '',
      'https://airworthy.example/orgs/hangar/campaigns/1',
    ].join('\n'),
  )
})

test('of many that are left it names fifty and says how many more there are', () => {
  const rows = Array.from({ length: 100 }, (_, n) => ({ team: flight, name: `r${n}` }))
  const text = writeReminder({ ...CAMPAIGN, rows, total: 1234 })
  expect(text).toContain('r49')
  expect(text).not.toContain('r50')
  expect(text).toContain('- and 1,184 more')
})

test.each([
  ['2027-03-30', 'one day left after today'],
  ['2027-03-31', 'today is the last day'],
  ['2027-04-01', 'the last day was 31 March 2027'],
])('on %s it says: %s', (today, words) => {
  expect(writeReminder({ ...CAMPAIGN, today })).toContain(words)
})

test('when nobody is left it says so', () => {
  expect(writeReminder({ ...CAMPAIGN, rows: [], total: 0 })).toContain('Nobody is left')
})
