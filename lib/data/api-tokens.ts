import 'server-only'
import { requireViewer } from '@/lib/auth/access'
import { db } from './db'
import { toStorableText } from './storable'

/** Somebody who has more than this has forgotten some. */
export const MOST_TOKENS = 50

/** A token as its owner sees it, which is without the token. Times are ISO timestamps. */
export interface ShownToken {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly expiresAt: string
  /** To the minute; null when it was never used. */
  readonly lastUsedAt: string | null
  readonly hasEnded: boolean
}

/** The viewer's own tokens, the newest first. */
export async function listOwnTokens(): Promise<readonly ShownToken[]> {
  const viewer = await requireViewer()
  const rows = await db().apiToken.findMany({
    where: { userId: viewer.id },
    orderBy: { id: 'desc' },
    select: { id: true, name: true, createdAt: true, expiresAt: true, lastUsedAt: true },
  })
  return rows.map(({ id, name, createdAt, expiresAt, lastUsedAt }) => ({
    id: id.toString(),
    name,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    hasEnded: expiresAt.getTime() <= Date.now(),
  }))
}

/** Keeps a token by its hash. False when this person has too many already. */
export async function storeApiToken(
  userId: bigint,
  token: { readonly name: string; readonly hash: string; readonly days: number },
): Promise<boolean> {
  const stored = await db().$executeRaw`
    insert into api_tokens (user_id, name, hash, expires_at)
    select ${userId}, ${toStorableText(token.name)}, ${token.hash}, now() + make_interval(days => ${token.days}::int)
    where (select count(*) from api_tokens where user_id = ${userId}) < ${MOST_TOKENS}`
  return stored > 0
}

/** Ends a token of this person at once. Answers its name; null when they have none of this id. */
export async function deleteApiToken(userId: bigint, id: bigint): Promise<string | null> {
  const [row] = await db().$queryRaw<{ name: string }[]>`
    delete from api_tokens where id = ${id} and user_id = ${userId} returning name`
  return row?.name ?? null
}

export interface KnownToken {
  readonly id: bigint
  readonly userId: bigint
  readonly expiresAt: Date
}

/** The token of this hash, whether or not it has ended; null when it was revoked or never issued. */
export async function findApiToken(hash: string): Promise<KnownToken | null> {
  return db().apiToken.findUnique({ where: { hash }, select: { id: true, userId: true, expiresAt: true } })
}

/** Notes that a token is used, at most once a minute: a busy client must not rewrite its row all the time. */
export async function noteTokenUsed(id: bigint): Promise<void> {
  await db().$executeRaw`
    update api_tokens set last_used_at = now()
    where id = ${id} and (last_used_at is null or last_used_at < now() - interval '1 minute')`
}
