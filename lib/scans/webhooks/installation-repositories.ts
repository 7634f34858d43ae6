import 'server-only'
import { z } from 'zod'
import { removeRepository } from '@/lib/data/repository-changes'
import { forgetVisibilitiesOf, renewVisibilitiesOf } from '@/lib/data/visibility'
import { wayIn } from '@/lib/env'
import { startOrganisationScan } from '../start-scan'
import { followInstallation } from './follow-installation'
import { followRepository, scanIfCounted } from './follow-repository'
import { NO_APP, OF_A_PERSON } from './installation'
import { Id } from './payloads'
import { HANDLED, ignored, type Outcome, webhook } from './webhook'

/** More are read by one listing of the organisation than one by one. */
const MOST_SINGLE = 20
const WAIT_MS = 2 * 60_000
/** The daily scan comes soon enough for what waited longer. */
const LONGEST_WAIT_MS = 6 * 3600_000

const Repositories = z.array(z.object({ id: Id })).max(10_000)

/** The App may read other repositories than before. */
export const installationRepositories = webhook({
  actions: ['added', 'removed'],
  payload: z.object({
    installation: z.object({ id: Id }),
    repositories_added: Repositories,
    repositories_removed: Repositories,
  }),
  async handle(payload, { action, organisationId: told, receivedAt }) {
    if (wayIn() !== 'app') return NO_APP
    if (told !== null) {
      await (action === 'added' ? renewVisibilitiesOf : forgetVisibilitiesOf)({ organisationId: told })
    }
    const now = await followInstallation(BigInt(payload.installation.id))
    if (now.state === 'of-a-person') return OF_A_PERSON
    if (now.state !== 'installed') return ignored('The App is not installed there any more, or is suspended.')
    const { organisationId } = now
    const { repositories_added: added, repositories_removed: removed } = payload
    if (added.length + removed.length > MOST_SINGLE) return scanAll(organisationId, receivedAt)
    for (const { id } of removed) {
      const absence = await followRepository(organisationId, BigInt(id))
      if (absence !== null) await removeRepository(organisationId, BigInt(id), 'The GitHub App may no longer read it.')
    }
    for (const { id } of added) {
      const absence = await followRepository(organisationId, BigInt(id))
      if (absence === null) await scanIfCounted(organisationId, BigInt(id))
    }
    return HANDLED
  },
})

/** A scan under way may have listed the organisation before, so another one follows it. */
async function scanAll(organisationId: bigint, receivedAt: Date): Promise<Outcome> {
  const { isNew } = await startOrganisationScan(organisationId, { trigger: 'webhook', startedById: null })
  if (isNew || Date.now() - receivedAt.getTime() > LONGEST_WAIT_MS) return HANDLED
  const reason = 'It waits for the scan that is under way, so that another one lists what changed.'
  return { status: 'later', reason, at: new Date(Date.now() + WAIT_MS) }
}
