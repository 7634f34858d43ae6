import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { storeSavedView } from '@/lib/data/saved-views'
import { endCampaign, storeCampaign } from '@/lib/data/store-campaign'
import { dayBefore } from '@/lib/data/trend-days'
import { storeWaiver } from '@/lib/data/waivers'
import { dateCampaign } from './date-campaign'
import { findGap, type Gap } from './unfurnished'

const ORGANISATION = 'skylark-air'
const OWNER = 'ada'

const GAP: Gap = { repository: 'status-board', characteristic: 'metrics-tracing' }
const REASON = 'One screen in the operations room: whoever sits below it sees at once when it is dark.'

const VIEW = {
  name: 'Web services without metrics',
  search: '?kind=web-service&characteristic=metrics-tracing&verdict=fail',
  isShared: true,
}

/**
 * Does in the demonstration organisation what its owner would have done by now: gives a waiver, shares a view, begins a
 * campaign, and ended another. Answers 'unscanned' while it is too early, 'furnished' when it did so, and 'touched' when
 * it ever did: what somebody ended or deleted of it stays away.
 */
export async function furnish(): Promise<'unscanned' | 'touched' | 'furnished'> {
  const found = await findGap(ORGANISATION, OWNER, GAP)
  if (found.state !== 'untouched') return found.state
  const { owner, repositoryId } = found
  const waiver = { reason: REASON, expiresOn: dayBefore(-120) }
  const outcome = await storeWaiver(repositoryId, GAP.characteristic, waiver, owner.viewerId)
  if (outcome !== 'stored') return 'touched'
  await storeSavedView(owner, VIEW)
  await runCampaigns(owner)
  return 'furnished'
}

async function runCampaigns(owner: OrgAccess): Promise<void> {
  const running = await storeCampaign(owner, {
    name: 'All services have health checks',
    goal: { characteristic: 'health-checks', minimumScore: null },
    kinds: ['web-service'],
    teams: [],
    targetOn: dayInMonth(3, 0),
  })
  await dateCampaign(running, { begunOn: dayInMonth(-9, 15) })
  const over = await storeCampaign(owner, {
    name: 'A pipeline for everything that moves money',
    goal: { characteristic: 'ci-cd', minimumScore: null },
    kinds: [],
    teams: ['payments'],
    targetOn: dayInMonth(-2, 0),
  })
  await endCampaign(owner, over)
  await dateCampaign(over, { begunOn: dayInMonth(-8, 15), endedOn: dayInMonth(-3, 20) })
}

/** YYYY-MM-DD of a day of the month so many from this one, as the commits there are dated; 0 is the day before the first. */
export function dayInMonth(months: number, day: number, now: Date = new Date()): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, day)).toISOString().slice(0, 10)
}
