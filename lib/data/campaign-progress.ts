import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { hasCode } from '@/lib/errors'
import { type CampaignChange, readCampaignChanges } from './campaign-changes'
import { type CampaignDraft, type CampaignFields, parseCampaign } from './campaign-fields'
import { type CampaignScope, isDone, isInScope, readKnownTeams, scopeRow } from './campaign-scope'
import { type Campaign, type CampaignCount, idsOfTeams, scopeOf } from './campaigns'
import { db } from './db'
import { Prisma } from './generated/client'
import { dayBefore, trendPoints } from './trend-days'
import { states, type TrendRow, toTrend, trendOf } from './trends'
import { isVisible } from './visible'

/** One point of a burn-up chart. */
export interface BurnUpPoint {
  /** YYYY-MM-DD: the end of a month, the day on which the campaign began, or today. */
  readonly day: string
  /** Of the repositories that are in scope today: those that had what is wanted then. */
  readonly done: number
  /** Of the same: those that were audited as they were by then. */
  readonly scope: number
  /** Those that were judged by other rules at the point before. */
  readonly rejudged: number
}

export interface BurnUp {
  /** Oldest first, today last. */
  readonly points: readonly BurnUpPoint[]
  /** Days at which most were judged by other rules than at the point before. */
  readonly ruleChanges: readonly string[]
  /** On which days it was about something else until then, oldest first; each is a point. */
  readonly changes: readonly CampaignChange[]
}

/** How a campaign went, over the repositories that the viewer may see; a year back, or to where it began. */
export async function getBurnUp(login: string, campaign: Campaign): Promise<BurnUp> {
  return readBurnUp(await requireOrgAccess(login), campaign)
}

/** The same for a viewer who was authorised already. */
export async function readBurnUp(access: OrgAccess, campaign: Campaign): Promise<BurnUp> {
  const known = await readKnownTeams(access)
  const changes = await readCampaignChanges(campaign)
  const points = burnUpDays(
    campaign.createdOn,
    changes.map(({ day }) => day),
  )
  const row = scopeRow(scopeOf(campaign))
  // As a list of numbers, by which the planner reads each repository's days as for any other trend.
  const found = await db().$queryRaw<{ github_id: bigint }[]>`
    select r.github_id from repositories r join audits a on a.id = r.latest_audit_id cross join (${row}) c
    where ${isVisible(access)} and ${isInScope(known)}`
  const inScope = isVisible({ ...access, repositoryIds: found.map(({ github_id }) => github_id) })
  const drawn = Prisma.sql`
    select s.repository_id, s.day, case when ${isDone(Prisma.sql`s`)} then 100 else 0 end::float8 as score, s.rubric_version
    from (${states(inScope, points)}) s cross join (${row}) c`
  const rows = await db().$queryRaw<TrendRow[]>`${trendOf(drawn, points)}`
  const { points: drawnPoints, ruleChanges, steps } = toTrend(rows)
  return {
    points: drawnPoints.map(({ day, value, repositories }) => ({
      day,
      done: Math.round(((value ?? 0) * repositories) / 100),
      scope: repositories,
      rejudged: steps.find((step) => step.day === day)?.rejudged ?? 0,
    })),
    ruleChanges,
    changes,
  }
}

/** The points of a burn-up chart: ends of months and today, with the days on which the campaign began and changed among them. */
export function burnUpDays(
  createdOn: string,
  changedOn: readonly string[] = [],
  now: Date = new Date(),
): readonly string[] {
  const yearAgo = dayBefore(365, now)
  const days = trendPoints('all', createdOn < yearAgo ? createdOn : yearAgo, now)
  return [...new Set([...days, createdOn, ...changedOn])].sort()
}

/** What a draft would be about if it were stored, or what is wrong with it in sentences. */
export type CampaignPreview =
  | { readonly ok: true; readonly fields: CampaignFields; readonly count: CampaignCount }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Stores nothing. `earliest` (YYYY-MM-DD) is the first possible last day. */
export async function previewCampaign(login: string, draft: CampaignDraft, earliest: string): Promise<CampaignPreview> {
  const access = await requireOrgAccess(login)
  const parsed = parseCampaign(draft, earliest)
  if (!parsed.ok) return parsed
  try {
    const { goal, kinds, teams } = parsed.fields
    const teamIds = await idsOfTeams(access, teams)
    return { ...parsed, count: await countScope(login, { goal, kinds, teamIds }) }
  } catch (error) {
    if (hasCode(error, 'invalid-input')) return { ok: false, problems: [error.message] }
    throw error
  }
}

/** How far a campaign is today. */
export async function getCampaignCount(login: string, campaign: Campaign): Promise<CampaignCount> {
  return countScope(login, scopeOf(campaign))
}

async function countScope(login: string, scope: CampaignScope): Promise<CampaignCount> {
  const access = await requireOrgAccess(login)
  const known = await readKnownTeams(access)
  const [count] = await db().$queryRaw<CampaignCount[]>`
    select count(*)::int as scope, (count(*) filter (where ${isDone()}))::int as done
    from repositories r join audits a on a.id = r.latest_audit_id cross join (${scopeRow(scope)}) c
    where ${isVisible(access)} and ${isInScope(known)}`
  return count ?? { scope: 0, done: 0 }
}
