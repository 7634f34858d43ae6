import { z } from 'zod'
import { listOf, named } from './named'
import { Address, CategoryScores, Count, Coverage, Instant, Score, Trend } from './values'

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
    syncedAt: Instant.nullable().describe('When its repositories were last listed.'),
    url: Address,
    htmlUrl: Address,
  }),
)

export const Organisations = named('Organisations', z.object({ organisations: listOf(Organisation) }))

export const OrganisationSummary = named(
  'OrganisationSummary',
  z
    .object({
      login: z.string(),
      role: Role,
      repositories: Count,
      scored: Count.describe('Those of them with a score.'),
      score: Score,
      coverage: Coverage,
      distribution: listOf(Count).describe('Ten counts: scores from 0 to 9, 10 to 19, … 90 to 100.'),
      categories: CategoryScores,
      trend: Trend,
      isComplete: z.boolean().describe('False when GitHub said that its list of what the viewer may read is short.'),
      url: Address,
      htmlUrl: Address,
    })
    .describe('Figures count the repositories that the viewer may read, and no others.'),
)
