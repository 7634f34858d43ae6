import 'server-only'
import { z } from 'zod'
import { asScanner } from '@/lib/auth/scanner'
import { removeMembership, renameOrganisation, setMembership } from '@/lib/data/organisation-changes'
import { forgetVisibilitiesOf, renewVisibilitiesOf } from '@/lib/data/visibility'
import { wayIn } from '@/lib/env'
import { nullIf } from '@/lib/errors'
import { fetchOrganisation } from '@/lib/github/viewer'
import { followInstallation } from './follow-installation'
import { Login, Person, toPerson } from './payloads'
import { HANDLED, ignored, type Outcome, organisationWebhook } from './webhook'

const Organization = z.object({
  organization: z.object({ login: Login }),
  membership: z.object({ role: z.string(), user: Person.nullable() }).nullish(),
})

/** Who belongs to an organisation, and whether it is still there and called as it was. */
export const organization = organisationWebhook({
  actions: ['member_added', 'member_removed', 'renamed', 'deleted'],
  payload: Organization,
  async handle(payload, { action, organisationId, installationId }) {
    if (action === 'renamed') return follow(organisationId, payload.organization.login)
    if (action === 'deleted') {
      await forgetVisibilitiesOf({ organisationId })
      if (wayIn() === 'app' && installationId !== null) await followInstallation(installationId)
      return HANDLED
    }
    const { user, role } = payload.membership ?? {}
    if (!user) return ignored('The person has no account any more.')
    const person = toPerson(user)
    const whose = { userId: person.githubId, organisationId }
    await (action === 'member_added' ? renewVisibilitiesOf(whose) : forgetVisibilitiesOf(whose))
    if (action === 'member_removed') await removeMembership(organisationId, person.githubId)
    else await setMembership(organisationId, person, role === 'admin' ? 'admin' : 'member')
    return HANDLED
  },
})

/** An older name that is told late leads to nothing or to somebody else. */
async function follow(organisationId: bigint, login: string): Promise<Outcome> {
  const now = await asScanner(organisationId, null, (client) =>
    fetchOrganisation(client, login).catch(nullIf('not-found')),
  )
  if (now?.githubId !== organisationId) return ignored('The organisation has yet another name by now.')
  await renameOrganisation(organisationId, now.login)
  return HANDLED
}
