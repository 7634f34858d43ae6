import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { AppError } from '@/lib/errors'
import { CAMPAIGN_KINDS, type CampaignFields, type CampaignGoal } from './campaign-fields'
import { type CampaignScope, isDone, isInScope, type KnownTeam, readKnownTeams } from './campaign-scope'
import { CAMPAIGN_VERSION } from './campaign-version'
import { db } from './db'
import { Prisma } from './generated/client'
import { idArray, isVisible } from './visible'

/** How many go on at once. */
export const MOST_OPEN = 50
const MOST_ENDED_SHOWN = 50

/** What an organisation wants of its repositories by a day, as one viewer may know of it. */
export interface Campaign {
  readonly id: string
  readonly name: string
  readonly goal: CampaignGoal
  readonly kinds: CampaignFields['kinds']
  /** Teams that are meant and of which the viewer may know; empty: whatever team has the repositories. */
  readonly teams: readonly KnownTeam[]
  /** YYYY-MM-DD (UTC): the last day. */
  readonly targetOn: string
  /** YYYY-MM-DD (UTC). */
  readonly createdOn: string
  readonly createdBy: string
  /** YYYY-MM-DD (UTC); null while it goes on. */
  readonly endedOn: string | null
  readonly endedBy: string | null
}

/** Repositories that the viewer may see. */
export interface CampaignCount {
  /** Those that the campaign is about. */
  readonly scope: number
  /** Those of them that have what it wants. */
  readonly done: number
}

export interface CampaignList {
  /** Those that go on, the nearest last day first. */
  readonly open: readonly (Campaign & CampaignCount)[]
  /** The last one first. */
  readonly ended: readonly Campaign[]
  /** Owners begin, change and end campaigns. */
  readonly mayChange: boolean
}

/** The campaigns of an organisation; none for somebody from outside. */
export async function readCampaigns(access: OrgAccess): Promise<CampaignList> {
  const mayChange = access.role === 'admin'
  if (access.role === 'collaborator') return { open: [], ended: [], mayChange }
  const known = await readKnownTeams(access)
  const [rows, counts] = await Promise.all([
    db().$queryRaw<CampaignRow[]>`
      (select ${COLUMNS} from campaigns c where ${isKnown(access, known)} and c.ended_at is null
        order by c.target_on, c.id limit ${MOST_OPEN})
      union all
      (select ${COLUMNS} from campaigns c where ${isKnown(access, known)} and c.ended_at is not null
        order by c.ended_at desc, c.id desc limit ${MOST_ENDED_SHOWN})`,
    db().$queryRaw<(CampaignCount & { id: bigint })[]>`
      with a as materialized (
        select r.github_id, a.kind, a.score, a.verdicts from repositories r join audits a on a.id = r.latest_audit_id
        where ${isVisible(access)})
      select c.id, count(*)::int as scope, (count(*) filter (where ${isDone()}))::int as done
      from campaigns c cross join a cross join lateral (select a.github_id) r
      where ${isKnown(access, known)} and c.ended_at is null and ${isInScope(known)} group by c.id`,
  ])
  const campaigns = rows.flatMap((row) => toCampaign(row, known) ?? [])
  const countOf = new Map(counts.map(({ id, ...count }) => [id.toString(), count]))
  return {
    open: campaigns
      .filter(({ endedOn }) => endedOn === null)
      .map((campaign) => ({ ...campaign, ...(countOf.get(campaign.id) ?? { scope: 0, done: 0 }) })),
    ended: campaigns.filter(({ endedOn }) => endedOn !== null),
    mayChange,
  }
}

/** Null when there is none, or none that this viewer may know of. `id` is whatever an address says. */
export async function readCampaign(access: OrgAccess, id: string): Promise<Campaign | null> {
  if (!/^\d{1,18}$/.test(id) || access.role === 'collaborator') return null
  return (await readOne(access, BigInt(id)))?.campaign ?? null
}

/** A campaign with the version of what is stored. */
export interface ChangeableCampaign {
  readonly campaign: Campaign
  readonly version: string
}

