import 'server-only'
import { z } from 'zod'
import { addTeamMember, removeTeamMember } from '@/lib/data/team-changes'
import { forgetVisibilitiesOf, renewVisibilitiesOf } from '@/lib/data/visibility'
import { Id, Person, toPerson } from './payloads'
import { HANDLED, ignored, organisationWebhook } from './webhook'

const Membership = z.object({
  member: Person.nullable(),
  team: z.object({ id: Id, privacy: z.string().max(60).nullish() }),
})

/** Somebody came to a team or left it: GitHub is asked anew what they may see. */
export const membership = organisationWebhook({
  actions: ['added', 'removed'],
  payload: Membership,
  async handle({ member, team }, { action, organisationId }) {
    if (!member) return ignored('The person has no account any more.')
    const person = toPerson(member)
    const whose = { userId: person.githubId, organisationId }
    await (action === 'added' ? renewVisibilitiesOf(whose) : forgetVisibilitiesOf(whose))
    if (action === 'removed') await removeTeamMember(organisationId, BigInt(team.id), person.githubId)
    else if (team.privacy !== 'secret') await addTeamMember(organisationId, BigInt(team.id), person)
    return HANDLED
  },
})
