import type { Host, Repository } from '../host'
import { same } from '../names'
import type {
  HostDescription,
  OrganisationDescription,
  RepositoryDescription,
  TeamDescription,
  UserDescription,
} from '../organisation'

// What a change names must exist; each of these throws a sentence when it does not.

export function organisationIn({ organisations }: HostDescription, login: string): OrganisationDescription {
  const organisation = organisations.find((each) => same(each.login, login))
  if (!organisation) throw new Error(`There is no organisation ${login}.`)
  return organisation
}

export function repositoryIn(draft: HostDescription, owner: string, name: string): RepositoryDescription {
  const about = organisationIn(draft, owner).repositories.find((each) => same(each.name, name))
  if (!about) throw new Error(`There is no repository ${owner}/${name}.`)
  return about
}

export function teamIn(draft: HostDescription, owner: string, slug: string): TeamDescription {
  const team = organisationIn(draft, owner).teams.find((each) => each.slug === slug)
  if (!team) throw new Error(`There is no team ${slug} in ${owner}.`)
  return team
}

export function personIn({ users }: HostDescription, login: string): UserDescription {
  const user = users.find((each) => same(each.login, login))
  if (!user) throw new Error(`There is nobody called ${login}.`)
  return user
}

/** A repository on disk, whoever may see it. */
export function repositoryOf(host: Host, owner: string, name: string): Repository {
  const organisation = organisationIn(host.description, owner)
  const { id } = repositoryIn(host.description, owner, name)
  const repository = host.repositoriesOf(organisation).find(({ about }) => about.id === id)
  if (!repository) throw new Error(`There is no repository ${owner}/${name}.`)
  return repository
}
