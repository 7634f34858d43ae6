import 'server-only'
import { z } from 'zod'
import { removeRepository } from '@/lib/data/repository-changes'
import { findRepositoryToScan } from '@/lib/data/scan-items'
import { forgetVisibilitiesOf, renewVisibilitiesOf } from '@/lib/data/visibility'
import { followRepository, scanIfCounted } from './follow-repository'
import { Id } from './payloads'
import { HANDLED, ignored, organisationWebhook } from './webhook'

/** Of these nobody sees less than before, but of what is deleted, which is removed here as well. */
const GROWS_ACCESS = ['created', 'deleted', 'transferred', 'publicized']
const CHANGES_ACCESS = [...GROWS_ACCESS, 'privatized']
const MAY_BRING_CODE = ['created', 'transferred', 'unarchived', 'edited']
/** What may be edited and shows here. */
const EDITED = ['default_branch', 'description']

const Repository = z.object({
  repository: z.object({ id: Id }),
  changes: z
    .record(z.string(), z.unknown())
    .optional()
    .transform((changes) => changes && Object.fromEntries(EDITED.filter((name) => name in changes).map(keep))),
})

/** What happened to a repository itself; what it is like now, GitHub is asked by its number. */
export const repository = organisationWebhook({
  actions: [...CHANGES_ACCESS, 'renamed', 'archived', 'unarchived', 'edited'],
  payload: Repository,
  skip({ changes = {} }, action) {
    return action === 'edited' && Object.keys(changes).length === 0 ? 'Nothing was edited that shows here.' : null
  },
  async handle(payload, { action, organisationId }) {
    const repositoryId = BigInt(payload.repository.id)
    if (CHANGES_ACCESS.includes(action)) {
      const known = await findRepositoryToScan(repositoryId)
      const before = known?.organisationId ?? organisationId
      if (before !== organisationId) await forgetVisibilitiesOf({ organisationId: before })
      await (GROWS_ACCESS.includes(action) ? renewVisibilitiesOf : forgetVisibilitiesOf)({ organisationId })
    }
    const absence = await followRepository(organisationId, repositoryId)
    if (absence !== null && action === 'deleted') {
      await removeRepository(organisationId, repositoryId, 'It was deleted on GitHub.')
      return HANDLED
    }
    if (absence !== null) return ignored(absence)
    if (action === 'deleted') return ignored('GitHub still shows this repository.')
    if (MAY_BRING_CODE.includes(action)) await scanIfCounted(organisationId, repositoryId)
    return HANDLED
  },
})

function keep(name: string): [string, true] {
  return [name, true]
}
