'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { HIGHEST_WEIGHT, parseWeights, type Weights } from '@/lib/checks/weights'
import { storeWeights } from '@/lib/data/store-weights'
import { previewWeights, type WeightsPreview } from '@/lib/data/weights-preview'
import { log } from '@/lib/log'
import { answerFailure } from './answer'

export type WeightsAnswer =
  /** What the form says now and would change; nothing is stored. */
  | { readonly ok: true; readonly weights: Weights; readonly preview: WeightsPreview }
  /** `done` is a sentence for a person. */
  | { readonly ok: true; readonly done: string }
  /** `weights` is what the form says, where that can be told. */
  | { readonly ok: false; readonly error: string; readonly weights?: Weights }

const Login = z.string().min(1).max(100)
const Weight = z
  .string()
  .trim()
  .regex(/^\d{1,2}$/)
  .transform(Number)
  .pipe(z.number().int().max(HIGHEST_WEIGHT))
const Form = z.object(Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, Weight])))

const NOT_YOURS = { ok: false, error: 'Only owners of the organisation may change this. Ask one of them.' } as const

/** Shows what other weights would change, or stores them and counts all scores anew when the form's `intent` says so. */
export async function saveWeights(org: string, _last: unknown, form: FormData): Promise<WeightsAnswer> {
  const access = await ownerOf(org)
  if (!access) return NOT_YOURS
  const read = readForm(form)
  if (!read.ok) return read
  const { weights } = read
  try {
    if (form.get('intent') !== 'save') return { ok: true, weights, preview: await previewWeights(access, weights) }
    return await store(access, weights, 'Saved. All scores are counted by them now, those of the past included.')
  } catch (error) {
    return { ...answerFailure(error, 'The weights could not be saved, and no score was changed.'), weights }
  }
}

/** Goes back to the standard weights. */
export async function resetWeights(org: string): Promise<Extract<WeightsAnswer, { done: string } | { ok: false }>> {
  const access = await ownerOf(org)
  if (!access) return NOT_YOURS
  try {
    return await store(access, null, 'The standard weights hold again, for all scores.')
  } catch (error) {
    return answerFailure(error, 'The weights could not be changed, and no score was.')
  }
}

async function store(access: OrgAccess, weights: Weights | null, done: string) {
  const started = performance.now()
  const isChanged = await storeWeights(access, weights)
  const ms = Math.round(performance.now() - started)
  revalidatePath(`/orgs/${access.login}`, 'layout')
  log().info(
    { organisation: access.login, viewerId: String(access.viewerId), weights, isChanged, ms },
    'changed the weights',
  )
  return { ok: true, done: isChanged ? done : 'Nothing changed.' } as const
}

type ReadForm = { readonly ok: true; readonly weights: Weights } | Extract<WeightsAnswer, { ok: false }>

function readForm(form: FormData): ReadForm {
  const given = form instanceof FormData ? CHARACTERISTICS.map(({ id }) => [id, form.get(id)] as const) : []
  const read = Form.safeParse(Object.fromEntries(given))
  if (!read.success) return { ok: false, error: `Each weight is a whole number from 0 to ${HIGHEST_WEIGHT}.` }
  const parsed = parseWeights(read.data)
  return parsed.ok ? parsed : { ok: false, error: parsed.problem, weights: read.data as Weights }
}

async function ownerOf(org: string): Promise<OrgAccess | null> {
  const login = Login.safeParse(org)
  if (!login.success) return null
  const access = await requireOrgAccess(login.data)
  return access.role === 'admin' ? access : null
}
