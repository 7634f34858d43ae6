import 'server-only'
import { type RepositoryAccess, requireRepositoryAccess } from '@/lib/auth/access'
import { CHARACTERISTICS, type CharacteristicId, type Verdict } from '@/lib/checks/rubric'
import { exemptedScore } from '@/lib/checks/score'
import { db } from './db'
import { recordRepositoryChange } from './record-change'
import { getRepository } from './repository'
import { toStorableText } from './storable'

/** More than anybody reads of one repository. */
const MOST_SHOWN = 200

/** One person's word that a characteristic need not count in a repository until a day. */
export interface Waiver {
  readonly id: string
  readonly characteristic: CharacteristicId
  /** Empty when it was given in another organisation, before the repository was transferred. */
  readonly reason: string
  /** YYYY-MM-DD (UTC): the last day on which it counts. */
  readonly expiresOn: string
  /** Login of who waived it. */
  readonly by: string
  /** ISO timestamp. */
  readonly createdAt: string
  /** `transferred`: it ended when the repository went to another owner. */
  readonly state: 'active' | 'expired' | 'revoked' | 'transferred'
  /** Who revoked it. */
  readonly endedBy: string | null
  /** ISO timestamp of the revocation or the transfer. */
  readonly endedAt: string | null
}

export interface RepositoryWaivers {
  /** Those that count now, in the rubric's order. */
  readonly active: readonly Waiver[]
  /** Revoked and expired ones, the newest first. */
  readonly past: readonly Waiver[]
  /** The viewer may waive here: GitHub lets them push, or they own the organisation. */
  readonly mayWaive: boolean
}

/** Who waived what in a repository that the viewer may see. */
export async function getWaivers(login: string, name: string): Promise<RepositoryWaivers> {
  return readRepositoryWaivers(await requireRepositoryAccess(login, name))
}

/** The same for a viewer who was authorised already. */
export async function readRepositoryWaivers({ repositoryId, mayWrite }: RepositoryAccess): Promise<RepositoryWaivers> {
  const waivers = await readWaivers(repositoryId)
  const active = waivers.filter(({ state }) => state === 'active')
  return {
    active: CHARACTERISTICS.flatMap(({ id }) => active.filter(({ characteristic }) => characteristic === id)),
    past: waivers.filter(({ state }) => state !== 'active'),
    mayWaive: mayWrite,
  }
}

/** What waiving one characteristic does, or what its waiver does now. Scores are 0 to 100. */
export interface WaiverPreview {
  readonly org: string
  readonly name: string
  /** Null where the latest audit has no verdict. */
  readonly verdict: Verdict | null
  readonly message: string
  readonly isGap: boolean
  readonly score: number | null
  readonly effective: { readonly without: number | null; readonly with: number | null }
  readonly active: Waiver | null
  /** Earlier ones of this characteristic, the newest first. */
  readonly past: readonly Waiver[]
  readonly mayWaive: boolean
}

export async function getWaiverPreview(login: string, name: string, id: CharacteristicId): Promise<WaiverPreview> {
  const [{ org, name: spelling, audit }, { active, past, mayWaive }] = await Promise.all([
    getRepository(login, name),
    getWaivers(login, name),
  ])
  const results = audit?.results ?? []
  const result = results.find((each) => each.id === id)
  const others = active.flatMap(({ characteristic }) => (characteristic === id ? [] : [{ id: characteristic }]))
  return {
    org,
    name: spelling,
    verdict: result?.verdict ?? null,
    message: result?.message ?? '',
    isGap: result?.verdict === 'fail' || result?.verdict === 'partial',
    score: audit?.score ?? null,
    effective: { without: exemptedScore(results, others), with: exemptedScore(results, [...others, { id }]) },
    active: active.find(({ characteristic }) => characteristic === id) ?? null,
    past: past.filter(({ characteristic }) => characteristic === id),
    mayWaive,
  }
}

/**
 * Stores a waiver of a gap of the latest audit; the caller has asked whether the person may in this organisation, to which
 * the repository has to belong still. Answers why it did not: there is one that counts, or no such gap. An expired one is
 * noted as ended.
 */
