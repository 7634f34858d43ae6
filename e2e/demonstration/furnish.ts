import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { db } from '@/lib/data/db'
import type { Prisma } from '@/lib/data/generated/client'
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

const RUNNING = 'All services have health checks'
const OVER = 'A pipeline for everything that moves money'

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
  const inTurn = async (tx: Prisma.TransactionClient) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('airworthy demonstration'))`
    return furnishAlone()
  }
  return db().$transaction(inTurn, { timeout: 60_000, maxWait: 60_000 })
}

/** The waiver is what tells later that all is done: it is given last, and what a start that broke off left is made anew. */
async function furnishAlone(): Promise<'unscanned' | 'touched' | 'furnished'> {
  const found = await findGap(ORGANISATION, OWNER, GAP)
  if (found.state !== 'untouched') return found.state
  const { owner, repositoryId } = found
  const { organisationId } = owner
  await db().campaign.deleteMany({ where: { organisationId, name: { in: [RUNNING, OVER] } } })
  await db().savedView.deleteMany({ where: { organisationId, name: VIEW.name } })
  await storeSavedView(owner, VIEW)
  await runCampaigns(owner)
  const waiver = { reason: REASON, expiresOn: dayBefore(-120) }
  const outcome = await storeWaiver({ organisationId, repositoryId }, GAP.characteristic, waiver, owner.viewerId)
  return outcome === 'stored' ? 'furnished' : 'touched'
}

async function runCampaigns(owner: OrgAccess): Promise<void> {
  const running = await storeCampaign(owner, {
    name: RUNNING,
    goal: { characteristic: 'health-checks', minimumScore: null },
    kinds: ['web-service'],
    teams: [],
    targetOn: dayInMonth(3, 0),
  })
  await dateCampaign(running, { begunOn: dayInMonth(-9, 15) })
  const over = await storeCampaign(owner, {
    name: OVER,
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
