import 'server-only'
import { CONTEXTS, decrypt, encrypt } from '@/lib/auth/encryption'
import { db } from './db'

export interface Resealed {
  readonly resealed: number
  /** Neither of the keys opens these. */
  readonly unreadable: number
}

/** Encrypts by the key of today whatever the keys of this process open; with `forget` the rest is deleted. */
export async function resealTexts(forget: boolean): Promise<Resealed> {
  const found = { resealed: 0, unreadable: 0 }
  const count = (isRead: boolean) => {
    if (isRead) found.resealed += 1
    else found.unreadable += 1
  }
  for (const { userId } of await db().githubToken.findMany({ select: { userId: true } })) {
    count(await resealToken(userId, forget))
  }
  for (const { organisationId } of await db().notificationSettings.findMany({ select: { organisationId: true } })) {
    count(await resealAddress(organisationId, forget))
  }
  return found
}

/** Under a row lock, as whoever renews the token does. */
function resealToken(userId: bigint, forget: boolean): Promise<boolean> {
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`select from github_tokens where user_id = ${userId} for update`
    const row = await tx.githubToken.findUnique({ where: { userId } })
    if (!row) return true
    const access = reseal(row.accessToken, CONTEXTS.accessToken(userId))
    const refresh = row.refreshToken === null ? null : reseal(row.refreshToken, CONTEXTS.refreshToken(userId))
    const isRead = access !== null && (refresh !== null || row.refreshToken === null)
    if (isRead) await tx.githubToken.update({ where: { userId }, data: { accessToken: access, refreshToken: refresh } })
    else if (forget) await tx.githubToken.delete({ where: { userId } })
    return isRead
  })
}

function resealAddress(organisationId: bigint, forget: boolean): Promise<boolean> {
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`select from notification_settings where organisation_id = ${organisationId} for update`
    const row = await tx.notificationSettings.findUnique({ where: { organisationId }, select: { address: true } })
    if (!row) return true
    const address = reseal(row.address, CONTEXTS.messageAddress(organisationId))
    if (address !== null) await tx.notificationSettings.update({ where: { organisationId }, data: { address } })
    else if (forget) await tx.notificationSettings.delete({ where: { organisationId } })
    return address !== null
  })
}

function reseal(text: string, context: string): string | null {
  const open = decrypt(text, context)
  return open === null ? null : encrypt(open, context)
}
