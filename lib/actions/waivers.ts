'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { requireRepositoryAccess } from '@/lib/auth/access'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { dayBefore } from '@/lib/data/trend-days'
import { endWaiver, storeWaiver } from '@/lib/data/waivers'
import { log } from '@/lib/log'
import { answerFailure } from './answer'

export type WaiverAnswer = { readonly ok: true } | { readonly ok: false; readonly error: string }

const Name = z.string().min(1).max(100)
const Place = z.tuple([Name, Name, z.enum(CHARACTERISTICS.map(({ id }) => id))])
const Form = z.object({
  reason: z.string().trim().min(10).max(500),
  expiresOn: z.iso.date(),
})
const LONGEST_DAYS = 366

const NO_GAP: WaiverAnswer = { ok: false, error: 'This is not a gap of the repository, so there is nothing to waive.' }
const NOT_YOURS: WaiverAnswer = {
  ok: false,
  error:
    'Only somebody whom GitHub lets write to this repository, or an owner of the organisation, may do this. Ask one of them.',
}

/** Waives one gap of a repository until a day, with a reason. The verdict and the score stay as they are. */
export async function waiveGap(
  org: string,
  name: string,
  characteristic: string,
  _last: unknown,
  form: FormData,
): Promise<WaiverAnswer> {
  const place = Place.safeParse([org, name, characteristic])
  if (!place.success) return NO_GAP
  const [login, repository, id] = place.data
  const access = await requireRepositoryAccess(login, repository)
  if (!access.mayWrite) return NOT_YOURS
  const input = Form.safeParse(form instanceof FormData ? Object.fromEntries(form) : form)
  if (!input.success) return { ok: false, error: 'A waiver needs a reason of 10 to 500 characters, and a last day.' }
  const { expiresOn } = input.data
  if (expiresOn < dayBefore(0) || expiresOn > dayBefore(-LONGEST_DAYS)) {
    return { ok: false, error: 'The last day is today at the earliest and a year from now at the latest.' }
  }
  try {
    const outcome = await storeWaiver(access, id, input.data, access.viewerId)
    if (outcome === 'no-gap') return NO_GAP
    revalidatePath(`/orgs/${access.login}/repositories/${access.repositoryName}`, 'layout')
    if (outcome === 'exists') return { ok: false, error: 'It is waived already. Revoke that waiver first.' }
    log().info({ ...about(access, id), expiresOn }, 'waived a gap')
    return { ok: true }
  } catch (error) {
    return answerFailure(error, 'The waiver could not be stored.')
  }
}

/** Ends a waiver before its last day. */
export async function revokeWaiver(
  org: string,
  name: string,
  characteristic: string,
  waiverId: string,
): Promise<WaiverAnswer> {
  const place = Place.safeParse([org, name, characteristic])
  const id = z
    .string()
    .regex(/^\d{1,18}$/)
    .safeParse(waiverId)
  if (!place.success || !id.success) return { ok: false, error: 'This is not a waiver of the repository.' }
  const [login, repository, of] = place.data
  const access = await requireRepositoryAccess(login, repository)
  if (!access.mayWrite) return NOT_YOURS
  try {
    const wasActive = await endWaiver(access.repositoryId, of, BigInt(id.data), access.viewerId)
    revalidatePath(`/orgs/${access.login}/repositories/${access.repositoryName}`, 'layout')
    if (!wasActive) return { ok: false, error: 'It does not count any more, so there is nothing to revoke.' }
    log().info({ ...about(access, of), waiverId: id.data }, 'revoked a waiver')
    return { ok: true }
  } catch (error) {
    return answerFailure(error, 'The waiver could not be revoked.')
  }
}

function about(
  { login, repositoryName, viewerId }: Awaited<ReturnType<typeof requireRepositoryAccess>>,
  characteristic: string,
) {
  return { repository: `${login}/${repositoryName}`, characteristic, viewerId: String(viewerId) }
}
