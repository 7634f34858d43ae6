import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import type { Prisma } from './generated/client'
import { recordChange } from './record-change'

/** What messages may name: public repositories alone, or private ones, too. */
export const SCOPES = ['public', 'all'] as const
export type Scope = (typeof SCOPES)[number]

/** What an owner chooses; the address is apart, since it is never shown again. */
export interface NotificationChoice {
  readonly scope: Scope
  /** Hour (UTC) of the daily summary; null: none. */
  readonly dailyHour: number | null
  readonly onRegression: boolean
}

export interface NotificationsView extends NotificationChoice {
  /** All that is ever told of the address. */
  readonly host: string
  /** In a row. */
  readonly failures: number
  /** A sentence for a person; null before the first message. */
  readonly lastStatus: string | null
  /** ISO timestamps. */
  readonly lastTriedAt: string | null
  readonly switchedOffAt: string | null
  readonly nextTryAt: string | null
}

/** An address as it is stored. */
export interface SealedAddress {
  readonly sealed: string
  readonly host: string
}

/** For the owners of an organisation; null for anybody else, and `stored` is null before there are any. */
export async function getNotifications(
  login: string,
): Promise<{ readonly login: string; readonly stored: NotificationsView | null } | null> {
  const access = await requireOrgAccess(login)
  if (access.role !== 'admin') return null
  const row = await db().notificationSettings.findUnique({ where: { organisationId: access.organisationId } })
  if (!row) return { login: access.login, stored: null }
  const { host, failures, lastStatus, lastTriedAt, switchedOffAt, nextTryAt } = row
  return {
    login: access.login,
    stored: {
      ...choiceOf(row),
      host,
      failures,
      lastStatus,
      lastTriedAt: lastTriedAt?.toISOString() ?? null,
      switchedOffAt: switchedOffAt?.toISOString() ?? null,
      nextTryAt: nextTryAt?.toISOString() ?? null,
    },
  }
}

/**
 * Stores what an owner chose, and begins anew: failures are forgotten. A summary whose hour has begun comes tomorrow.
 * Without an address the stored one stays; false when there is none.
 */
export async function storeNotifications(
  { organisationId, viewerId: personId }: OrgAccess,
  { scope, dailyHour, onRegression }: NotificationChoice,
  address: SealedAddress | null,
): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const before = await lockStored(tx, organisationId)
    const kept = address ?? (before && { sealed: before.address, host: before.host })
    if (!kept) return false
    const { sealed, host } = kept
    await tx.$executeRaw`
      insert into notification_settings as n (organisation_id, address, host, scope, daily_hour, on_regression, daily_sent_on)
      values (${organisationId}, ${sealed}, ${host}, ${scope}, ${dailyHour}::int, ${onRegression},
        case when ${dailyHour}::int <= extract(hour from now() at time zone 'utc') then (now() at time zone 'utc')::date end)
      on conflict (organisation_id) do update set address = excluded.address, host = excluded.host,
        scope = excluded.scope, daily_hour = excluded.daily_hour, on_regression = excluded.on_regression,
        daily_sent_on = case when n.daily_hour is distinct from excluded.daily_hour
          then greatest(n.daily_sent_on, excluded.daily_sent_on) else n.daily_sent_on end,
        failures = 0, next_try_at = null, switched_off_at = null`
    if (!onRegression) await tx.$executeRaw`delete from regressions where organisation_id = ${organisationId}`
    await recordChange(tx, {
      organisationId,
      personId,
      action: 'notifications-changed',
      before: before ? shownOf(before) : {},
      after: { ...shownOf({ host, scope, dailyHour, onRegression }), ...(address && before && { address: 'another' }) },
    })
    return true
  })
}

/** Forgets the address and what was chosen. False when there was nothing. */
export async function removeNotifications({ organisationId, viewerId: personId }: OrgAccess): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const before = await lockStored(tx, organisationId)
    if (!before) return false
    await tx.notificationSettings.delete({ where: { organisationId } })
    await tx.$executeRaw`delete from regressions where organisation_id = ${organisationId}`
    await recordChange(tx, { organisationId, personId, action: 'notifications-removed', before: shownOf(before) })
    return true
  })
}

async function lockStored(tx: Prisma.TransactionClient, organisationId: bigint) {
  await tx.$queryRaw`select 1 from notification_settings where organisation_id = ${organisationId} for update`
  return tx.notificationSettings.findUnique({ where: { organisationId } })
}

function choiceOf(row: {
  readonly scope: string
  readonly dailyHour: number | null
  readonly onRegression: boolean
}): NotificationChoice {
  const { scope, dailyHour, onRegression } = row
  return { scope: scope === 'all' ? 'all' : 'public', dailyHour, onRegression }
}

/** What the audit log tells of them. */
function shownOf({
  host,
  scope,
  dailyHour,
  onRegression,
}: {
  readonly host: string
  readonly scope: string
  readonly dailyHour: number | null
  readonly onRegression: boolean
}) {
  return { host, scope, daily: dailyHour, onRegression }
}
