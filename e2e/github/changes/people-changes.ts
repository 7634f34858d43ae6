import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { next } from '../apps/registration'
import { same } from '../names'
import { type OrganisationDescription, UserDescription } from '../organisation'
import { membershipShape } from '../rest/organisation-shapes'
import type { ChangeHandlers } from './change-handlers'
import { organisationIn, personIn } from './find'
import { emitMembership } from './team-changes'

/** Who belongs to an organisation, and what it is called. */
export const peopleChanges: ChangeHandlers<
  'add-person' | 'rename-organisation' | 'set-base-permission' | 'add-member' | 'set-member-role' | 'remove-member'
> = {
  async 'add-person'({ host }, { login, id: wanted, name, email }) {
    return host.update((draft) => {
      const id =
        wanted ??
        next(
          draft.users.map((each) => each.id),
          0,
        )
      draft.users.push(UserDescription.parse({ id, login, name, email }))
      return { id }
    })
  },

  async 'rename-organisation'({ host, webhooks }, { owner, login, sender }) {
    const { login: from } = organisationIn(host.description, owner)
    const folder = (name: string) => join(host.root, 'repositories', name)
    await host.update(
      (draft) => {
        const organisation = organisationIn(draft, owner)
        organisation.login = login
        for (const app of draft.apps) {
          if (same(from, app.owner)) app.owner = login
          for (const installation of app.installations) {
            if (same(installation.organisation, from)) installation.organisation = login
          }
        }
        for (const { id, name } of organisation.repositories) {
          draft.formerNames.push({ owner: from, name, repository: id })
        }
      },
      () => rename(folder(from), folder(login)),
    )
    const organisation = organisationIn(host.description, login)
    const payload = { changes: { login: { from } } }
    await webhooks.emit({ event: 'organization', action: 'renamed', organisation, sender, payload })
    return { from }
  },

  async 'set-base-permission'({ host }, { owner, permission }) {
    await host.update((draft) => {
      organisationIn(draft, owner).basePermission = permission
    })
    return {}
  },

  async 'add-member'({ host, webhooks }, { owner, login, role, sender }) {
    await host.update((draft) => {
      const { members } = organisationIn(draft, owner)
      const user = personIn(draft, login)
      if (members.some((each) => each.login === user.login)) throw new Error(`${login} belongs to ${owner} already.`)
      members.push({ login: user.login, role })
    })
    const organisation = organisationIn(host.description, owner)
    const payload = { membership: membershipShape(host, organisation, personIn(host.description, login).login) }
    await webhooks.emit({ event: 'organization', action: 'member_added', organisation, sender, payload })
    return {}
  },

  async 'set-member-role'({ host }, { owner, login, role }) {
    // GitHub tells no App of this.
    await host.update((draft) => {
      memberIn(organisationIn(draft, owner), login).role = role
    })
    return {}
  },

  async 'remove-member'(context, { owner, login, sender }) {
    const { host, webhooks } = context
    const before = organisationIn(host.description, owner)
    const member = memberIn(before, login)
    const membership = membershipShape(host, before, member.login)
    const left = before.teams.filter((team) => team.members.includes(member.login))
    await host.update((draft) => {
      const organisation = organisationIn(draft, owner)
      organisation.members = organisation.members.filter((each) => each.login !== member.login)
      for (const team of organisation.teams) team.members = team.members.filter((each) => each !== member.login)
    })
    const organisation = organisationIn(host.description, owner)
    for (const team of left) await emitMembership(context, 'removed', organisation, team, member.login, sender)
    await webhooks.emit({
      event: 'organization',
      action: 'member_removed',
      organisation,
      sender,
      payload: { membership },
    })
    return {}
  },
}

function memberIn(organisation: OrganisationDescription, login: string) {
  const member = organisation.members.find((each) => same(each.login, login))
  if (!member) throw new Error(`${login} does not belong to ${organisation.login}.`)
  return member
}
