import { z } from 'zod'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import { listOf, named } from './named'
import { VerdictChange } from './repository'
import { Address, CategoryScores, Count, Coverage, Day, Score, Trend } from './values'

export const TeamRow = named(
  'TeamRow',
  z.object({
    slug: z.string(),
    name: z.string(),
    members: Count,
    repositories: Count.describe('Those that the viewer may read.'),
    score: Score,
    categories: CategoryScores,
    trend: Trend,
    url: Address,
    htmlUrl: Address,
  }),
)

export const Teams = named(
  'Teams',
  z.object({
    teams: listOf(TeamRow).describe('By name; none for somebody from outside the organisation.'),
    withoutTeam: Count.describe('Repositories that no team has.'),
  }),
)

export const Team = named(
  'Team',
  z.object({
    slug: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    members: Count,
    repositories: Count,
    scored: Count,
    score: Score,
    coverage: Coverage,
    trend: Trend,
    categoryTrends: z.object(
      Object.fromEntries(CATEGORIES.map(({ id }) => [id, Trend])) as Record<CategoryId, typeof Trend>,
    ),
    changes: listOf(VerdictChange.extend({ repository: z.string(), day: Day, rulesChanged: z.boolean() })).describe(
      'Verdicts that moved within the range, the newest first, at most 40; the export `changes` has all of them.',
    ),
    url: Address,
    htmlUrl: Address,
  }),
)
