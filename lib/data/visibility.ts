import 'server-only'
import { db } from './db'
import { toStorableText } from './storable'

/** What GitHub let one person read in one organisation when it was last asked. */
export interface StoredVisibility {
  readonly organisationId: bigint
  readonly login: string
  readonly role: 'admin' | 'member'
  readonly repositoryIds: readonly bigint[]
  readonly isComplete: boolean
  readonly fetchedAt: Date
}

/** The viewer's own row for an organisation of this login, whatever its age. */
export async function findVisibility(userId: bigint, login: string): Promise<StoredVisibility | null> {
  const row = await db().visibility.findFirst({
    where: { userId, organisation: { login: { equals: login, mode: 'insensitive' } } },
    orderBy: { fetchedAt: 'desc' },
    select: {
      organisationId: true,
      role: true,
      repositoryIds: true,
      isComplete: true,
      fetchedAt: true,
      organisation: { select: { login: true } },
    },
  })
  if (!row) return null
  const { organisation, role, ...rest } = row
  return { ...rest, login: organisation.login, role: role === 'admin' ? 'admin' : 'member' }
}

export interface SeenOrganisation {
  readonly githubId: bigint
  readonly login: string
  readonly name: string | null
  readonly description: string | null
  readonly avatarUrl: string | null
}

/** Stores what GitHub answered, and the organisation itself when it is new or was renamed. */
export async function storeVisibility(
  userId: bigint,
  organisation: SeenOrganisation,
  seen: Pick<StoredVisibility, 'role' | 'repositoryIds' | 'isComplete'>,
): Promise<StoredVisibility> {
  const fetchedAt = new Date()
  await storeOrganisation(organisation)
  const organisationId = organisation.githubId
  const values = { ...seen, repositoryIds: [...seen.repositoryIds], fetchedAt }
  await db().visibility.upsert({
    where: { userId_organisationId: { userId, organisationId } },
    create: { userId, organisationId, ...values },
    update: values,
  })
  return { ...seen, organisationId, login: organisation.login, fetchedAt }
}

export async function forgetVisibility(userId: bigint, login: string): Promise<void> {
  await db().visibility.deleteMany({
    where: { userId, organisation: { login: { equals: login, mode: 'insensitive' } } },
  })
}

export async function storeOrganisation({ githubId, login, name, description, avatarUrl }: SeenOrganisation) {
  const about = {
    login,
    name: name && toStorableText(name),
    description: description && toStorableText(description),
    avatarUrl,
  }
  await db().organisation.upsert({ where: { githubId }, create: { githubId, ...about }, update: about })
}
