import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { type ChannelReminder, writeChannelReminder } from './channel-reminder'
import { db } from './db'
import { findTarget } from './message-delivery'
import type { Scope } from './notifications'
import { recordChange } from './record-change'

/** When a campaign is told of every week (UTC). */
export interface Weekly {
  /** 1 (Monday) to 7. */
  readonly weekday: number
  readonly hour: number
}

/** What came of the last reminder that was sent, or was to be. */
export interface LastReminder {
  /** A sentence for a person. */
  readonly status: string
  /** ISO timestamps; `sentAt` is null where none arrived yet. */
  readonly triedAt: string
  readonly sentAt: string | null
  /** Who pressed for the one that arrived last; null for a weekly one. */
  readonly sentBy: string | null
}

/** Reminders of one campaign by message, as its owners see them. */
export interface RemindersView {
  /** Where messages go; null where there is no webhook, and with it no text. */
  readonly channel: { readonly host: string; readonly scope: Scope; readonly isOff: boolean } | null
  /** Null, too, for a campaign or team that messages do not tell of. */
  readonly reminder: ChannelReminder | null
  readonly weekly: Weekly | null
  readonly last: LastReminder | null
}

/** For the owners of an organisation; null for anybody else. `team` narrows the text to one. */
export async function getReminders(login: string, id: string, team?: string): Promise<RemindersView | null> {
  const access = await requireOrgAccess(login)
  if (access.role !== 'admin') return null
  const [settings, target, row] = await Promise.all([
    db().notificationSettings.findUnique({ where: { organisationId: access.organisationId } }),
    findTarget(access.organisationId),
    db().campaignReminder.findFirst({
      where: { campaignId: BigInt(id), campaign: { organisationId: access.organisationId } },
    }),
  ])
  return {
    channel: settings && target && { host: settings.host, scope: target.scope, isOff: settings.switchedOffAt !== null },
    reminder: target && (await writeChannelReminder(target, id, team)),
    weekly: weeklyOf(row),
    last:
      row?.lastStatus && row.lastTriedAt
        ? {
            status: row.lastStatus,
            triedAt: row.lastTriedAt.toISOString(),
            sentAt: row.lastSentAt?.toISOString() ?? null,
            sentBy: row.lastSentByLogin,
          }
        : null,
  }
}

/**
 * Stores when a campaign that goes on is told of every week, null for never; the first time is the next that comes.
 * False when there is none of this id.
 */
export async function storeWeekly(access: OrgAccess, id: string, weekly: Weekly | null): Promise<boolean> {
  const { organisationId, viewerId: personId } = access
  const campaignId = BigInt(id)
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from campaigns where id = ${campaignId} for update`
    const campaign = await tx.campaign.findFirst({
      where: { id: campaignId, organisationId, endedAt: null },
      include: { reminder: true },
    })
    if (!campaign) return false
    const before = weeklyOf(campaign.reminder)
    if (before?.weekday === weekly?.weekday && before?.hour === weekly?.hour) return true
    await tx.$executeRaw`
      insert into campaign_reminders (campaign_id, weekday, hour)
      values (${campaignId}, ${weekly?.weekday ?? null}::int, ${weekly?.hour ?? null}::int)
      on conflict (campaign_id) do update set weekday = excluded.weekday, hour = excluded.hour, covered_until = now()`
    await recordChange(tx, {
      organisationId,
      personId,
      action: 'campaign-reminders-changed',
      subject: campaign.name,
      before: loggedOf(before),
      after: loggedOf(weekly),
    })
    return true
  })
}

function weeklyOf(row: { readonly weekday: number | null; readonly hour: number | null } | null): Weekly | null {
  return row && row.weekday !== null && row.hour !== null ? { weekday: row.weekday, hour: row.hour } : null
}

function loggedOf(weekly: Weekly | null) {
  return { weekday: weekly?.weekday ?? null, hour: weekly?.hour ?? null }
}
