import { z } from 'zod'
import { listOf, named } from './named'
import {
  Address,
  CategoryScores,
  Characteristic,
  Count,
  Coverage,
  Instant,
  ReadyBar,
  Score,
  Trend,
  Weights,
} from './values'

const Role = named(
  'Role',
  z
    .enum(['admin', 'member', 'collaborator'])
    .describe(
      'How the viewer belongs to the organisation; a collaborator is from outside and may read some repositories.',
    ),
)

export const Organisation = named(
  'Organisation',
  z.object({
    login: z.string(),
    name: z.string().nullable(),
    description: z.string().nullable(),
    role: Role,
    state: z
      .enum(['scanned', 'not-scanned', 'not-installed', 'suspended'])
      .describe('The last two say that the GitHub App can not read it now.'),
    repositories: Count.nullable().describe('Those that the viewer may read; null when GitHub was not asked lately.'),
    score: Score,
    hasOwnWeights: z.boolean().describe('Its score is counted by weights of its own, and compares with no other’s.'),
    syncedAt: Instant.nullable().describe('When its repositories were last listed.'),
    url: Address,
    htmlUrl: Address,
  }),
)

export const Organisations = named('Organisations', z.object({ organisations: listOf(Organisation) }))

const HeadlineChange = named(
  'HeadlineChange',
  z
    .object({
      days: z.union([z.literal(30), z.literal(90)]),
      points: z.number().nullable().describe('Mean points gained; null where nothing can be compared.'),
      compared: Count,
      newer: Count.describe('With a score today and without one then.'),
      rejudged: Count.describe('Judged by other rules then.'),
    })
    .describe('How far the same repositories came under the same rules.'),
)

const BestFix = named(
  'BestFix',
  z.object({
    id: Characteristic,
    title: z.string(),
    fails: Count,
    partials: Count,
    lift: z.number().describe('Points that the mean score would gain if it passed everywhere.'),
  }),
)

export const OrganisationSummary = named(
  'OrganisationSummary',
  z
    .object({
      login: z.string(),
      role: Role,
      repositories: Count,
      scored: Count.describe('Those of them with a score.'),
      ready: Count.describe('Those that are ready for production.'),
      weights: z
        .object({
          isOwn: z.boolean().describe('They are the organisation’s own, and not those of Airworthy.'),
          since: Instant.nullable().describe('Since when it has them; scores of the past are counted by them, too.'),
          byCharacteristic: Weights,
        })
        .describe('By what all scores of this organisation are counted.'),
      readyBar: ReadyBar,
      score: Score,
      changes: listOf(HeadlineChange).describe('Over 30 and over 90 days.'),
      coverage: Coverage,
      distribution: listOf(Count).describe('Ten counts: scores from 0 to 9, 10 to 19, … 90 to 100.'),
      categories: CategoryScores,
      bestFixes: listOf(BestFix).describe('What would lift the score most, the best first.'),
      trend: Trend,
      isComplete: z.boolean().describe('False when GitHub said that its list of what the viewer may read is short.'),
      url: Address,
      htmlUrl: Address,
    })
    .describe('Figures count the repositories that the viewer may read, and no others.'),
)
