import { expect, test } from 'vitest'
import {
  basisOf,
  type CampaignDraft,
  draftFromForm,
  draftFromSearch,
  draftOf,
  draftPairs,
  parseCampaign,
} from './campaign-fields'

const TODAY = '2026-11-28'
const DRAFT: CampaignDraft = {
  name: ' Health checks ',
  goal: 'health-checks',
  score: '',
  kinds: ['web-service', 'web-service'],
  teams: ['payments'],
  target: '2027-03-31',
}

test('a draft that makes sense becomes the fields of a campaign, and these the same draft', () => {
  const parsed = parseCampaign(DRAFT, TODAY)
  expect(parsed).toEqual({
    ok: true,
    fields: {
      name: 'Health checks',
      goal: { characteristic: 'health-checks', minimumScore: null },
      kinds: ['web-service'],
      teams: ['payments'],
      targetOn: '2027-03-31',
    },
  })
  if (parsed.ok) expect(parseCampaign(draftOf(parsed.fields), TODAY)).toEqual(parsed)
})

test.each([
  ['80', 80],
  [' 72,5 ', 72.5],
])('a lowest score of %j is %s', (score, minimumScore) => {
  expect(parseCampaign({ ...DRAFT, goal: '~score', score }, TODAY)).toMatchObject({
    fields: { goal: { characteristic: null, minimumScore } },
  })
})

test.each<[Partial<CampaignDraft>, string]>([
  [{ name: ' ' }, 'Name the campaign'],
  [{ name: 'x'.repeat(101) }, 'Name the campaign'],
  [{ goal: '' }, 'Choose what is wanted'],
  [{ goal: 'nothing-known' }, 'Choose what is wanted'],
  [{ goal: '~score', score: '' }, 'from 1 to 100'],
  [{ goal: '~score', score: '101' }, 'from 1 to 100'],
  [{ goal: '~score', score: 'many' }, 'from 1 to 100'],
  [{ kinds: ['none'] }, 'kinds'],
  [{ teams: ['a b'] }, 'teams'],
  [{ teams: Array.from({ length: 51 }, (_, n) => `t${n}`) }, 'at most 50 teams'],
  [{ target: '' }, 'as a date'],
  [{ target: '2027-02-30' }, 'as a date'],
  [{ target: '2026-11-27' }, 'at the earliest'],
  [{ target: '2029-11-29' }, 'at the latest'],
])('%j is refused in words', (changes, words) => {
  const parsed = parseCampaign({ ...DRAFT, ...changes }, TODAY)
  expect(parsed.ok).toBe(false)
  expect(parsed.ok ? [] : parsed.problems).toEqual([expect.stringContaining(words)])
})

test('everything that is wrong is said at once', () => {
  const parsed = parseCampaign({ ...DRAFT, name: '', goal: '', target: '' }, TODAY)
  expect(parsed.ok ? [] : parsed.problems).toHaveLength(3)
})

test('address and form say the same draft, and an address without one says none', () => {
  const pairs = draftPairs(DRAFT)
  const form = new FormData()
  const params: Record<string, string[]> = {}
  for (const [name, value] of pairs) {
    form.append(name, value)
    params[name] = [...(params[name] ?? []), value]
  }
  expect(draftFromForm(form)).toEqual(DRAFT)
  expect(draftFromSearch(params)).toEqual(DRAFT)
  expect(draftFromSearch({ page: '2' })).toBeNull()
})

test('an address that does not say what its draft was made from says no version that a campaign has', () => {
  expect(basisOf({ basis: 'abc' })).toBe('abc')
  expect([basisOf({}), basisOf({ basis: ['abc', 'def'] })]).toEqual(['', ''])
})
