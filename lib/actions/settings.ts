'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { requireOrgAccess } from '@/lib/auth/access'
import {
  isSameSettings,
  type OrganisationSettings,
  readSettingsEffect,
  storeOrganisationSettings,
} from '@/lib/data/organisation-settings'
import { log } from '@/lib/log'
import { answerFailure } from './answer'

export type SettingsAnswer =
  | {
      readonly ok: true
      /** What was replaced, for who wants it back; null when nothing changed. */
      readonly before: OrganisationSettings | null
      /** Visible repositories that count now. */
      readonly counted: number
    }
  | { readonly ok: false; readonly error: string }

const Login = z.string().min(1).max(100)
const Checkbox = z
  .literal('on')
  .nullish()
  .transform((value) => value === 'on')
const Form = z.object({
  includeForks: Checkbox,
  includeArchived: Checkbox,
  includeNonPython: Checkbox,
  pullRequestBar: z
    .string()
    .trim()
    .max(10)
    .transform((text) => (text === '' ? null : Number(text.replace(',', '.'))))
    .pipe(z.number().min(0).max(100).nullable()),
})

/** Stores what the form says, when it comes from an owner of the organisation. */
export async function saveSettings(org: string, _last: unknown, form: FormData): Promise<SettingsAnswer> {
  const login = Login.safeParse(org)
  if (!login.success) return { ok: false, error: 'This is not the name of an organisation.' }
  const access = await requireOrgAccess(login.data)
  if (access.role !== 'admin') {
    return { ok: false, error: 'Only owners of the organisation may change its settings. Ask one of them.' }
  }
  const input = Form.safeParse(form instanceof FormData ? Object.fromEntries(form) : form)
  if (!input.success) {
    return { ok: false, error: 'The lowest score for pull requests is a number from 0 to 100, or empty for none.' }
  }
  const settings = input.data
  try {
    const before = await storeOrganisationSettings(access.organisationId, settings, access.viewerId)
    const { counted } = await readSettingsEffect(access, settings)
    revalidatePath(`/orgs/${access.login}`, 'layout')
    log().info({ organisation: access.login, viewerId: String(access.viewerId), ...settings }, 'changed the settings')
    return { ok: true, before: isSameSettings(before, settings) ? null : before, counted }
  } catch (error) {
    return answerFailure(error, 'The settings could not be saved.')
  }
}
