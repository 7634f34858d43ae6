'use server'

import { z } from 'zod'
import { requireRepositoryAccess } from '@/lib/auth/access'
import { askForSignals } from '@/lib/scans/read-signals'
import { answerFailure } from './answer'

const Name = z.string().min(1).max(100)

export type SignalsAnswer = { readonly ok: true } | { readonly ok: false; readonly error: string }

/** Asks GitHub again what it says of a repository; the answer is on the page a moment later. */
export async function readSignalsAgain(org: string, name: string): Promise<SignalsAnswer> {
  const input = z.tuple([Name, Name]).safeParse([org, name])
  if (!input.success) return { ok: false, error: 'This is not the name of a repository.' }
  const access = await requireRepositoryAccess(...input.data)
  try {
    await askForSignals(access.repositoryId, access.viewerId)
    return { ok: true }
  } catch (error) {
    return answerFailure(error, 'GitHub could not be asked.')
  }
}
