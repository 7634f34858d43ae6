import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { type CountedKinds, isOfCountedKind, lockRepositories, recountRepositories } from './counted-repositories'
import { db } from './db'
import { Prisma } from './generated/client'
import { recordChange } from './record-change'
import { idArray } from './visible'
import { findWritingPermission, type WritingPermission } from './writing-permission'

/** What the owners of an organisation decide for everybody. */
export interface OrganisationSettings extends CountedKinds {
  /** A pull request fails when the score after it is under this, 0 to 100; null: it never does. */
  readonly pullRequestBar: number | null
}

/** Numbers of repositories among those that the viewer may see. */
export interface SettingsEffect {
  readonly counted: number
  /** Those that count only because of a setting, or would with it, as the other settings are. */
  readonly because: Readonly<Record<keyof CountedKinds, number>>
}

export interface OrganisationSettingsView extends SettingsEffect {
  readonly login: string
  readonly settings: OrganisationSettings
  /** Owners may change them; the others see them. */
  readonly mayChange: boolean
  /** Whether pull requests can be checked at all. */
  readonly checks: WritingPermission
}

export async function getOrganisationSettings(login: string): Promise<OrganisationSettingsView> {
  const access = await requireOrgAccess(login)
  const [settings, checks] = await Promise.all([
    readSettings(db(), access.organisationId),
    findWritingPermission(access.organisationId, 'checks'),
  ])
  const effect = await readSettingsEffect(access, settings)
  return { login: access.login, settings, mayChange: access.role === 'admin', checks, ...effect }
}

/**
 * Stores the settings, notes which repositories count under them and, when they are others, who changed them. Answers
 * what they were before.
 */
export async function storeOrganisationSettings(
  organisationId: bigint,
  settings: OrganisationSettings,
  personId: bigint | null,
): Promise<OrganisationSettings> {
  const store = async (tx: Prisma.TransactionClient): Promise<OrganisationSettings> => {
    // Two owners who save at once must each be told what they replaced.
    await lockRepositories(organisationId, tx)
    const before = await readSettings(tx, organisationId)
    const { includeForks, includeArchived, includeNonPython, pullRequestBar } = settings
    await tx.organisation.update({
      where: { githubId: organisationId },
      data: { includeForks, includeArchived, includeNonPython, pullRequestBar },
    })
    // The organisation's own notice tells of all of them.
    await tx.$executeRaw`select set_config('airworthy.told_together', 'on', true)`
    await recountRepositories(organisationId, null, tx)
    if (!isSameSettings(before, settings)) {
      await recordChange(tx, { organisationId, personId, action: 'settings-changed', before, after: settings })
    }
    return before
  }
  // A listing of the organisation that is being stored goes first.
  return db().$transaction(store, { timeout: 120_000, maxWait: 30_000 })
}

export function isSameSettings(left: OrganisationSettings, right: OrganisationSettings): boolean {
  return (
    left.includeForks === right.includeForks &&
    left.includeArchived === right.includeArchived &&
    left.includeNonPython === right.includeNonPython &&
    left.pullRequestBar === right.pullRequestBar
  )
}

export async function readSettingsEffect(access: OrgAccess, kinds: CountedKinds): Promise<SettingsEffect> {
  const counted = countUnder(kinds)
  const both = (kind: keyof CountedKinds) =>
    Prisma.sql`${countUnder({ ...kinds, [kind]: true })} - ${countUnder({ ...kinds, [kind]: false })}`
  const [row] = await db().$queryRaw<(SettingsEffect['because'] & { counted: number })[]>`
    select (${counted})::int as counted, (${both('includeForks')})::int as "includeForks",
      (${both('includeArchived')})::int as "includeArchived", (${both('includeNonPython')})::int as "includeNonPython"
    from repositories r where r.organisation_id = ${access.organisationId} and r.removed_at is null
      and r.github_id = any(${idArray(access.repositoryIds)}::bigint[])`
  const { counted: total = 0, includeForks = 0, includeArchived = 0, includeNonPython = 0 } = row ?? {}
  return { counted: total, because: { includeForks, includeArchived, includeNonPython } }
}

function countUnder({ includeForks, includeArchived, includeNonPython }: CountedKinds): Prisma.Sql {
  const counts = isOfCountedKind({
    forks: Prisma.sql`${includeForks}`,
    archived: Prisma.sql`${includeArchived}`,
    nonPython: Prisma.sql`${includeNonPython}`,
  })
  return Prisma.sql`count(*) filter (where ${counts})`
}

async function readSettings(
  tx: Pick<Prisma.TransactionClient, 'organisation'>,
  organisationId: bigint,
): Promise<OrganisationSettings> {
  return tx.organisation.findUniqueOrThrow({
    where: { githubId: organisationId },
    select: { includeForks: true, includeArchived: true, includeNonPython: true, pullRequestBar: true },
  })
}
