'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { inOrder, type ReadyBar } from '@/lib/data/ready'
import { previewReadyBar, type ReadyPreview, storeReadyBar } from '@/lib/data/ready-bar'
import { log } from '@/lib/log'
import { answerFailure } from './answer'

export type ReadyBarAnswer =
  /** What the form says now and would change; nothing is stored. */
  | { readonly ok: true; readonly bar: ReadyBar; readonly preview: ReadyPreview }
  /** `done` is a sentence for a person. */
  | { readonly ok: true; readonly done: string }
  | { readonly ok: false; readonly error: string }

const Login = z.string().min(1).max(100)
const Score = z
  .string()
  .trim()
  .min(1)
  .max(10)
  .transform((text) => Number(text.replace(',', '.')))
  .pipe(z.number().min(0).max(100))
const MustNotFail = z.array(z.enum(CHARACTERISTICS.map(({ id }) => id))).max(CHARACTERISTICS.length)

const NOT_YOURS = { ok: false, error: 'Only owners of the organisation may change this. Ask one of them.' } as const

/** Shows what a bar for "ready" would change, or stores it when the form's `intent` says so. */
export async function saveReadyBar(org: string, _last: unknown, form: FormData): Promise<ReadyBarAnswer> {
  const access = await ownerOf(org)
  if (!access) return NOT_YOURS
  const bar = readBar(form)
  if (!bar) return { ok: false, error: 'The lowest score is a number from 0 to 100.' }
  try {
    if (form.get('intent') !== 'save') return { ok: true, bar, preview: await previewReadyBar(access, bar) }
    return await store(access, bar, 'Saved.')
  } catch (error) {
    return answerFailure(error, 'The bar could not be saved.')
  }
}

/** Goes back to the bar of Airworthy. */
export async function resetReadyBar(org: string): Promise<Extract<ReadyBarAnswer, { done: string } | { ok: false }>> {
  const access = await ownerOf(org)
  if (!access) return NOT_YOURS
  try {
    return await store(access, null, 'The bar of Airworthy holds again.')
  } catch (error) {
    return answerFailure(error, 'The bar could not be changed.')
  }
}

async function store(access: OrgAccess, bar: ReadyBar | null, done: string) {
  const isChanged = await storeReadyBar(access, bar)
  revalidatePath(`/orgs/${access.login}`, 'layout')
  log().info({ organisation: access.login, viewerId: String(access.viewerId), bar, isChanged }, 'changed the ready bar')
  return { ok: true, done: isChanged ? done : 'Nothing changed.' } as const
}

function readBar(form: FormData): ReadyBar | null {
  if (!(form instanceof FormData)) return null
  const score = Score.safeParse(form.get('readyScore'))
  const chosen = MustNotFail.safeParse(form.getAll('mustNotFail'))
  return score.success && chosen.success ? { score: score.data, mustNotFail: inOrder(chosen.data) } : null
}

async function ownerOf(org: string): Promise<OrgAccess | null> {
  const login = Login.safeParse(org)
  if (!login.success) return null
  const access = await requireOrgAccess(login.data)
  return access.role === 'admin' ? access : null
}
