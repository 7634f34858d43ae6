import { z } from 'zod'
import { listOf, named } from './named'
import { Evidence } from './repository'
import { Address, Category, Characteristic, Count, Id, RepositoryKind, Trend, Verdict, VerdictCounts } from './values'

const Adoption = z.number().nullable().describe('Per cent that pass of those judged; null when there are none.')

export const CharacteristicRow = named(
  'CharacteristicRow',
  z.object({
    id: Characteristic,
    title: z.string(),
    category: Category,
    counts: VerdictCounts,
    adoption: Adoption,
    change: z
      .number()
      .nullable()
      .describe(
        'Points gained in 90 days where it was judged then and now, by the same rules; null when that is nowhere.',
      ),
    compared: Count.describe('In how many repositories.'),
    url: Address,
    htmlUrl: Address,
  }),
)

export const Characteristics = named(
  'Characteristics',
  z.object({ audited: Count.describe('Repositories with an audit.'), characteristics: listOf(CharacteristicRow) }),
)

export const StandingRow = named(
  'StandingRow',
  z.object({
    id: Id,
    name: z.string(),
    isPrivate: z.boolean(),
    isArchived: z.boolean(),
    kind: RepositoryKind,
    verdict: Verdict,
    message: z.string(),
    evidence: Evidence.nullable().describe('The most telling place.'),
    commit: z.string(),
    url: Address,
    htmlUrl: Address,
  }),
)

export const Standings = named(
  'Standings',
  z.object({
    id: Characteristic,
    title: z.string(),
    why: z.string(),
    counts: VerdictCounts.describe('With this team and kind, whatever verdict is asked for.'),
    adoption: Adoption,
    trend: Trend.describe('Adoption over all repositories, in per cent.'),
    total: Count.describe('How many match, on all pages.'),
    repositories: listOf(StandingRow).describe('The worst first, then by name.'),
    url: Address,
    htmlUrl: Address,
  }),
)