export async function storeWaiver(
  { organisationId, repositoryId }: { readonly organisationId: bigint; readonly repositoryId: bigint },
  characteristic: CharacteristicId,
  { reason, expiresOn }: Pick<Waiver, 'reason' | 'expiresOn'>,
  authorId: bigint,
): Promise<'stored' | 'exists' | 'no-gap'> {
  return db().$transaction(async (tx) => {
    const [gap] = await tx.$queryRaw<{ verdict: string | null }[]>`
      select a.verdicts ->> ${characteristic} as verdict from repositories r join audits a on a.id = r.latest_audit_id
      where r.github_id = ${repositoryId} and r.organisation_id = ${organisationId}
        and a.verdicts ->> ${characteristic} in ('fail', 'partial')
      for share of r`
    if (!gap) return 'no-gap'
    await tx.$executeRaw`
      update waivers set ended_at = now() where repository_id = ${repositoryId}
        and characteristic = ${characteristic} and ended_at is null and expires_on < (now() at time zone 'utc')::date`
    const stored = await tx.$executeRaw`
      insert into waivers (repository_id, characteristic, reason, expires_on, created_by_id, created_by_login)
      select ${repositoryId}, ${characteristic}, ${toStorableText(reason)}, ${expiresOn}::date, github_id, login
      from users where github_id = ${authorId}
      on conflict do nothing`
    if (stored === 0) return 'exists'
    await recordRepositoryChange(tx, {
      repositoryId,
      personId: authorId,
      action: 'waiver-given',
      subject: characteristic,
      after: { reason, expiresOn },
    })
    return 'stored'
  })
}

/** Ends a waiver that counts. False when there is none of this id for this gap of the repository, or it has ended. */
export async function endWaiver(
  repositoryId: bigint,
  characteristic: CharacteristicId,
  waiverId: bigint,
  enderId: bigint,
): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ reason: string; expiresOn: string }[]>`
      update waivers set ended_at = now(), ended_by_id = u.github_id, ended_by_login = u.login from users u
      where id = ${waiverId} and repository_id = ${repositoryId} and characteristic = ${characteristic} and ended_at is null
        and expires_on >= (now() at time zone 'utc')::date and u.github_id = ${enderId}
      returning reason, to_char(expires_on, 'YYYY-MM-DD') as "expiresOn"`
    if (!before) return false
    await recordRepositoryChange(tx, {
      repositoryId,
      personId: enderId,
      action: 'waiver-revoked',
      subject: characteristic,
      before,
    })
    return true
  })
}

async function readWaivers(repositoryId: bigint): Promise<readonly Waiver[]> {
  const rows = await db().$queryRaw<WaiverRow[]>`
    select id, characteristic, reason, to_char(expires_on, 'YYYY-MM-DD') as "expiresOn", created_by_login as by,
      created_at as "createdAt", ended_at as "endedAt", ended_by_login as "endedBy",
      case when ended_by_login is not null then 'revoked'
        when (ended_at at time zone 'utc')::date <= expires_on then 'transferred'
        when ended_at is not null or expires_on < (now() at time zone 'utc')::date then 'expired'
        else 'active' end as state
    from waivers where repository_id = ${repositoryId} order by ended_at is null desc, id desc limit ${MOST_SHOWN}`
  return rows.flatMap(({ id, characteristic, createdAt, endedAt, ...row }) => {
    const known = CHARACTERISTICS.find((each) => each.id === characteristic)
    if (!known) return []
    const overAt = row.state === 'revoked' || row.state === 'transferred' ? endedAt : null
    return [
      {
        ...row,
        id: id.toString(),
        characteristic: known.id,
        createdAt: createdAt.toISOString(),
        endedAt: overAt?.toISOString() ?? null,
      },
    ]
  })
}

interface WaiverRow extends Omit<Waiver, 'id' | 'characteristic' | 'createdAt' | 'endedAt'> {
  readonly id: bigint
  readonly characteristic: string
  readonly createdAt: Date
  readonly endedAt: Date | null
}
