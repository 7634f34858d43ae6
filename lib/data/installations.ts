import 'server-only'
import { db } from './db'

export interface InstallationToStore {
  readonly githubId: bigint
  readonly organisationId: bigint
  readonly repositorySelection: 'all' | 'selected'
  readonly permissions: Readonly<Record<string, string>>
  readonly suspendedAt: Date | null
}

export interface StoredInstallation {
  readonly githubId: bigint
  readonly repositorySelection: 'all' | 'selected'
  readonly permissions: Readonly<Record<string, string>>
}

/** The installation of the App in an organisation, unless it is suspended. */
export async function findInstallation(organisationId: bigint): Promise<StoredInstallation | null> {
  const row = await db().installation.findFirst({
    where: { organisationId, suspendedAt: null },
    select: { githubId: true, repositorySelection: true, permissions: true },
  })
  if (!row) return null
  const repositorySelection = row.repositorySelection === 'all' ? ('all' as const) : ('selected' as const)
  return { githubId: row.githubId, repositorySelection, permissions: row.permissions as Record<string, string> }
}

/** Stores an installation under GitHub's numeric id; a new one of the same organisation takes the old one's place. */
export async function storeInstallation({ githubId, organisationId, ...rest }: InstallationToStore): Promise<void> {
  const values = { ...rest, permissions: { ...rest.permissions } }
  await db().$transaction([
    db().installation.deleteMany({ where: { organisationId, githubId: { not: githubId } } }),
    db().installation.upsert({
      where: { githubId },
      create: { githubId, organisationId, ...values },
      update: { organisationId, ...values },
    }),
  ])
}

export async function forgetInstallation(githubId: bigint): Promise<void> {
  await db().installation.deleteMany({ where: { githubId } })
}
