import { z } from 'zod'
import { listOf, named } from './named'
import { Address, Characteristic, Count, Day, RepositoryKind } from './values'

const Campaign = z.object({
  id: z.string(),
  name: z.string(),
  characteristic: Characteristic.nullable().describe('What has to pass; null where a score is wanted.'),
  minimumScore: z.number().nullable().describe('0 to 100; null where a characteristic is wanted.'),
  kinds: listOf(RepositoryKind).describe('Kinds that are meant; none: all of them.'),
  teams: listOf(z.string()).describe(
    'Slugs of the teams that are meant and of which you may know; none: all repositories.',
  ),
  targetOn: Day.describe('The last day.'),
  createdOn: Day,
  createdBy: z.string(),
  endedOn: Day.nullable().describe('Null while it goes on.'),
  endedBy: z.string().nullable(),
  url: Address,
  htmlUrl: Address,
})

const Scope = Count.describe('Repositories that you may see and that it is about.')
const Done = Count.describe('Those of them that have what it wants.')

const OpenCampaign = named('OpenCampaign', Campaign.extend({ scope: Scope, done: Done }))
const EndedCampaign = named('EndedCampaign', Campaign)

export const Campaigns = named(
  'Campaigns',
  z.object({
    open: listOf(OpenCampaign).describe('Those that go on, the nearest last day first.'),
    ended: listOf(EndedCampaign).describe('The last one first, at most 50.'),
  }),
)

export const CampaignProgress = named(
  'CampaignProgress',
  Campaign.extend({
    scope: Scope,
    done: Done,
    teamCounts: listOf(
      z.object({
        team: z.string().nullable().describe('Its slug; null for repositories that no team has.'),
        scope: Count,
        done: Count,
      }),
    ).describe('How far each team is; a repository of two teams counts for both.'),
    burnUp: listOf(
      z.object({
        day: Day,
        done: Count,
        scope: Count,
        rejudged: Count.describe('Repositories that were judged by other rules at the point before.'),
      }),
    ).describe('Of the repositories that are in scope today; oldest first, today last.'),
    changes: listOf(z.object({ day: Day, by: z.string(), what: listOf(z.string()).describe('In words.') })).describe(
      'What it wanted before, where goal, scope or last day were changed on the way.',
    ),
  }),
)
