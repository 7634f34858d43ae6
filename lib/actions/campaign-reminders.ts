'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { storeWeekly } from '@/lib/data/campaign-reminders'
import { readCampaign } from '@/lib/data/campaigns'
import { writeChannelReminder } from '@/lib/data/channel-reminder'
import { findTarget } from '@/lib/data/message-delivery'
import { claimReminder, noteReminder } from '@/lib/data/reminder-delivery'
import { log } from '@/lib/log'
import { deliver } from '@/lib/notifications/deliver'
import { plainText } from '@/lib/notifications/slack-text'
import { answerFailure } from './answer'

/** `done` is a sentence for a person. */
export type ReminderAnswer =
  | { readonly ok: true; readonly done: string }
  | { readonly ok: false; readonly error: string }

const Login = z.string().min(1).max(100)
const Id = z.string().regex(/^\d{1,18}$/)
const Team = z
  .string()
  .regex(/^[\w~.-]{1,100}$/)
  .nullable()
const Digest = z.string().regex(/^[0-9a-f]{32}$/)
const Weekly = z.object({
  weekday: z.union([z.literal(''), z.coerce.number().int().min(1).max(7)]),
  hour: z.coerce.number().int().min(0).max(23),
})

const refused = (error: string): ReminderAnswer => ({ ok: false, error })
const NOT_YOURS = 'Only owners of the organisation may send reminders to its channel. Ask one of them.'
const NO_CAMPAIGN = 'No campaign like this goes on. It may have been ended.'
const NO_WEBHOOK = 'There is no webhook yet. Save its address under Settings first.'
const SECRET =
  'Messages do not tell of secret teams, nor of private repositories unless Settings say so. This would be about nothing else.'
const CHANGED = 'The text has changed since you read it. Read it again, then send it.'

/** Sends to the organisation's channel the reminder that was read before: the form holds its digest. `team` narrows it. */
export async function sendCampaignReminder(
  org: string,
  id: string,
  team: string | null,
  _last: unknown,
  form: FormData,
): Promise<ReminderAnswer> {
  const access = await ownerOf(org)
  if (!access) return refused(NOT_YOURS)
  const asked = z.tuple([Id, Team]).safeParse([id, team])
  if (!asked.success || !(await goesOn(access, asked.data[0]))) return refused(NO_CAMPAIGN)
  const [campaignId, ofTeam] = asked.data
  const digest = Digest.safeParse(form instanceof FormData ? form.get('digest') : null)
  try {
    const target = await findTarget(access.organisationId)
    if (!target) return refused(NO_WEBHOOK)
    const reminder = await writeChannelReminder(target, campaignId, ofTeam ?? undefined)
    if (!reminder) return refused(SECRET)
    if (!digest.success || digest.data !== reminder.digest) return refused(CHANGED)
    if (!(await claimReminder(access, campaignId))) {
      return refused('It was sent less than a minute ago. It is not sent twice.')
    }
    const failure = await deliver(target, plainText(reminder.text), { counts: false })
    await noteReminder(BigInt(campaignId), access.viewerId, failure)
    revalidatePath(`/orgs/${access.login}/campaigns/${campaignId}`)
    log().info({ ...about(access, campaignId), delivered: failure === null }, 'sent a reminder of a campaign')
    return failure === null ? { ok: true, done: 'Sent.' } : refused(failure)
  } catch (error) {
    return answerFailure(error, 'The reminder could not be sent.')
  }
}

/** Stores on which weekday and hour (UTC) a campaign is told of every week; without a weekday it is not. */
export async function saveCampaignReminder(
  org: string,
  id: string,
  _last: unknown,
  form: FormData,
): Promise<ReminderAnswer> {
  const access = await ownerOf(org)
  if (!access) return refused(NOT_YOURS)
  const campaignId = Id.safeParse(id)
  if (!campaignId.success || !(await goesOn(access, campaignId.data))) return refused(NO_CAMPAIGN)
  const input = Weekly.safeParse(form instanceof FormData ? Object.fromEntries(form) : form)
  if (!input.success) return refused('Choose a weekday or none, and an hour from 0 to 23.')
  const { weekday, hour } = input.data
  const weekly = weekday === '' ? null : { weekday, hour }
  try {
    if (weekly && !(await findTarget(access.organisationId))) return refused(NO_WEBHOOK)
    if (!(await storeWeekly(access, campaignId.data, weekly))) return refused(NO_CAMPAIGN)
    revalidatePath(`/orgs/${access.login}/campaigns/${campaignId.data}`)
    log().info({ ...about(access, campaignId.data), weekly }, 'changed the weekly reminder of a campaign')
    return { ok: true, done: weekly ? 'Saved.' : 'Saved: nobody is reminded every week.' }
  } catch (error) {
    return answerFailure(error, 'The reminder could not be saved.')
  }
}

async function ownerOf(org: string): Promise<OrgAccess | null> {
  const login = Login.safeParse(org)
  if (!login.success) return null
  const access = await requireOrgAccess(login.data)
  return access.role === 'admin' ? access : null
}

async function goesOn(access: OrgAccess, id: string): Promise<boolean> {
  const campaign = await readCampaign(access, id)
  return campaign !== null && campaign.endedOn === null
}

function about({ login, viewerId }: OrgAccess, campaign: string) {
  return { organisation: login, campaign, viewerId: String(viewerId) }
}
