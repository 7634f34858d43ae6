import 'server-only'
import { type OrgAccess, requireOrgAccess, requireRepositoryAccess } from '@/lib/auth/access'
import { CHARACTERISTICS, type CharacteristicId, type Verdict } from '@/lib/checks/rubric'
import { isInScope, readKnownTeams, scopeRow } from './campaign-scope'
import { type Campaign, scopeOf } from './campaigns'
import { db } from './db'
import { writeGapIssue } from './gap-issue-text'
import { type GapIssueState, type GapToReport, readGap } from './gap-issues'
import { Prisma } from './generated/client'
import { repositoryUrl } from './github-url'
import { keptAnswer } from './kept-answers'
import { readWeights } from './stored-weights'
import { findTeam, isOfTeam } from './team'
import { isInTeam, isVisible } from './visible'
import { findWritingPermission, type WritingPermission } from './writing-permission'

/** The last issue of a gap, as a page shows it. */
export interface ShownIssue {
  readonly state: GapIssueState
  /** Null while it is being opened, and for one that could not be. */
  readonly number: number | null
  readonly url: string | null
  /** Login of who asked for it. */
  readonly openedBy: string | null
  /** ISO timestamp. */
  readonly openedAt: string
  /** Why it was closed or could not be opened, or what it waits for. */
  readonly reason: string | null
}

/** The last issue of each gap of a repository that has one. */
export async function listGapIssues(
  login: string,
  name: string,
): Promise<Readonly<Partial<Record<CharacteristicId, ShownIssue>>>> {
  const access = await requireRepositoryAccess(login, name)
  const rows = await db().$queryRaw<IssueRow[]>`
    select distinct on (g.characteristic) g.characteristic, ${ISSUE_COLUMNS}
    from gap_issues g left join users u on u.github_id = g.opened_by_id
    where g.repository_id = ${access.repositoryId} order by g.characteristic, g.id desc`
  return Object.fromEntries(rows.map((row) => [row.characteristic, toShown(row, access.login, access.repositoryName)]))
}

/** What would be opened for one gap; null when the latest audit finds none. */
export interface GapPreview {
  readonly org: string
  readonly name: string
  readonly isPrivate: boolean
  readonly isArchived: boolean
  readonly text: { readonly title: string; readonly body: string }
  readonly issue: ShownIssue | null
  readonly permission: WritingPermission
  /** The repository's issues on GitHub. */
  readonly issuesUrl: string
  /** Where a person opens the same issue by hand, its text filled in. */
  readonly byHandUrl: string
}

export async function getGapPreview(login: string, name: string, id: CharacteristicId): Promise<GapPreview | null> {
  const access = await requireRepositoryAccess(login, name)
  const gap = await readGap(access.repositoryId, id)
  if (!gap) return null
  const [issues, permission] = await Promise.all([
    listGapIssues(login, name),
    findWritingPermission(access.organisationId, 'issues'),
  ])
  return {
    org: access.login,
    name: access.repositoryName,
    isPrivate: gap.isPrivate,
    isArchived: gap.isArchived,
    text: gap.text,
    issue: issues[id] ?? null,
    permission,
    issuesUrl: `${repositoryUrl(gap.owner, gap.name)}/issues`,
    byHandUrl: newIssueUrl(gap),
  }
}

/** Addresses end well below 8 kB, where servers begin to refuse them. */
const LONGEST_QUERY = 6000

function newIssueUrl({ owner, name, gap }: GapToReport): string {
  const query = ({ title, body }: GapPreview['text']) => new URLSearchParams({ title, body }).toString()
  const text = writeGapIssue(gap, (each) => query(each).length <= LONGEST_QUERY)
  return `${repositoryUrl(owner, name)}/issues/new?${query(text)}`
}

/** A gap that several repositories of a team have. */
export interface SharedGap {
  readonly id: CharacteristicId
  /** Visible repositories of the team with this gap. */
  readonly repositories: number
  /** Those of them with an open issue. */
  readonly withIssue: number
}

/** Gaps of a team's visible repositories, the most shared first; null when there is no such team for this viewer. */
export async function listSharedGaps(login: string, slug: string): Promise<readonly SharedGap[] | null> {
  const access = await requireOrgAccess(login)
  const team = await findTeam(login, slug)
  if (!team) return null
  return keptAnswer(access, `gaps shared in team ${team.id}`, () => countSharedGaps(access, BigInt(team.id)), 'state')
}

