import 'server-only'
import { z } from 'zod'
import { db } from './db'
import type { Prisma } from './generated/client'
import { storeOrganisation } from './visibility'

export interface InstallationToStore {
  readonly githubId: bigint
  readonly organisation: { readonly githubId: bigint; readonly login: string; readonly avatarUrl: string | null }
  readonly repositorySelection: 'all' | 'selected'
  readonly permissions: Readonly<Record<string, string>>
  readonly suspendedAt: Date | null
}

export interface StoredInstallation {
  readonly githubId: bigint
  readonly repositorySelection: 'all' | 'selected'
  readonly permissions: Readonly<Record<string, string>>
}

const Permissions = z.record(z.string(), z.string()).catch({})

/** The installation of the App in an organisation, unless it is suspended. */
export async function findInstallation(organisationId: bigint): Promise<StoredInstallation | null> {
  const row = await db().installation.findFirst({
    where: { organisationId, suspendedAt: null },
    select: { githubId: true, repositorySelection: true, permissions: true },
  })
  if (!row) return null
  const repositorySelection = row.repositorySelection === 'all' ? ('all' as const) : ('selected' as const)
  return { githubId: row.githubId, repositorySelection, permissions: Permissions.parse(row.permissions) }
}

/** The same by the organisation's login. */
export async function findInstallationOf(
  login: string,
): Promise<{ readonly githubId: bigint; readonly organisationId: bigint } | null> {
  return db().installation.findFirst({
    where: { suspendedAt: null, organisation: { login: { equals: login, mode: 'insensitive' } } },
    orderBy: { updatedAt: 'desc' },
    select: { githubId: true, organisationId: true },
  })
}

/**
 * Stores an installation and its organisation under GitHub's numeric ids; a new one of the same organisation takes the
 * old one's place. What anybody saw through another one, or before it was suspended or narrowed, no longer counts.
 */
export async function storeInstallation({ githubId, organisation, ...rest }: InstallationToStore): Promise<void> {
  const organisationId = organisation.githubId
  const values = { ...rest, permissions: { ...rest.permissions } }
  await storeOrganisation(organisation)
  await db().$transaction(async (tx) => {
    const known = await tx.installation.findUnique({ where: { organisationId } })
    const isSame =
      known?.githubId === githubId &&
      known.repositorySelection === rest.repositorySelection &&
      known.suspendedAt?.getTime() === rest.suspendedAt?.getTime()
    await tx.installation.deleteMany({ where: { organisationId, githubId: { not: githubId } } })
    await tx.installation.upsert({
      where: { githubId },
      create: { githubId, organisationId, ...values },
      update: { organisationId, ...values },
    })
    if (!isSame) await noteAccessChanged(tx, [organisationId])
  })
}

export async function forgetInstallation(githubId: bigint): Promise<void> {
  await forgetWhere({ githubId })
}

/** Forgets the installations that a complete list of them did not hold. */
export async function forgetInstallationsExcept(githubIds: readonly bigint[]): Promise<void> {
  await forgetWhere({ githubId: { notIn: [...githubIds] } })
}

async function forgetWhere(where: Prisma.InstallationWhereInput): Promise<void> {
  await db().$transaction(async (tx) => {
    const gone = await tx.installation.findMany({ where, select: { organisationId: true } })
    await tx.installation.deleteMany({ where })
    await noteAccessChanged(
      tx,
      gone.map(({ organisationId }) => organisationId),
    )
  })
}

async function noteAccessChanged(tx: Prisma.TransactionClient, organisationIds: readonly bigint[]): Promise<void> {
  await tx.$executeRaw`
    update organisations set access_changed_at = date_trunc('milliseconds', clock_timestamp()) where github_id = any(${[...organisationIds]}::bigint[])`
}
