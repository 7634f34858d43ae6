import 'server-only'
import { db } from './db'

/** A person as GitHub knows them. */
export interface Person {
  readonly id: bigint
  readonly login: string
  readonly name: string | null
  readonly avatarUrl: string | null
}

export async function storeUser({ id, login, name, avatarUrl }: Person): Promise<void> {
  const seen = { login, name, avatarUrl, lastSeenAt: new Date() }
  await db().user.upsert({ where: { githubId: id }, create: { githubId: id, ...seen }, update: seen })
}

/** The person of a session, as long as a token of theirs is kept: without one nothing of GitHub may be shown. */
export async function findSignedInUser(id: bigint): Promise<Person | null> {
  const user = await db().user.findFirst({
    where: { githubId: id, token: { isNot: null } },
    select: { githubId: true, login: true, name: true, avatarUrl: true },
  })
  return user && { id: user.githubId, login: user.login, name: user.name, avatarUrl: user.avatarUrl }
}
