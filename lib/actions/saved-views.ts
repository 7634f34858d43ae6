'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { deleteSavedView, renameSavedView, storeSavedView } from '@/lib/data/saved-views'
import { answerFailure } from './answer'

/** `done` is a sentence for a person. */
export type ViewAnswer = { readonly ok: true; readonly done: string } | { readonly ok: false; readonly error: string }

const Login = z.string().min(1).max(100)
const Id = z.string().regex(/^\d{1,18}$/)
const Search = z.string().max(4000)
const ViewName = z.string().trim().min(1).max(60)
const Form = z.object({ name: ViewName, shared: z.literal('on').nullish() })

const NO_NAME: ViewAnswer = { ok: false, error: 'Name the view with 1 to 60 characters.' }
const NO_VIEW: ViewAnswer = { ok: false, error: 'There is no view of yours like this. It may have been deleted.' }

/** Saves what an address asks for under the name in the form: for the person, or by an owner for everybody. */
export async function saveView(org: string, search: string, _last: unknown, form: FormData): Promise<ViewAnswer> {
  const access = await accessTo(org)
  if (!access) return NO_VIEW
  const input = Form.safeParse(fieldsOf(form))
  const address = Search.safeParse(search)
  if (!input.success || !address.success) return NO_NAME
  const isShared = input.data.shared === 'on'
  if (isShared && access.role !== 'admin') {
    return {
      ok: false,
      error: 'Only owners of the organisation may share a view with everybody. Save it for yourself.',
    }
  }
  const { name } = input.data
  return finish(access, 'The view could not be saved.', async () => {
    await storeSavedView(access, { name, search: address.data, isShared })
    return `Saved as “${name}”${isShared ? ' for everybody' : ''}.`
  })
}

/** Gives a view of the person, or by an owner one of the organisation, another name. */
export async function renameView(org: string, id: string, _last: unknown, form: FormData): Promise<ViewAnswer> {
  const access = await accessTo(org)
  const view = Id.safeParse(id)
  if (!access || !view.success) return NO_VIEW
  const input = Form.safeParse(fieldsOf(form))
  if (!input.success) return NO_NAME
  const { name } = input.data
  return finish(access, 'The view could not be renamed.', async () =>
    (await renameSavedView(access, view.data, name)) ? `Renamed to “${name}”.` : null,
  )
}

/** Deletes a view of the person, or by an owner one of the organisation. */
export async function deleteView(org: string, id: string): Promise<ViewAnswer> {
  const access = await accessTo(org)
  const view = Id.safeParse(id)
  if (!access || !view.success) return NO_VIEW
  return finish(access, 'The view could not be deleted.', async () =>
    (await deleteSavedView(access, view.data)) ? 'Deleted.' : null,
  )
}

async function accessTo(org: string): Promise<OrgAccess | null> {
  const login = Login.safeParse(org)
  return login.success ? requireOrgAccess(login.data) : null
}

/** `change` answers what was done, or null when there is no such view for this person. */
async function finish(access: OrgAccess, failure: string, change: () => Promise<string | null>): Promise<ViewAnswer> {
  try {
    const done = await change()
    if (done === null) return NO_VIEW
    revalidatePath(`/orgs/${access.login}`)
    return { ok: true, done }
  } catch (error) {
    return answerFailure(error, failure)
  }
}

function fieldsOf(form: FormData): unknown {
  return form instanceof FormData ? Object.fromEntries(form) : form
}
