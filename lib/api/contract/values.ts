import { z } from 'zod'
import {
  CATEGORIES,
  type CategoryId,
  CHARACTERISTICS,
  type CharacteristicId,
  KIND_TITLES,
  VERDICTS,
} from '@/lib/checks/rubric'
import { HIGHEST_WEIGHT } from '@/lib/checks/weights'
import type { Kind } from '@/lib/facts/facts'
import { listOf, named } from './named'

export const Id = z.string().describe('GitHub’s numeric id, as a string.')
export const Address = z.string().describe('An absolute address.')
export const Instant = z.iso.datetime().describe('ISO 8601, in UTC.')
export const Day = z.iso.date().describe('YYYY-MM-DD, in UTC.')
export const Score = z.number().nullable().describe('0 to 100; null where nothing was judged.')
export const Coverage = z.number().nullable().describe('0 to 1: how much of what applies could be judged.')
export const Count = z.number().int()

export const Weight = z.number().int().min(0).max(HIGHEST_WEIGHT).describe('0 counts for nothing.')

export const Verdict = named('Verdict', z.enum(VERDICTS).describe('The five verdicts of a characteristic.'))
export const RepositoryKind = named(
  'Kind',
  z.enum(Object.keys(KIND_TITLES) as [Kind, ...Kind[]]).describe('What kind of program a repository holds.'),
)
export const Category = named('Category', z.enum(CATEGORIES.map(({ id }) => id)))
export const Characteristic = named(
  'CharacteristicId',
  z.enum(CHARACTERISTICS.map(({ id }) => id)).describe('One of the 20 characteristics of the rubric.'),
)

export const Weights = named(
  'Weights',
  z
    .object(
      Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, Weight])) as Record<CharacteristicId, typeof Weight>,
    )
    .describe('How much each characteristic counts, as `airworthy audit --weights` takes it.'),
)

export const CategoryScores = named(
  'CategoryScores',
  z
    .object(Object.fromEntries(CATEGORIES.map(({ id }) => [id, Score])) as Record<CategoryId, typeof Score>)
    .describe('The mean score of each category.'),
)

export const VerdictCounts = named(
  'VerdictCounts',
  z
    .object(Object.fromEntries(VERDICTS.map((id) => [id, Count])) as Record<(typeof VERDICTS)[number], typeof Count>)
    .describe('How many repositories have each verdict.'),
)

export const TrendPoint = named(
  'TrendPoint',
  z
    .object({
      day: Day,
      value: z.number().nullable().describe('0 to 100; null before the first code.'),
      repositories: Count.describe('How many the value is the mean of.'),
    })
    .describe('The end of a week or month, or today.'),
)

const TrendStep = named(
  'TrendStep',
  z
    .object({
      day: Day.describe('That of the later point.'),
      joined: Count.describe('Repositories that have a score here and had none at the point before.'),
      left: Count,
      rejudged: Count.describe('Repositories that were judged by other rules at the point before.'),
      alike: z
        .number()
        .nullable()
        .describe('Points gained in the repositories of both points under the same rules; null when there are none.'),
    })
    .describe('What lies between a point of a trend and the one before, besides changed code.'),
)

const SetEvent = named(
  'SetEvent',
  z
    .object({
      day: Day,
      what: z
        .enum(['counted', 'left-out', 'seen', 'unseen'])
        .describe('By the organisation, or by what GitHub lets the viewer read.'),
      repositories: Count,
    })
    .describe(
      'From a day on, repositories that had code by then are of the set that all points are drawn from, or not.',
    ),
)

export const Trend = named(
  'Trend',
  z
    .object({
      points: listOf(TrendPoint),
      ruleChanges: listOf(Day).describe(
        'Days by which other rules had judged some repositories, so that a jump may not be the code’s.',
      ),
      steps: listOf(TrendStep).describe('From each point to the next.'),
      events: listOf(SetEvent),
      leftOut: Count.describe(
        'Repositories that counted on the first day or later and do not any more; no point counts them.',
      ),
    })
    .describe('How a mean moved over the range, the oldest point first.'),
)

export const ReadyBar = named(
  'ReadyBar',
  z
    .object({
      score: z.number().min(0).max(100).describe('From this score on.'),
      mustNotFail: listOf(Characteristic).describe('One of them that fails keeps a repository from being ready.'),
    })
    .describe('What ready means in this organisation, as its owners chose.'),
)

export const TeamName = z.object({ slug: z.string(), name: z.string() })
