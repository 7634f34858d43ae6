'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { claimTest, findTarget } from '@/lib/data/message-delivery'
import { removeNotifications, SCOPES, storeNotifications } from '@/lib/data/notifications'
import { log } from '@/lib/log'
import { deliver, sealAddress } from '@/lib/notifications/deliver'
import { testText } from '@/lib/notifications/message-texts'
import { checkWebhookAddress } from '@/lib/notifications/webhook-address'
import { answerFailure } from './answer'

/** `done` is a sentence for a person. */
export type NotificationsAnswer =
  | { readonly ok: true; readonly done: string }
  | { readonly ok: false; readonly error: string }

const Login = z.string().min(1).max(100)
const Form = z.object({
  address: z.string().trim().max(500),
  scope: z.enum(SCOPES),
  dailyHour: z
    .string()
    .regex(/^(|[01]?\d|2[0-3])$/)
    .transform((hour) => (hour === '' ? null : Number(hour))),
  onRegression: z
    .literal('on')
    .nullish()
    .transform((value) => value === 'on'),
})

const refused = (error: string): NotificationsAnswer => ({ ok: false, error })
const NOT_YOURS = 'Only owners of the organisation may change its notifications. Ask one of them.'
const NOTHING_STORED = 'There is no webhook yet. Save its address first.'

/** Stores where messages go and what they are about; without an address the stored one stays. */
export async function saveNotifications(org: string, _last: unknown, form: FormData): Promise<NotificationsAnswer> {
  const access = await ownerOf(org)
  if (!access) return refused(NOT_YOURS)
  const input = Form.safeParse(form instanceof FormData ? Object.fromEntries(form) : form)
  if (!input.success) {
    return refused('Choose which repositories messages name, and an hour from 0 to 23 for the summary or none.')
  }
  const { address, ...choice } = input.data
  if (choice.dailyHour === null && !choice.onRegression) {
    return refused('Choose what messages are about: a daily summary, regressions or both.')
  }
  try {
    const sealed = address === '' ? null : sealAddress(access.organisationId, await checkWebhookAddress(address))
    if (!(await storeNotifications(access, choice, sealed))) return refused('Enter the address of the webhook.')
    revalidatePath(`/orgs/${access.login}/settings`)
    log().info({ organisation: access.login, viewerId: String(access.viewerId), ...choice }, 'changed notifications')
    return { ok: true, done: 'Saved.' }
  } catch (error) {
    return answerFailure(error, 'The notifications could not be saved.')
  }
}

/** Sends one message, so that an owner sees that it arrives. */
export async function sendTestMessage(org: string): Promise<NotificationsAnswer> {
  const access = await ownerOf(org)
  if (!access) return refused(NOT_YOURS)
  try {
    const target = await findTarget(access.organisationId)
    if (!target) return refused(NOTHING_STORED)
    if (!(await claimTest(access.organisationId))) return refused('A message was sent just now. Wait a few seconds.')
    const failure = await deliver(target, testText(target), { counts: false })
    revalidatePath(`/orgs/${access.login}/settings`)
    return failure === null ? { ok: true, done: 'Delivered. Look whether it shows in the channel.' } : refused(failure)
  } catch (error) {
    return answerFailure(error, 'The message could not be sent.')
  }
}

/** Forgets the address: nothing is sent any more. */
export async function forgetNotifications(org: string): Promise<NotificationsAnswer> {
  const access = await ownerOf(org)
  if (!access) return refused(NOT_YOURS)
  try {
    if (!(await removeNotifications(access))) return refused(NOTHING_STORED)
    revalidatePath(`/orgs/${access.login}/settings`)
    log().info({ organisation: access.login, viewerId: String(access.viewerId) }, 'removed notifications')
    return { ok: true, done: 'Removed. Nothing is sent any more.' }
  } catch (error) {
    return answerFailure(error, 'The notifications could not be removed.')
  }
}

async function ownerOf(org: string): Promise<OrgAccess | null> {
  const login = Login.safeParse(org)
  if (!login.success) return null
  const access = await requireOrgAccess(login.data)
  return access.role === 'admin' ? access : null
}
