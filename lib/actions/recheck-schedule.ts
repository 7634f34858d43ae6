'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { requireOrgAccess } from '@/lib/auth/access'
import { storeRecheckHour } from '@/lib/data/recheck-schedule'
import { log } from '@/lib/log'
import { answerFailure } from './answer'

/** `done` is a sentence for a person. */
export type ScheduleAnswer =
  | { readonly ok: true; readonly done: string }
  | { readonly ok: false; readonly error: string }

const Login = z.string().min(1).max(100)
const Form = z.object({
  recheckHour: z
    .string()
    .regex(/^(|[01]?\d|2[0-3])$/)
    .transform((hour) => (hour === '' ? null : Number(hour))),
})

/** Stores at which hour (UTC) the whole organisation is looked at each day, or that it is not. */
export async function saveRecheckHour(org: string, _last: unknown, form: FormData): Promise<ScheduleAnswer> {
  const login = Login.safeParse(org)
  const access = login.success ? await requireOrgAccess(login.data) : null
  if (access?.role !== 'admin') {
    return { ok: false, error: 'Only owners of the organisation may change this. Ask one of them.' }
  }
  const input = Form.safeParse(form instanceof FormData ? Object.fromEntries(form) : form)
  if (!input.success) return { ok: false, error: 'Choose an hour from 0 to 23, or no re-check.' }
  try {
    const isChanged = await storeRecheckHour(access, input.data.recheckHour)
    revalidatePath(`/orgs/${access.login}/settings`)
    log().info({ organisation: access.login, viewerId: String(access.viewerId), ...input.data }, 'changed the schedule')
    return { ok: true, done: isChanged ? 'Saved.' : 'Nothing changed.' }
  } catch (error) {
    return answerFailure(error, 'The schedule could not be saved.')
  }
}
