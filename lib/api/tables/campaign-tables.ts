import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { type LeftRepository, readLeft, readTeamCounts, type TeamCount } from '@/lib/data/campaign-left'
import { neededOn } from '@/lib/data/campaign-pace'
import { type BurnUp, readBurnUp } from '@/lib/data/campaign-progress'
import { type Campaign, readCampaign } from '@/lib/data/campaigns'
import { addressesOf } from '../addresses'
import { nothing } from '../asked'
import { byPages, type Columns, onePart, type Table, tableOf } from './table'

/** The tables of a campaign's page. */
export const CAMPAIGN_TABLES = {
  left: async (access: OrgAccess, id: string): Promise<Table> => {
    const campaign = (await readCampaign(access, id)) ?? nothing()
    const parts = byPages(async (page, perPage) => (await readLeft(access, campaign, { page }, perPage)).rows)
    return tableOf(`${access.login}-campaign-${campaign.id}-left`, leftColumns(access.login), parts)
  },
  teams: async (access: OrgAccess, id: string): Promise<Table> => {
    const campaign = (await readCampaign(access, id)) ?? nothing()
    const counts = await readTeamCounts(access, campaign)
    return tableOf(`${access.login}-campaign-${campaign.id}-teams`, TEAM_COLUMNS, onePart(counts))
  },
  burnup: async (access: OrgAccess, id: string): Promise<Table> => {
    const campaign = (await readCampaign(access, id)) ?? nothing()
    const burnUp = await readBurnUp(access, campaign)
    return tableOf(
      `${access.login}-campaign-${campaign.id}-burn-up`,
      burnUpColumns(campaign, burnUp),
      onePart(burnUp.points),
    )
  },
} as const

/** How many were done of those that are in scope at the last point, and how many would have had to be. */
function burnUpColumns(
  { createdOn, targetOn }: Campaign,
  { points, ruleChanges, changes }: BurnUp,
): Columns<BurnUp['points'][number]> {
  return {
    day: ({ day }) => day,
    done: ({ done }) => done,
    scope: ({ scope }) => scope,
    needed: ({ day }) => {
      const needed = neededOn(day, points, { begunOn: createdOn, targetOn })
      return needed === null ? null : Math.ceil(needed)
    },
    rejudged: ({ rejudged }) => rejudged,
    rulesChanged: ({ day }) => ruleChanges.includes(day),
    changed: ({ day }) => changes.flatMap((change) => (change.day === day ? change.what : [])).join('; ') || null,
  }
}

/** How far each team is; those without one have a row without a slug. */
const TEAM_COLUMNS: Columns<TeamCount> = {
  team: ({ team }) => team?.slug ?? null,
  name: ({ team }) => team?.name ?? null,
  repositories: ({ scope }) => scope,
  done: ({ done }) => done,
  left: ({ scope, done }) => scope - done,
}

/** Who is left: a repository of two teams has a row for each. */
function leftColumns(org: string): Columns<LeftRepository> {
  return {
    team: ({ team }) => team?.slug ?? null,
    name: ({ name }) => name,
    isPrivate: ({ isPrivate }) => isPrivate,
    isArchived: ({ isArchived }) => isArchived,
    score: ({ score }) => score,
    verdict: ({ verdict }) => verdict,
    message: ({ message }) => message,
    waivedUntil: ({ waivedUntil }) => waivedUntil,
    bestGap: ({ best }) => best?.id ?? null,
    bestGapPoints: ({ best }) => best && Math.round(best.points * 10) / 10,
    issueUrl: ({ issueUrl }) => issueUrl,
    htmlUrl: ({ name }) => addressesOf(org, 'repositories', name).htmlUrl,
  }
}
