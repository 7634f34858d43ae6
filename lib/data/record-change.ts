import 'server-only'
import { Prisma } from './generated/client'
import { toStorableJson, toStorableText } from './storable'

/** What is on record of an organisation's own, in the words under which it is stored. */
export const CHANGES = [
  'settings-changed',
  'ready-bar-changed',
  'exclusion-added',
  'exclusion-removed',
  'schedule-changed',
  'waiver-given',
  'waiver-revoked',
  'view-shared',
  'view-renamed',
  'view-deleted',
  'badge-links-revoked',
  'repository-left',
  'repository-arrived',
  'notifications-changed',
  'notifications-removed',
  'notifications-switched-off',
] as const
export type ChangeKind = (typeof CHANGES)[number]

export interface Change {
  readonly organisationId: bigint
  /** Null: Airworthy itself did it. */
  readonly personId: bigint | null
  readonly action: ChangeKind
  /** To what it was done: a characteristic, the name of a view. */
  readonly subject?: string
  /** Never a secret: owners read both. */
  readonly before?: object
  readonly after?: object
}

type Transaction = Pick<Prisma.TransactionClient, '$executeRaw'>

const LONGEST_SUBJECT = 200
const LONGEST_VALUE = 8000

/** Puts on record who changed what, in the transaction of the change: neither is stored without the other. */
export async function recordChange(tx: Transaction, change: Change): Promise<void> {
  await tx.$executeRaw`
    insert into audit_log (organisation_id, person_id, person_login, action, subject, before, after)
    values (${change.organisationId}, ${valuesOf(change)})`
}

/** The same of a repository, on the record of the organisation to which it belongs. */
export async function recordRepositoryChange(
  tx: Transaction,
  { repositoryId, ...change }: Omit<Change, 'organisationId'> & { readonly repositoryId: bigint },
): Promise<void> {
  await recordRepositoryChanges(tx, [repositoryId], change)
}

/** The same of several at once. */
export async function recordRepositoryChanges(
  tx: Transaction,
  repositoryIds: readonly bigint[],
  change: Omit<Change, 'organisationId'>,
): Promise<void> {
  await tx.$executeRaw`
    insert into audit_log (repository_id, organisation_id, person_id, person_login, action, subject, before, after)
    select r.github_id, r.organisation_id, ${valuesOf(change)}
    from repositories r where r.github_id = any(${[...repositoryIds]}::bigint[])`
}

function valuesOf({ personId, action, subject, before, after }: Omit<Change, 'organisationId'>): Prisma.Sql {
  return Prisma.sql`(select github_id from users where github_id = ${personId}::bigint),
    (select login from users where github_id = ${personId}::bigint), ${action},
    ${subject === undefined ? null : toStorableText(subject).slice(0, LONGEST_SUBJECT)}::text,
    ${bounded(before)}::jsonb, ${bounded(after)}::jsonb`
}

/** What is longer than anybody reads is noted as such. */
function bounded(value: object | undefined): string | null {
  if (!value) return null
  const json = toStorableJson(value)
  return json.length > LONGEST_VALUE ? toStorableJson({ tooLong: json.length }) : json
}
