import 'server-only'
import { z } from 'zod'
import { forgetTokensOf } from '@/lib/data/github-tokens'
import { forgetVisibilitiesOf } from '@/lib/data/visibility'
import { Id } from './payloads'
import { HANDLED, webhook } from './webhook'

/** A person took back what they allowed the App: their token is forgotten, which signs them out. */
export const appAuthorization = webhook({
  actions: ['revoked'],
  payload: z.object({ sender: z.object({ id: Id }) }),
  async handle({ sender }) {
    const userId = BigInt(sender.id)
    await forgetTokensOf(userId)
    await forgetVisibilitiesOf({ userId })
    return HANDLED
  },
})
