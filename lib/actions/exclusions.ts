'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { addExclusion, type ExclusionPreview, previewExclusion, removeExclusion } from '@/lib/data/exclusions'
import { log } from '@/lib/log'
import { answerFailure } from './answer'

export type ExclusionAnswer =
  /** What the pattern would leave out; nothing is stored. */
  | { readonly ok: true; readonly preview: ExclusionPreview; readonly reason: string }
  /** `done` is a sentence for a person. */
  | { readonly ok: true; readonly done: string }
  | { readonly ok: false; readonly error: string }

const Login = z.string().min(1).max(100)
const Id = z.string().regex(/^\d{1,18}$/)
const NO_PATTERN = 'A pattern is a name of letters, digits, dots and dashes, with * for any of them.'
const Pattern = z
  .string(NO_PATTERN)
  .trim()
  .regex(/^[\w.*?-]{1,100}$/, NO_PATTERN)
  .regex(/[\w.-]/, 'Give a part of a name, too: * alone would leave out every repository.')
const Reason = z.string().trim().min(3).max(300)

const NOT_YOURS = { ok: false, error: 'Only owners of the organisation may change this. Ask one of them.' } as const

/** Shows what a pattern would leave out, or with `intent` "save" in the form leaves it out, for a reason. */
export async function excludeRepositories(org: string, _last: unknown, form: FormData): Promise<ExclusionAnswer> {
  const access = await ownerOf(org)
  if (!access) return NOT_YOURS
  const fields: Record<string, unknown> = form instanceof FormData ? Object.fromEntries(form) : {}
  const pattern = Pattern.safeParse(fields.pattern)
  if (!pattern.success) {
    return { ok: false, error: pattern.error.issues[0]?.message ?? NO_PATTERN }
  }
  const reason = Reason.safeParse(fields.reason)
  if (!reason.success) return { ok: false, error: 'Say in 3 to 300 characters why these do not count.' }
  try {
    if (fields.intent !== 'save') {
      return { ok: true, preview: await previewExclusion(access, pattern.data), reason: reason.data }
    }
    await addExclusion(access, pattern.data, reason.data)
    return finish(access, `What matches “${pattern.data}” does not count any more.`)
  } catch (error) {
    return answerFailure(error, 'The exclusion could not be saved.')
  }
}

/** Lets count again what an exclusion left out. */
export async function endExclusion(
  org: string,
  id: string,
): Promise<Extract<ExclusionAnswer, { done: string } | { ok: false }>> {
  const access = await ownerOf(org)
  if (!access) return NOT_YOURS
  const exclusion = Id.safeParse(id)
  try {
    if (!exclusion.success || !(await removeExclusion(access, BigInt(exclusion.data)))) {
      return { ok: false, error: 'There is no such exclusion. It may have been removed.' }
    }
    return finish(access, 'Removed.')
  } catch (error) {
    return answerFailure(error, 'The exclusion could not be removed.')
  }
}

function finish(access: OrgAccess, done: string) {
  revalidatePath(`/orgs/${access.login}`, 'layout')
  log().info({ organisation: access.login, viewerId: String(access.viewerId) }, 'changed the exclusions')
  return { ok: true, done } as const
}

async function ownerOf(org: string): Promise<OrgAccess | null> {
  const login = Login.safeParse(org)
  if (!login.success) return null
  const access = await requireOrgAccess(login.data)
  return access.role === 'admin' ? access : null
}
