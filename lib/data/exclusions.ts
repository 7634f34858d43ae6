import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { AppError } from '@/lib/errors'
import { lockRepositories, recountRepositories } from './counted-repositories'
import { db } from './db'
import { recordChange } from './record-change'
import { toStorableText } from './storable'
import { idArray } from './visible'

export interface Exclusion {
  readonly id: string
  /** A name, in which `*` stands for any characters and `?` for one; capitals are the same. */
  readonly pattern: string
  readonly reason: string
  /** Login of who added it. */
  readonly by: string | null
  /** ISO timestamp. */
  readonly createdAt: string
  /** Repositories that the viewer may see and that it matches. */
  readonly repositories: number
}

export interface ExclusionList {
  readonly login: string
  readonly mayChange: boolean
  readonly items: readonly Exclusion[]
}

const MOST = 50
const NAMED = 10

export async function listExclusions(login: string): Promise<ExclusionList> {
  const access = await requireOrgAccess(login)
  const { organisationId, repositoryIds } = access
  const rows = await db().$queryRaw<(Omit<Exclusion, 'id' | 'createdAt'> & { id: bigint; at: Date })[]>`
    select e.id, e.pattern, e.reason, e.created_by_login as by, e.created_at as at, (
      select count(*)::int from repositories r where r.organisation_id = e.organisation_id and r.removed_at is null
        and r.github_id = any(${idArray(repositoryIds)}::bigint[]) and lower(r.name) like e.matches) as repositories
    from exclusions e where e.organisation_id = ${organisationId} order by lower(e.pattern)`
  return {
    login: access.login,
    mayChange: access.role === 'admin',
    items: rows.map(({ id, at, ...row }) => ({ ...row, id: id.toString(), createdAt: at.toISOString() })),
  }
}

/** What a pattern would leave out of what counts now, among what the viewer may see. */
export interface ExclusionPreview {
  readonly pattern: string
  readonly total: number
  /** The first ten. */
  readonly names: readonly string[]
}

export async function previewExclusion(access: OrgAccess, pattern: string): Promise<ExclusionPreview> {
  const rows = await db().$queryRaw<{ name: string }[]>`
    select r.name from repositories r where r.organisation_id = ${access.organisationId} and r.removed_at is null
      and r.is_counted and r.github_id = any(${idArray(access.repositoryIds)}::bigint[])
      and lower(r.name) like ${likePattern(pattern)} order by lower(r.name)`
  return { pattern, total: rows.length, names: rows.slice(0, NAMED).map(({ name }) => name) }
}

/** Leaves out what a pattern matches, from now on. Throws AppError where there is such a pattern, or too many. */
export async function addExclusion(access: OrgAccess, pattern: string, reason: string): Promise<void> {
  const { organisationId, viewerId: personId } = access
  await change(organisationId, async (tx) => {
    const [row] = await tx.$queryRaw<{ exclusions: number }[]>`
      select count(*)::int as exclusions from exclusions where organisation_id = ${organisationId}`
    if (row && row.exclusions >= MOST) {
      throw new AppError('conflict', `There are ${MOST} exclusions already. Remove one first.`)
    }
    const added = await tx.$executeRaw`
      insert into exclusions (organisation_id, pattern, matches, reason, created_by_login)
      values (${organisationId}, ${pattern}, ${likePattern(pattern)}, ${toStorableText(reason)},
        (select login from users where github_id = ${personId}))
      on conflict do nothing`
    if (added === 0) throw new AppError('conflict', 'This pattern is excluded already.')
    await recordChange(tx, {
      organisationId,
      personId,
      action: 'exclusion-added',
      subject: pattern,
      after: { reason: toStorableText(reason) },
    })
  })
}

/** Lets count again what only this one left out. False when there is no such exclusion in this organisation. */
export async function removeExclusion({ organisationId, viewerId: personId }: OrgAccess, id: bigint): Promise<boolean> {
  return change(organisationId, async (tx) => {
    const [removed] = await tx.$queryRaw<{ pattern: string; reason: string }[]>`
      delete from exclusions where id = ${id} and organisation_id = ${organisationId} returning pattern, reason`
    if (!removed) return false
    const { pattern: subject, reason } = removed
    await recordChange(tx, { organisationId, personId, action: 'exclusion-removed', subject, before: { reason } })
    return true
  })
}

type Transaction = Parameters<Parameters<ReturnType<typeof db>['$transaction']>[0]>[0]

/** Does it, and notes anew what counts, of which one notice tells. */
async function change<T>(organisationId: bigint, apply: (tx: Transaction) => Promise<T>): Promise<T> {
  return db().$transaction(
    async (tx) => {
      await lockRepositories(organisationId, tx)
      const answer = await apply(tx)
      await tx.$executeRaw`select set_config('airworthy.told_together', 'on', true)`
      await recountRepositories(organisationId, null, tx)
      return answer
    },
    { timeout: 120_000, maxWait: 30_000 },
  )
}

/** As Postgres compares it with a name in small letters. */
function likePattern(pattern: string): string {
  return pattern
    .toLowerCase()
    .replaceAll(/[\\%_]/g, (character) => `\\${character}`)
    .replaceAll('*', '%')
    .replaceAll('?', '_')
}
