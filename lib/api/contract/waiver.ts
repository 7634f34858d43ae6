import { z } from 'zod'
import { listOf, named } from './named'
import { Address, Characteristic, Count, Day, Instant, Verdict } from './values'

const ListedWaiver = named(
  'ListedWaiver',
  z.object({
    id: z.string(),
    repository: z.string(),
    isPrivate: z.boolean(),
    teams: listOf(z.object({ slug: z.string(), name: z.string() })),
    characteristic: Characteristic,
    verdict: Verdict.nullable().describe('By the latest audit: a gap may be closed before its waiver ends.'),
    reason: z.string(),
    by: z.string().describe('Login of who waived it.'),
    createdAt: Instant,
    expiresOn: Day.describe('The last day on which it counts.'),
    url: Address.describe('Of the repository.'),
    htmlUrl: Address,
  }),
)

export const Waivers = named(
  'Waivers',
  z.object({
    total: Count.describe('How many match, on all pages.'),
    waivers: listOf(ListedWaiver).describe(
      'Those that count: the soonest expiry first. Expired ones: the latest first.',
    ),
  }),
)
