import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { AppError } from '@/lib/errors'
import type { CampaignFields } from './campaign-fields'
import { CAMPAIGN_VERSION } from './campaign-version'
import { idsOfTeams, MOST_OPEN } from './campaigns'
import { db } from './db'
import type { Prisma } from './generated/client'
import { recordChange } from './record-change'
import { toStorableText } from './storable'
import { idArray } from './visible'

/* Each change of a campaign is on record with who made it, in the same transaction. The caller has asked whether they may. */

/** Begins a campaign. Answers its id. */
export async function storeCampaign(access: OrgAccess, fields: CampaignFields): Promise<string> {
  const { name, goal, kinds, targetOn } = fields
  const { organisationId, viewerId: personId } = access
  const teamIds = await idsOfTeams(access, fields.teams)
  return db().$transaction(async (tx) => {
    const [stored] = await tx.$queryRaw<{ id: bigint }[]>`
      insert into campaigns (organisation_id, name, characteristic, minimum_score, kinds, team_ids, target_on,
        created_by_id, created_by_login)
      select ${organisationId}, ${toStorableText(name)}, ${goal.characteristic}::text,
        ${goal.minimumScore}::float8, ${[...kinds]}::text[], ${idArray(teamIds)}::bigint[], ${targetOn}::date, u.github_id, u.login
      from users u where u.github_id = ${personId} and (
        select count(*) from campaigns where organisation_id = ${organisationId} and ended_at is null) < ${MOST_OPEN}
      returning id`
    if (!stored) throw new AppError('conflict', `${MOST_OPEN} campaigns go on already. End one first.`)
    await recordChange(tx, {
      organisationId,
      personId,
      action: 'campaign-begun',
      subject: name,
      after: wantedOf(fields),
    })
    return stored.id.toString()
  })
}

/**
 * Changes a campaign that goes on, and keeps what it was about before where that is other than now. False when there is
 * none of this id. `basis` is the version that the change was made from: throws AppError 'conflict' where it is not what is
 * stored any more, so that nobody overwrites what they have not read.
 */
export async function changeCampaign(
  access: OrgAccess,
  id: string,
  fields: CampaignFields,
  basis: string,
): Promise<boolean> {
  const { name, goal, kinds, targetOn } = fields
  const { organisationId, viewerId: personId } = access
  const teamIds = await idsOfTeams(access, fields.teams)
  return db().$transaction(async (tx) => {
    const before = await lockOpen(tx, organisationId, id)
    if (!before) return false
    if (basis !== before.version) {
      throw new AppError('conflict', 'It was changed after you began, so nothing is stored. Read what it is now first.')
    }
    await tx.$executeRaw`
      update campaigns set name = ${toStorableText(name)}, characteristic = ${goal.characteristic}::text,
        minimum_score = ${goal.minimumScore}::float8, kinds = ${[...kinds]}::text[],
        team_ids = ${idArray(teamIds)}::bigint[], target_on = ${targetOn}::date
      where id = ${before.id}`
    await noteOnTheWay(tx, before, { ...fields, teamIds }, personId)
    const [was, is] = [
      { name: before.name, ...(await storedAsWanted(tx, before)) },
      { name, ...wantedOf(fields) },
    ]
    if (JSON.stringify(was) === JSON.stringify(is)) return true
    await recordChange(tx, {
      organisationId,
      personId,
      action: 'campaign-changed',
      subject: before.name,
      before: was,
      after: is,
    })
    return true
  })
}

/** Ends a campaign. False when there is none of this id that goes on. */
export async function endCampaign(access: OrgAccess, id: string): Promise<boolean> {
  const { organisationId, viewerId: personId } = access
  return db().$transaction(async (tx) => {
    const before = await lockOpen(tx, organisationId, id)
    if (!before) return false
    const ended = await tx.$executeRaw`
      update campaigns set ended_at = now(), ended_by_id = u.github_id, ended_by_login = u.login from users u
      where id = ${before.id} and u.github_id = ${personId}`
    if (ended === 0) return false
    await recordChange(tx, {
      organisationId,
      personId,
      action: 'campaign-ended',
      subject: before.name,
      before: await storedAsWanted(tx, before),
    })
    return true
  })
}

interface StoredCampaign {
  readonly id: bigint
  readonly version: string
  readonly name: string
  readonly characteristic: string | null
  readonly minimumScore: number | null
  readonly kinds: readonly string[]
  readonly teamIds: readonly bigint[]
  /** YYYY-MM-DD. */
  readonly targetOn: string
}

async function lockOpen(tx: Prisma.TransactionClient, organisationId: bigint, id: string) {
  const [row] = await tx.$queryRaw<StoredCampaign[]>`
    select id, ${CAMPAIGN_VERSION} as version, name, characteristic, minimum_score as "minimumScore", kinds, team_ids as "teamIds",
      to_char(target_on, 'YYYY-MM-DD') as "targetOn"
    from campaigns where id = ${BigInt(id)} and organisation_id = ${organisationId} and ended_at is null for update`
  return row ?? null
}

/** Keeps for all readers of the campaign that its goal, scope or last day was another one; a name is no matter. */
async function noteOnTheWay(
  tx: Prisma.TransactionClient,
  before: StoredCampaign,
  {
    goal,
    kinds,
    teamIds,
    targetOn,
  }: Pick<CampaignFields, 'goal' | 'kinds' | 'targetOn'> & { teamIds: readonly bigint[] },
  personId: bigint,
): Promise<void> {
  const hasGoal = goal.characteristic !== before.characteristic || goal.minimumScore !== before.minimumScore
  const hasDay = targetOn !== before.targetOn
  const hasScope = !isSame(kinds, before.kinds) || !isSame(teamIds, before.teamIds)
  if (!hasGoal && !hasDay && !hasScope) return
  await tx.$executeRaw`
    insert into campaign_changes (campaign_id, changed_by_login, characteristic, minimum_score, target_on, scope_changed)
    select ${before.id}, login, ${hasGoal ? before.characteristic : null}::text, ${hasGoal ? before.minimumScore : null}::float8,
      ${hasDay ? before.targetOn : null}::date, ${hasScope}
    from users where github_id = ${personId}`
}

function isSame<Value>(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((value) => right.includes(value))
}

/** What the audit log tells of what a campaign wants; teams by their slugs. */
function wantedOf({ goal, kinds, teams, targetOn }: Omit<CampaignFields, 'name'>) {
  return {
    characteristic: goal.characteristic,
    minimumScore: goal.minimumScore,
    kinds: [...kinds].sort().join(', '),
    teams: [...teams].sort().join(', '),
    targetOn,
  }
}

async function storedAsWanted(tx: Prisma.TransactionClient, row: StoredCampaign) {
  const teams = await tx.team.findMany({ where: { githubId: { in: [...row.teamIds] } }, select: { slug: true } })
  return {
    characteristic: row.characteristic,
    minimumScore: row.minimumScore,
    kinds: [...row.kinds].sort().join(', '),
    teams: teams
      .map(({ slug }) => slug)
      .sort()
      .join(', '),
    targetOn: row.targetOn,
  }
}
