import 'server-only'
import type { z } from 'zod'
import type { OrgAccess } from '@/lib/auth/access'
import { readCount, readTeamCounts } from '@/lib/data/campaign-left'
import { readBurnUp } from '@/lib/data/campaign-progress'
import { type Campaign, readCampaign, readCampaigns } from '@/lib/data/campaigns'
import { addressesOf } from '../addresses'
import { nothing } from '../asked'
import type { CampaignProgress, Campaigns } from '../contract/campaign'

/** Throws AppError 'not-found' for somebody from outside, who is told of no campaign. */
export async function describeCampaigns(access: OrgAccess): Promise<z.input<typeof Campaigns>> {
  if (access.role === 'collaborator') return nothing()
  const { open, ended } = await readCampaigns(access)
  return {
    open: open.map((campaign) => ({ ...campaign, ...head(access, campaign) })),
    ended: ended.map((campaign) => ({ ...campaign, ...head(access, campaign) })),
  }
}

/** Throws AppError 'not-found' for a campaign of which this viewer may not know. */
export async function describeCampaign(access: OrgAccess, id: string): Promise<z.input<typeof CampaignProgress>> {
  const campaign = (await readCampaign(access, id)) ?? nothing()
  const [{ scope, done }, teamCounts, { points, changes }] = await Promise.all([
    readCount(access, campaign),
    readTeamCounts(access, campaign),
    readBurnUp(access, campaign),
  ])
  return {
    ...campaign,
    ...head(access, campaign),
    scope,
    done,
    teamCounts: teamCounts.map(({ team, ...count }) => ({ ...count, team: team?.slug ?? null })),
    burnUp: points,
    changes,
  }
}

function head({ login }: OrgAccess, { id, goal, teams }: Campaign) {
  return { ...goal, teams: teams.flatMap(({ slug }) => slug || []), ...addressesOf(login, 'campaigns', id) }
}
