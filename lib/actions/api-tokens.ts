'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { requireViewer } from '@/lib/auth/access'
import { hashOfToken, mintApiToken } from '@/lib/auth/api-token'
import { deleteApiToken, MOST_TOKENS, storeApiToken } from '@/lib/data/api-tokens'
import { log } from '@/lib/log'
import { answerFailure } from './answer'

const PAGE = '/settings/tokens'

export type NewTokenAnswer =
  | {
      readonly ok: true
      readonly name: string
      /** Shown this once; nothing here can tell it again. */
      readonly token: string
    }
  | { readonly ok: false; readonly error: string }

export type RevokedTokenAnswer =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly error: string }

const NewToken = z.object({
  name: z.string().trim().min(1).max(80),
  days: z.enum(['30', '90', '365']).transform(Number),
})
const TokenId = z.object({ id: z.string().regex(/^[1-9]\d{0,17}$/) })

/** Creates a token that acts as the viewer; it is in the answer and nowhere else. */
export async function createToken(_last: unknown, form: FormData): Promise<NewTokenAnswer> {
  const viewer = await requireViewer()
  const input = NewToken.safeParse(form instanceof FormData ? Object.fromEntries(form) : form)
  if (!input.success) return { ok: false, error: 'A token needs a name of at most 80 characters, and an end.' }
  const { name, days } = input.data
  try {
    const token = mintApiToken()
    const isStored = await storeApiToken(viewer.id, { name, days, hash: hashOfToken(token) })
    if (!isStored) return { ok: false, error: `You have ${MOST_TOKENS} tokens. Revoke one that you no longer use.` }
    log().info({ viewerId: String(viewer.id), days }, 'created a token of the API')
    revalidatePath(PAGE)
    return { ok: true, name, token }
  } catch (error) {
    return answerFailure(error, 'The token could not be created.')
  }
}

/** Ends one of the viewer's own tokens at once. */
export async function revokeToken(_last: unknown, form: FormData): Promise<RevokedTokenAnswer> {
  const viewer = await requireViewer()
  const input = TokenId.safeParse(form instanceof FormData ? Object.fromEntries(form) : form)
  if (!input.success) return { ok: false, error: 'This is no token of yours.' }
  try {
    const name = await deleteApiToken(viewer.id, BigInt(input.data.id))
    if (name === null) return { ok: false, error: 'This is no token of yours; it may be revoked already.' }
    log().info({ viewerId: String(viewer.id), id: input.data.id }, 'revoked a token of the API')
    revalidatePath(PAGE)
    return { ok: true, name }
  } catch (error) {
    return answerFailure(error, 'The token could not be revoked.')
  }
}
