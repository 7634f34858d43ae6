import 'server-only'
import { z } from 'zod'
import { forgetVisibilitiesOf } from '@/lib/data/visibility'
import { wayIn } from '@/lib/env'
import { startOrganisationScan } from '../start-scan'
import { followInstallation } from './follow-installation'
import { Id } from './payloads'
import { HANDLED, ignored, webhook } from './webhook'

export const NO_APP = ignored('It is about a GitHub App, and none is configured here.')
export const OF_A_PERSON = ignored('The App was installed for a person, whose repositories are not audited.')

/** The App was installed, suspended or removed, or may do something else: where it may read, a scan begins by itself. */
export const installation = webhook({
  actions: ['created', 'deleted', 'suspend', 'unsuspend', 'new_permissions_accepted'],
  payload: z.object({ installation: z.object({ id: Id }) }),
  async handle(payload, { action, organisationId }) {
    if (wayIn() !== 'app') return NO_APP
    if (organisationId !== null && action !== 'created') await forgetVisibilitiesOf({ organisationId })
    const now = await followInstallation(BigInt(payload.installation.id))
    if (now.state === 'of-a-person') return OF_A_PERSON
    if (now.state === 'installed') {
      await startOrganisationScan(now.organisationId, { trigger: 'webhook', startedById: null })
    }
    return HANDLED
  },
})