/** One that goes on, for whoever may change it, and the version of the very same moment; null otherwise. */
export async function readChangeable(access: OrgAccess, id: string): Promise<ChangeableCampaign | null> {
  if (!/^\d{1,18}$/.test(id) || access.role !== 'admin') return null
  const found = await readOne(access, BigInt(id))
  return found?.campaign.endedOn === null ? found : null
}

async function readOne(access: OrgAccess, id: bigint): Promise<ChangeableCampaign | null> {
  const known = await readKnownTeams(access)
  const [row] = await db().$queryRaw<(CampaignRow & { version: string })[]>`
    select ${COLUMNS}, ${CAMPAIGN_VERSION} as version from campaigns c
    where ${isKnown(access, known)} and c.id = ${id}`
  const campaign = row ? toCampaign(row, known) : null
  return row && campaign ? { campaign, version: row.version } : null
}

export function scopeOf({ goal, kinds, teams }: Pick<Campaign, 'goal' | 'kinds' | 'teams'>): CampaignScope {
  return { goal, kinds, teamIds: teams.map(({ id }) => id) }
}

/** Throws AppError 'invalid-input' for a team of which the viewer does not know. */
export async function idsOfTeams(access: OrgAccess, slugs: readonly string[]): Promise<readonly bigint[]> {
  if (slugs.length === 0) return []
  const known = await readKnownTeams(access)
  return slugs.map((slug) => {
    const team = known.find((each) => each.slug === slug)
    if (!team) throw new AppError('invalid-input', `There is no team “${slug}” here. Choose the teams again.`)
    return team.id
  })
}

/** Condition on `campaigns c`: of this organisation, and about no teams, or one of which the viewer may know; owners know all. */
function isKnown(access: OrgAccess, known: readonly KnownTeam[]): Prisma.Sql {
  return Prisma.sql`c.organisation_id = ${access.organisationId} and (${access.role === 'admin'}
    or cardinality(c.team_ids) = 0 or c.team_ids && ${idArray(known.map(({ id }) => id))}::bigint[])`
}

const COLUMNS = Prisma.sql`c.id, c.name, c.characteristic, c.minimum_score, c.kinds, c.team_ids,
  to_char(c.target_on, 'YYYY-MM-DD') as target_on, to_char(c.created_at at time zone 'utc', 'YYYY-MM-DD') as created_on,
  c.created_by_login as created_by, to_char(c.ended_at at time zone 'utc', 'YYYY-MM-DD') as ended_on,
  c.ended_by_login as ended_by`

interface CampaignRow {
  readonly id: bigint
  readonly name: string
  readonly characteristic: string | null
  readonly minimum_score: number | null
  readonly kinds: readonly string[]
  readonly team_ids: readonly bigint[]
  readonly target_on: string
  readonly created_on: string
  readonly created_by: string
  readonly ended_on: string | null
  readonly ended_by: string | null
}

/** Null for one whose characteristic the rubric no longer has. */
function toCampaign(row: CampaignRow, known: readonly KnownTeam[]): Campaign | null {
  const goal = toGoal(row)
  if (!goal) return null
  const teams = known.filter(({ id }) => row.team_ids.includes(id))
  return {
    id: row.id.toString(),
    name: row.name,
    goal,
    kinds: CAMPAIGN_KINDS.filter((kind) => row.kinds.includes(kind)),
    teams: row.team_ids.length > 0 && teams.length === 0 ? [GONE] : teams,
    targetOn: row.target_on,
    createdOn: row.created_on,
    createdBy: row.created_by,
    endedOn: row.ended_on,
    endedBy: row.ended_by,
  }
}

/** Stands where the teams of a campaign are gone: without it the campaign would be about everything. */
const GONE: KnownTeam = { id: 0n, slug: '', name: 'a team that is gone' }

function toGoal({ characteristic, minimum_score }: CampaignRow): CampaignGoal | null {
  if (minimum_score !== null) return { characteristic: null, minimumScore: minimum_score }
  const known = CHARACTERISTICS.find(({ id }) => id === characteristic)
  return known ? { characteristic: known.id, minimumScore: null } : null
}
