import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { Prisma } from './generated/client'
import type { MessageTarget } from './message-delivery'

/** A message has no viewer: it sees what its owners chose that messages name, and of teams those that are not secret. */
export async function messageAccess({
  organisationId,
  login,
  scope,
}: Pick<MessageTarget, 'organisationId' | 'login' | 'scope'>): Promise<OrgAccess> {
  const rows = await db().$queryRaw<{ github_id: bigint }[]>`
    select github_id from repositories where organisation_id = ${organisationId} and removed_at is null
      and ${scope === 'all' ? Prisma.sql`true` : Prisma.sql`not is_private`}`
  const repositoryIds = rows.map(({ github_id }) => github_id)
  return { viewerId: 0n, organisationId, login, role: 'member', repositoryIds, isComplete: true }
}
