import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import type { Verdict } from '@/lib/checks/rubric'
import { isDone, isInScope, type KnownTeam, readKnownTeams, scopeRow } from './campaign-scope'
import { type Campaign, type CampaignCount, scopeOf } from './campaigns'
import { db } from './db'
import { Prisma } from './generated/client'
import { repositoryUrl } from './github-url'
import { WITHOUT_TEAM } from './scorecard-query'
import { idArray, isVisible } from './visible'

export const LEFT_PER_PAGE = 100

/** How far one team is; repositories of two teams count for both. */
export interface TeamCount extends CampaignCount {
  /** Null: repositories that no team has, as far as the viewer may know. */
  readonly team: Pick<KnownTeam, 'slug' | 'name'> | null
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
  /** Address of the open issue for the gap. */
  readonly issueUrl: string | null
}

export interface LeftList {
  /** By team, those without one last; then by name. */
  readonly rows: readonly LeftRepository[]
  /** How many rows there are on all pages. */
  readonly total: number
}

/** How far each team is, by name, those without one last. */
export async function listTeamCounts(login: string, campaign: Campaign): Promise<readonly TeamCount[]> {
  return readTeamCounts(await requireOrgAccess(login), campaign)
}

/** The same for a viewer who was authorised already. */
export async function readTeamCounts(access: OrgAccess, campaign: Campaign): Promise<readonly TeamCount[]> {
  const known = await readKnownTeams(access)
  const rows = await db().$queryRaw<(CampaignCount & TeamColumns)[]>`
    with ${subject(access, campaign, known)}
    select t.slug, t.name as team_name, count(*)::int as scope, (count(*) filter (where r.is_done))::int as done
    from ${withTeams(campaign, known)}
    group by t.github_id, t.slug, t.name order by t.github_id is null, lower(t.name), t.github_id`
  return rows.map(({ slug, team_name, ...count }) => ({ ...count, team: toTeam({ slug, team_name }) }))
}

/** Who is left; with a team's slug, or `~none`, only those of it. */
export async function listLeft(
  login: string,
  campaign: Campaign,
  query: { readonly team?: string | undefined; readonly page: number },
): Promise<LeftList> {
  return readLeft(await requireOrgAccess(login), campaign, query)
}

/** The same for a viewer who was authorised already, with so many on a page. */
export async function readLeft(
  access: OrgAccess,
  campaign: Campaign,
  { team, page }: { readonly team?: string | undefined; readonly page: number },
  perPage: number = LEFT_PER_PAGE,
): Promise<LeftList> {
  const known = await readKnownTeams(access)
  const { characteristic } = campaign.goal
  const ofTeam =
    team === undefined
      ? Prisma.sql`true`
      : team === WITHOUT_TEAM
        ? Prisma.sql`t.github_id is null`
        : Prisma.sql`t.slug = ${team}`
  const rows = await db().$queryRaw<LeftRow[]>`
    with ${subject(access, campaign, known)}
    select page.*, s.message, w.expires_on as waived_until, i.number as issue
    from (
      select r.github_id as id, r.name, r.is_private, r.is_archived, r.audit_id, r.score, r.verdict, t.slug, t.name as team_name, count(*) over ()::int as total,
        row_number() over (order by t.github_id is null, lower(t.name), t.github_id, lower(r.name), r.github_id) as place
      from ${withTeams(campaign, known)} where not r.is_done and ${ofTeam}
      order by place limit ${perPage} offset ${(page - 1) * perPage}
    ) page
    left join results s on s.audit_id = page.audit_id and s.characteristic = ${characteristic}
    left join lateral (
      select to_char(w.expires_on, 'YYYY-MM-DD') as expires_on from waivers w
      where w.repository_id = page.id and w.characteristic = ${characteristic} and w.ended_at is null
        and w.expires_on >= (now() at time zone 'utc')::date limit 1
    ) w on true
    left join lateral (
      select g.number from gap_issues g where g.repository_id = page.id and g.characteristic = ${characteristic}
        and g.state = 'open' order by g.id desc limit 1
    ) i on true
    order by page.place`
  return { rows: rows.map((row) => toLeft(row, access.login)), total: rows[0]?.total ?? 0 }
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

interface LeftRow extends TeamColumns {
  readonly name: string
  readonly is_private: boolean
  readonly is_archived: boolean
  readonly score: number | null
  readonly verdict: Verdict | null
  readonly message: string | null
  readonly waived_until: string | null
  readonly issue: number | null
  readonly total: number
}

function toLeft(row: LeftRow, login: string): LeftRepository {
  return {
    team: toTeam(row),
    name: row.name,
    isPrivate: row.is_private,
    isArchived: row.is_archived,
    score: row.score,
    verdict: row.verdict,
    message: row.message ?? '',
    waivedUntil: row.waived_until,
    issueUrl: row.issue === null ? null : `${repositoryUrl(login, row.name)}/issues/${row.issue}`,
  }
}

function toTeam({ slug, team_name }: TeamColumns): TeamCount['team'] {
  return slug === null ? null : { slug, name: team_name ?? slug }
}