async function countSharedGaps(access: OrgAccess, team: bigint): Promise<readonly SharedGap[]> {
  const { weights } = await readWeights(access.organisationId)
  return db().$queryRaw<SharedGap[]>`
    select v.key as id, count(*)::int as repositories, count(g.id)::int as "withIssue"
    from repositories r
    join audits a on a.id = r.latest_audit_id
    cross join lateral jsonb_each_text(a.verdicts) v
    join unnest(${CHARACTERISTICS.map((one) => one.id)}::text[], ${CHARACTERISTICS.map((one) => weights[one.id])}::int[])
      as c (id, weight) on c.id = v.key
    left join gap_issues g on g.repository_id = r.github_id and g.characteristic = v.key
      and g.state in ('opening', 'open')
    where ${isVisible(access)} and not r.is_archived and ${isOfTeam(team)} and v.value in ('fail', 'partial')
    group by v.key, c.weight order by 2 desc, c.weight desc, 1`
}

/** Whether issues can be opened from here in this organisation. */
export async function getIssuePermission(login: string): Promise<WritingPermission> {
  const access = await requireOrgAccess(login)
  return findWritingPermission(access.organisationId, 'issues')
}

/** One repository of a team with a certain gap. */
export interface TeamGap {
  readonly repositoryId: bigint
  readonly name: string
  readonly verdict: Verdict
  readonly isPrivate: boolean
  readonly issue: ShownIssue | null
}

/**
 * Visible repositories of a team with this gap, archived ones left out, because they take no issues. With a campaign, only
 * those that it is about.
 */
export async function listTeamGaps(
  login: string,
  slug: string,
  id: CharacteristicId,
  campaign: Campaign | null = null,
): Promise<readonly TeamGap[]> {
  const access = await requireOrgAccess(login)
  const ofCampaign = campaign
    ? Prisma.sql`exists (select from (${scopeRow(scopeOf(campaign))}) c where ${isInScope(await readKnownTeams(access))})`
    : Prisma.sql`true`
  const rows = await db().$queryRaw<TeamGapRow[]>`
    select r.github_id as "repositoryId", r.name, r.is_private as "isPrivate", a.verdicts ->> ${id} as verdict,
      i.characteristic, i.state, i.number, i.opened_by, i.opened_at, i.reason
    from repositories r
    join audits a on a.id = r.latest_audit_id and a.verdicts ->> ${id} in ('fail', 'partial')
    left join lateral (
      select g.characteristic, ${ISSUE_COLUMNS} from gap_issues g left join users u on u.github_id = g.opened_by_id
      where g.repository_id = r.github_id and g.characteristic = ${id} order by g.id desc limit 1
    ) i on true
    where ${isVisible(access)} and not r.is_archived and ${isInTeam(access, slug)} and ${ofCampaign}
    order by a.verdicts ->> ${id} = 'fail' desc, lower(r.name)`
  return rows.map(({ repositoryId, name, isPrivate, verdict, ...issue }) => ({
    repositoryId,
    name,
    verdict,
    isPrivate,
    issue: issue.state === null ? null : toShown({ ...issue, state: issue.state }, access.login, name),
  }))
}

const ISSUE_COLUMNS = Prisma.sql`g.state, g.number, u.login as opened_by, g.opened_at, g.reason`

interface IssueRow {
  readonly characteristic: CharacteristicId
  readonly state: GapIssueState
  readonly number: number | null
  readonly opened_by: string | null
  readonly opened_at: Date
  readonly reason: string | null
}

type TeamGapRow = Pick<TeamGap, 'repositoryId' | 'name' | 'verdict' | 'isPrivate'> &
  Omit<IssueRow, 'state'> & { readonly state: GapIssueState | null }

function toShown({ state, number, opened_by, opened_at, reason }: IssueRow, login: string, name: string): ShownIssue {
  return {
    state,
    number,
    url: number === null ? null : `${repositoryUrl(login, name)}/issues/${number}`,
    openedBy: opened_by,
    openedAt: opened_at.toISOString(),
    reason,
  }
}
