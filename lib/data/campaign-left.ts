import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { CHARACTERISTICS, type CharacteristicId, type Verdict } from '@/lib/checks/rubric'
import { type SummaryRow, summaryColumns, toSummary } from './audit-summaries'
import { isDone, isInScope, type KnownTeam, readKnownTeams, scopeRow } from './campaign-scope'
import { type Campaign, type CampaignCount, scopeOf } from './campaigns'
import { db } from './db'
import { Prisma } from './generated/client'
import { repositoryUrl } from './github-url'
import { scoreOf } from './score-by-weights'
import { WITHOUT_TEAM } from './scorecard-query'
import { readWeights } from './stored-weights'
import { idArray, isVisible } from './visible'

export const LEFT_PER_PAGE = 100

/** How far one team is; repositories of two teams count for both. */
export interface TeamCount extends CampaignCount {
  /** Null: repositories that no team has, as far as the viewer may know. */
  readonly team: Pick<KnownTeam, 'slug' | 'name'> | null
}

/** A gap of a repository, and what its score would gain without it, 0 to 100. */
export interface BestGap {
  readonly id: CharacteristicId
  readonly points: number
}

/** A repository that lacks what a campaign wants, once for each of its teams. */
export interface LeftRepository {
  readonly team: Pick<KnownTeam, 'slug' | 'name'> | null
  readonly name: string
  readonly isPrivate: boolean
  readonly isArchived: boolean
  readonly score: number | null
  /** Of the characteristic that is wanted; null where a score is. */
  readonly verdict: Verdict | null
  /** What the audit says; '' where a score is wanted. */
  readonly message: string
  /** YYYY-MM-DD: until when the gap is waived. */
  readonly waivedUntil: string | null
  /** Where a score is wanted: the gap whose fix lifts the repository most, those that are waived left out. */
  readonly best: BestGap | null
  /** Address of the open issue for the gap, or for the best one. */
  readonly issueUrl: string | null
}

export interface LeftList {
  /** By team, those without one last; then by name. */
  readonly rows: readonly LeftRepository[]
  /** How many rows there are on all pages. */
  readonly total: number
}

/** With a team's slug, or `~none`, only those of it. */
export interface LeftQuery {
  readonly team?: string | undefined
  readonly page: number
}

/** How far each team is, by name, those without one last. */
export async function readTeamCounts(access: OrgAccess, campaign: Campaign): Promise<readonly TeamCount[]> {
  const known = await readKnownTeams(access)
  const rows = await db().$queryRaw<(CampaignCount & TeamColumns)[]>`
    with ${subject(access, campaign, known)}
    select t.slug, t.name as team_name, count(*)::int as scope, (count(*) filter (where r.is_done))::int as done
    from ${withTeams(campaign, known)}
    group by t.github_id, t.slug, t.name order by t.github_id is null, lower(t.name), t.github_id`
  return rows.map(({ slug, team_name, ...count }) => ({ ...count, team: toTeam({ slug, team_name }) }))
}

/** Who is left, with so many on a page. */
export async function readLeft(
  access: OrgAccess,
  campaign: Campaign,
  { team, page }: LeftQuery,
  perPage: number = LEFT_PER_PAGE,
): Promise<LeftList> {
  const [known, { weights }] = await Promise.all([readKnownTeams(access), readWeights(access.organisationId)])
  const { characteristic } = campaign.goal
  const ofCharacteristic =
    characteristic === null
      ? Prisma.sql`null::bytea as summaries, null::jsonb as unpacked`
      : summaryColumns(Prisma.sql`page.audit_id`)
  const rows = await db().$queryRaw<LeftRow[]>`
    with ${subject(access, campaign, known)}
    select page.*, ${ofCharacteristic}, w.expires_on as waived_until, best.id as best, best.points, i.number as issue
    from (
      select r.github_id as id, r.name, r.is_private, r.is_archived, r.audit_id, r.score, r.verdict, t.slug, t.name as team_name, count(*) over ()::int as total,
        row_number() over (order by t.github_id is null, lower(t.name), t.github_id, lower(r.name), r.github_id) as place
      from ${withTeams(campaign, known)} where not r.is_done and ${ofTeam(team)}
      order by place limit ${perPage} offset ${(page - 1) * perPage}
    ) page
    left join lateral (
      select to_char(w.expires_on, 'YYYY-MM-DD') as expires_on from waivers w
      where w.repository_id = page.id and w.characteristic = ${characteristic}
        and ${isActive()} limit 1
    ) w on true
    left join lateral (
      select s.id, s.weight * (1 - s.score) * 100 / nullif(sum(s.weight) over (), 0) as points, s.score
      from (
        select c.id, c.weight, ${scoreOf(Prisma.sql`c.id`)} as score
        from audits a cross join unnest(${Object.keys(weights)}::text[], ${Object.values(weights)}::float8[]) as c (id, weight)
        where ${characteristic === null} and a.id = page.audit_id
      ) s where s.score is not null
      order by s.score = 1 or exists (
        select from waivers w where w.repository_id = page.id and w.characteristic = s.id and ${isActive()}
      ), 2 desc, 1 limit 1
    ) best on best.score < 1 and best.points > 0 and not exists (
      select from waivers w where w.repository_id = page.id and w.characteristic = best.id and ${isActive()})
    left join lateral (
      select g.number from gap_issues g where g.repository_id = page.id and g.characteristic = coalesce(${characteristic}, best.id)
        and g.state = 'open' order by g.id desc limit 1
    ) i on true
    order by page.place`
  return { rows: rows.map((row) => toLeft(row, characteristic, access.login)), total: rows[0]?.total ?? 0 }
}

