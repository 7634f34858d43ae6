'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { requireOperator } from '@/lib/auth/operator'
import { log } from '@/lib/log'
import { retryFailures } from '@/lib/scans/retry-failures'
import { answerFailure } from './answer'

/** `done` is a sentence for a person. */
export type RetryAnswer = { readonly ok: true; readonly done: string } | { readonly ok: false; readonly error: string }

const Form = z.union([
  z.object({ id: z.string().regex(/^[1-9]\d{0,17}$/) }).transform(({ id }) => ({ id: BigInt(id) })),
  z.object({ task: z.string().min(1).max(100), code: z.string().min(1).max(100) }),
])

const NOTHING = 'There is nothing left to ask for: somebody did already, or what it was about is gone.'

/** Asks for a job that was given up again, or for all of a task that failed for the same reason. */
export async function retryFailedJobs(_last: unknown, form: FormData): Promise<RetryAnswer> {
  const operator = await requireOperator()
  const input = Form.safeParse(form instanceof FormData ? Object.fromEntries(form) : form)
  if (!input.success) return { ok: false, error: 'Choose what to ask for again.' }
  try {
    const asked = await retryFailures(input.data)
    log().info({ viewerId: String(operator.id), asked }, 'asked for failed jobs again')
    revalidatePath('/operations')
    if (asked === 0) return { ok: false, error: NOTHING }
    return { ok: true, done: asked === 1 ? 'Asked for one job again.' : `Asked for ${asked} jobs again.` }
  } catch (error) {
    return answerFailure(error, 'The jobs could not be asked for again.')
  }
}
