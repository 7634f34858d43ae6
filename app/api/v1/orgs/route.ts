import { answering } from '@/lib/api/answer'
import { OPERATIONS } from '@/lib/api/operations'
import { describeOrganisation } from '@/lib/api/resources/organisation'
import { refreshViewerOrganisations } from '@/lib/auth/viewer-organisations'
import { readOrganisations } from '@/lib/data/organisations'

export const GET = answering(OPERATIONS.listOrganisations, async ({ caller }) => {
  await refreshViewerOrganisations(caller.viewerId)
  const organisations = await readOrganisations(caller.viewerId)
  return { body: { organisations: organisations.map(describeOrganisation) } }
})
