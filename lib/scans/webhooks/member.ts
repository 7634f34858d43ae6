import 'server-only'
import { z } from 'zod'
import { forgetVisibilitiesOf, renewVisibilitiesOf } from '@/lib/data/visibility'
import { Id } from './payloads'
import { HANDLED, ignored, organisationWebhook } from './webhook'

/** Somebody was given a repository for themselves, or it was taken away: GitHub is asked anew what they may see. */
export const member = organisationWebhook({
  actions: ['added', 'removed', 'edited'],
  payload: z.object({ member: z.object({ id: Id }).nullable() }),
  async handle(payload, { action, organisationId }) {
    if (!payload.member) return ignored('The person has no account any more.')
    const whose = { userId: BigInt(payload.member.id), organisationId }
    await (action === 'added' ? renewVisibilitiesOf(whose) : forgetVisibilitiesOf(whose))
    return HANDLED
  },
})
