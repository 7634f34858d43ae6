import 'server-only'
import { z } from 'zod'
import { forgetTokensOf } from '@/lib/data/github-tokens'
import { forgetVisibilitiesOf } from '@/lib/data/visibility'
import { wayIn } from '@/lib/env'
import { NO_APP } from './installation'
import { Id } from './payloads'
import { HANDLED, webhook } from './webhook'

/** A person took back what they allowed the App: their token is forgotten, which signs them out. */
export const appAuthorization = webhook({
  actions: ['revoked'],
  payload: z.object({ sender: z.object({ id: Id }) }),
  async handle({ sender }) {
    if (wayIn() !== 'app') return NO_APP
    const userId = BigInt(sender.id)
    await forgetTokensOf(userId)
    await forgetVisibilitiesOf({ userId })
    return HANDLED
  },
})
