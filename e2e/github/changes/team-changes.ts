import { next } from '../apps/registration'
import { type OrganisationDescription, TeamDescription } from '../organisation'
import { userShape } from '../rest/user-shapes'
import { permissionFlags } from '../visibility'
import { repositoryPayload, teamPayload } from '../webhooks/payload'
import type { ChangeContext, ChangeHandlers } from './change-handlers'
import { organisationIn, personIn, repositoryIn, repositoryOf, teamIn } from './find'

/** Teams, their people and their repositories. */
export const teamChanges: ChangeHandlers<
  | 'create-team'
  | 'edit-team'
  | 'delete-team'
  | 'add-team-member'
  | 'remove-team-member'
  | 'grant-team-repository'
  | 'revoke-team-repository'
> = {
  async 'create-team'(context, { change: _, owner, team: slug, id: wanted, sender, ...about }) {
    const id = await context.host.update((draft) => {
      const { teams } = organisationIn(draft, owner)
      if (teams.some((each) => each.slug === slug)) throw new Error(`There is a team ${slug} in ${owner} already.`)
      const all = draft.organisations.flatMap((organisation) => organisation.teams.map((team) => team.id))
      const team = TeamDescription.parse({ id: wanted ?? next(all, 0), slug, ...about })
      teams.push(team)
      return team.id
    })
    await emitTeam(context, 'created', owner, teamIn(context.host.description, owner, slug), sender)
    return { id }
  },

  async 'edit-team'(context, { owner, team: slug, name, description, sender }) {
    const before = teamIn(context.host.description, owner, slug)
    await context.host.update((draft) => {
      const team = teamIn(draft, owner, slug)
      if (name !== undefined) team.name = name
      if (description !== undefined) team.description = description
    })
    const changes = {
      ...(name !== undefined && { name: { from: before.name } }),
      ...(description !== undefined && { description: { from: before.description ?? '' } }),
    }
    await emitTeam(context, 'edited', owner, teamIn(context.host.description, owner, slug), sender, { changes })
    return {}
  },

  async 'delete-team'(context, { owner, team: slug, sender }) {
    const team = teamIn(context.host.description, owner, slug)
    await context.host.update((draft) => {
      const organisation = organisationIn(draft, owner)
      organisation.teams = organisation.teams.filter((each) => each.slug !== slug)
    })
    await emitTeam(context, 'deleted', owner, team, sender)
    return { id: team.id }
  },

  async 'add-team-member'(context, { owner, team: slug, login, sender }) {
    await context.host.update((draft) => {
      const user = personIn(draft, login)
      const { members } = teamIn(draft, owner, slug)
      if (members.includes(user.login)) throw new Error(`${login} is in team ${slug} already.`)
      members.push(user.login)
    })
    await membershipChanged(context, 'added', owner, slug, login, sender)
    return {}
  },

  async 'remove-team-member'(context, { owner, team: slug, login, sender }) {
    await context.host.update((draft) => {
      const user = personIn(draft, login)
      const team = teamIn(draft, owner, slug)
      if (!team.members.includes(user.login)) throw new Error(`${login} is not in team ${slug}.`)
      team.members = team.members.filter((each) => each !== user.login)
    })
    await membershipChanged(context, 'removed', owner, slug, login, sender)
    return {}
  },

  async 'grant-team-repository'(context, { owner, team: slug, repo, permission, sender }) {
    await context.host.update((draft) => {
      const team = teamIn(draft, owner, slug)
      const { name } = repositoryIn(draft, owner, repo)
      team.repositories = [...team.repositories.filter((grant) => grant.name !== name), { name, permission }]
    })
    const team = teamIn(context.host.description, owner, slug)
    const shape = await repositoryPayload(context.host, repositoryOf(context.host, owner, repo))
    const repository = { ...shape, role_name: permission, permissions: permissionFlags(permission) }
    await emitTeam(context, 'added_to_repository', owner, team, sender, { repository })
    return {}
  },

  async 'revoke-team-repository'(context, { owner, team: slug, repo, sender }) {
    await context.host.update((draft) => {
      const team = teamIn(draft, owner, slug)
      const { name } = repositoryIn(draft, owner, repo)
      const left = team.repositories.filter((grant) => grant.name !== name)
      if (left.length === team.repositories.length) throw new Error(`Team ${slug} was not given ${repo}.`)
      team.repositories = left
    })
    const team = teamIn(context.host.description, owner, slug)
    const repository = await repositoryPayload(context.host, repositoryOf(context.host, owner, repo))
    await emitTeam(context, 'removed_from_repository', owner, team, sender, { repository })
    return {}
  },
}

/** Tells Apps who came to a team or left it. */
export async function emitMembership(
  { host, webhooks }: ChangeContext,
  action: 'added' | 'removed',
  organisation: OrganisationDescription,
  team: TeamDescription,
  login: string,
  sender: string | undefined,
): Promise<void> {
  const member = userShape(host, personIn(host.description, login))
  const payload = { scope: 'team', member, team: teamPayload(host, organisation, team) }
  await webhooks.emit({ event: 'membership', action, organisation, sender, payload })
}

function membershipChanged(
  context: ChangeContext,
  action: 'added' | 'removed',
  owner: string,
  slug: string,
  login: string,
  sender: string | undefined,
): Promise<void> {
  const { description } = context.host
  const organisation = organisationIn(description, owner)
  return emitMembership(context, action, organisation, teamIn(description, owner, slug), login, sender)
}

async function emitTeam(
  { host, webhooks }: ChangeContext,
  action: string,
  owner: string,
  team: TeamDescription,
  sender: string | undefined,
  payload: Record<string, unknown> = {},
): Promise<void> {
  const organisation = organisationIn(host.description, owner)
  const said = { team: teamPayload(host, organisation, team), ...payload }
  await webhooks.emit({ event: 'team', action, organisation, sender, payload: said })
}