/** How far a campaign is, or one team of it. A repository counts once. */
export async function readCount(access: OrgAccess, campaign: Campaign, team?: string): Promise<CampaignCount> {
  const known = await readKnownTeams(access)
  const [count] = await db().$queryRaw<CampaignCount[]>`
    with ${subject(access, campaign, known)}
    select count(distinct r.github_id)::int as scope, (count(distinct r.github_id) filter (where r.is_done))::int as done
    from ${withTeams(campaign, known)} where ${ofTeam(team)}`
  return count ?? { scope: 0, done: 0 }
}

/** Condition on teams `t` of repositories, which may be null. */
function ofTeam(team: string | undefined): Prisma.Sql {
  if (team === undefined) return Prisma.sql`true`
  return team === WITHOUT_TEAM ? Prisma.sql`t.github_id is null` : Prisma.sql`t.slug = ${team}`
}

/** Condition on a waiver `w`: it counts today. */
function isActive(): Prisma.Sql {
  return Prisma.sql`w.ended_at is null and w.expires_on >= (now() at time zone 'utc')::date`
}

/** What follows `with`: the repositories of a campaign with their latest audits, found once. */
function subject(access: OrgAccess, campaign: Campaign, known: readonly KnownTeam[]): Prisma.Sql {
  return Prisma.sql`subject as materialized (
    select r.github_id, r.name, r.is_private, r.is_archived, a.id as audit_id, a.score,
      a.verdicts ->> c.characteristic as verdict, ${isDone()} as is_done
    from repositories r join audits a on a.id = r.latest_audit_id cross join (${scopeRow(scopeOf(campaign))}) c
    where ${isVisible(access)} and ${isInScope(known)})`
}

/** What follows `from`: the subjects `r`, each once for each team `t` that is asked for it and of which the viewer may know. */
function withTeams(campaign: Campaign, known: readonly KnownTeam[]): Prisma.Sql {
  const asked = campaign.teams.length > 0 ? campaign.teams : known
  return Prisma.sql`subject r left join (
    select tr.repository_id, t.github_id, t.slug, t.name from team_repositories tr
    join teams t on t.github_id = tr.team_id where t.github_id = any(${idArray(asked.map(({ id }) => id))}::bigint[])
  ) t on t.repository_id = r.github_id`
}

interface TeamColumns {
  readonly slug: string | null
  readonly team_name: string | null
}

interface LeftRow extends TeamColumns, SummaryRow {
  readonly name: string
  readonly is_private: boolean
  readonly is_archived: boolean
  readonly score: number | null
  readonly verdict: Verdict | null
  readonly waived_until: string | null
  readonly best: string | null
  readonly points: number | null
  readonly issue: number | null
  readonly total: number
}

function toLeft(row: LeftRow, characteristic: CharacteristicId | null, login: string): LeftRepository {
  return {
    team: toTeam(row),
    name: row.name,
    isPrivate: row.is_private,
    isArchived: row.is_archived,
    score: row.score,
    verdict: row.verdict,
    message: (characteristic && toSummary(row, characteristic)?.message) ?? '',
    waivedUntil: row.waived_until,
    best: toBest(row),
    issueUrl: row.issue === null ? null : `${repositoryUrl(login, row.name)}/issues/${row.issue}`,
  }
}

function toBest({ best, points }: LeftRow): BestGap | null {
  const known = CHARACTERISTICS.find(({ id }) => id === best)
  return known && points !== null ? { id: known.id, points } : null
}

function toTeam({ slug, team_name }: TeamColumns): TeamCount['team'] {
  return slug === null ? null : { slug, name: team_name ?? slug }
}
