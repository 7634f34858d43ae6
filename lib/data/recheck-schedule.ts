import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { recordChange } from './record-change'

export interface RecheckSchedule {
  readonly login: string
  /** Hour (UTC) of the daily re-check; null: none. */
  readonly hour: number | null
  readonly mayChange: boolean
}

export async function getRecheckSchedule(login: string): Promise<RecheckSchedule> {
  const access = await requireOrgAccess(login)
  const { recheckHour } = await db().organisation.findUniqueOrThrow({
    where: { githubId: access.organisationId },
    select: { recheckHour: true },
  })
  return { login: access.login, hour: recheckHour, mayChange: access.role === 'admin' }
}

/** False when it was so already. */
export async function storeRecheckHour(
  { organisationId, viewerId: personId }: OrgAccess,
  hour: number | null,
): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ hour: number | null }[]>`
      select recheck_hour as hour from organisations where github_id = ${organisationId} for update`
    if (!before || before.hour === hour) return false
    await tx.organisation.update({ where: { githubId: organisationId }, data: { recheckHour: hour } })
    await recordChange(tx, { organisationId, personId, action: 'schedule-changed', before, after: { hour } })
    return true
  })
}
