import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { hasCode } from '@/lib/errors'
import { type CampaignChange, readCampaignChanges } from './campaign-changes'
import { type CampaignDraft, type CampaignFields, parseCampaign } from './campaign-fields'
import { type CampaignScope, isDone, isInScope, readKnownTeams, scopeRow } from './campaign-scope'
import { type Campaign, type CampaignCount, idsOfTeams, scopeOf } from './campaigns'
import { db } from './db'
import { Prisma } from './generated/client'
import { dayBefore, daysApart, daysBetween } from './trend-days'
import { states, type TrendRow, toTrend, trendOf } from './trends'
import { isVisible } from './visible'

/** One point of a burn-up chart. */
export interface BurnUpPoint {
  /** YYYY-MM-DD: the end of a week, or a day of a short campaign; the day on which it began is always among them. */
  readonly day: string
  /** Of the repositories that are in scope at the last point: those that had what is wanted then. */
  readonly done: number
  /** Of the same: those that were audited as they were by then. */
  readonly scope: number
  /** Those that were judged by other rules at the point before. */
  readonly rejudged: number
}

export interface BurnUp {
  /** Oldest first; last is today, or the day on which it ended. */
  readonly points: readonly BurnUpPoint[]
  /** Days at which most were judged by other rules than at the point before. */
  readonly ruleChanges: readonly string[]
  /** On which days it was about something else until then, oldest first; each is a point. */
  readonly changes: readonly CampaignChange[]
  /** Some are judged by other rules than when the campaign began. */
  readonly isRejudged: boolean
}

/** How a campaign went from two weeks before it began, over the repositories that the viewer may see. */
export async function getBurnUp(login: string, campaign: Campaign): Promise<BurnUp> {
  return readBurnUp(await requireOrgAccess(login), campaign)
}

/** The same for a viewer who was authorised already. */
export async function readBurnUp(access: OrgAccess, campaign: Campaign): Promise<BurnUp> {
  const known = await readKnownTeams(access)
  const changes = await readCampaignChanges(campaign)
  const points = burnUpDays(
    campaign,
    changes.map(({ day }) => day),
  )
  const row = scopeRow(scopeOf(campaign))
  // As a list of numbers, by which the planner reads each repository's days as for any other trend.
  const found = await db().$queryRaw<{ github_id: bigint }[]>`
    select r.github_id from repositories r cross join (${row}) c ${standing(campaign.endedOn)}
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
    isRejudged: steps.some(({ day, rejudged }) => day > campaign.createdOn && rejudged > 0),
  }
}

const DAYS_BEFORE = 14
/** From two weeks before up to so many days are told one by one. */
const MOST_DAILY = 45
const MOST_WEEKS = 60

/**
 * The points of a burn-up chart (YYYY-MM-DD): days or ends of weeks, of every second week and so on where there are many,
 * from two weeks before it began to today or to the day on which it ended, with the first and the last day and those on
 * which it was changed among them.
 */
export function burnUpDays(
  { createdOn, targetOn, endedOn }: Pick<Campaign, 'createdOn' | 'targetOn' | 'endedOn'>,
  changedOn: readonly string[] = [],
  now: Date = new Date(),
): readonly string[] {
  const today = dayBefore(0, now)
  const begun = createdOn < today ? createdOn : today
  const to = endedOn !== null && endedOn < today ? endedOn : today
  const from = dayBefore(DAYS_BEFORE, new Date(begun))
  const drawn = daysBetween(from, to > targetOn ? to : targetOn)
  const step = drawn <= MOST_DAILY ? 1 : 7 * Math.ceil(drawn / 7 / MOST_WEEKS)
  const marked = [begun, targetOn, ...changedOn].filter((day) => day >= from && day <= to)
  return [...new Set([...daysApart(from, to, step), ...marked])].sort()
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

/** How far a campaign is today, or was on the day on which it ended. */
export async function getCampaignCount(login: string, campaign: Campaign): Promise<CampaignCount> {
  return countScope(login, scopeOf(campaign), campaign.endedOn)
}

async function countScope(login: string, scope: CampaignScope, endedOn: string | null = null): Promise<CampaignCount> {
  const access = await requireOrgAccess(login)
  const known = await readKnownTeams(access)
  const [count] = await db().$queryRaw<CampaignCount[]>`
    select count(*)::int as scope, (count(*) filter (where ${isDone()}))::int as done
    from repositories r cross join (${scopeRow(scope)}) c ${standing(endedOn)}
    where ${isVisible(access)} and ${isInScope(known)}`
  return count ?? { scope: 0, done: 0 }
}

/** Joins to repositories `r` how they stand, or stood on a day (YYYY-MM-DD) that is over, as `a`. */
function standing(day: string | null): Prisma.Sql {
  if (day === null || day >= dayBefore(0)) return Prisma.sql`join audits a on a.id = r.latest_audit_id`
  return Prisma.sql`cross join lateral (
    select d.score, d.verdicts, of_day.kind from repository_days d join audits of_day on of_day.id = d.audit_id
    where d.repository_id = r.github_id and d.day <= ${day}::date order by d.day desc limit 1
  ) a`
}
