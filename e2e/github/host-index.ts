import { join } from 'node:path'
import type { Repository } from './host'
import type { HostDescription, OrganisationDescription, UserDescription } from './organisation'

/** Ways to find things of one description without going through all of them; names regardless of case. */
export class HostIndex {
  private readonly usersByLogin = new Map<string, UserDescription>()
  private readonly usersByEmail = new Map<string, UserDescription>()
  private readonly organisations = new Map<string, OrganisationDescription>()
  private readonly repositories = new Map<OrganisationDescription, Repository[]>()
  private readonly byName = new Map<string, Repository>()
  private readonly byId = new Map<number, Repository>()

  constructor(
    readonly description: HostDescription,
    root: string,
  ) {
    for (const user of description.users) {
      setFirst(this.usersByLogin, user.login.toLowerCase(), user)
      setFirst(this.usersByEmail, user.email.toLowerCase(), user)
    }
    for (const organisation of description.organisations) {
      const { login } = organisation
      setFirst(this.organisations, login.toLowerCase(), organisation)
      const repositories = organisation.repositories.map((about, position) => ({
        organisation,
        about,
        position,
        fullName: `${login}/${about.name}`,
        directory: join(root, 'repositories', login, `${about.name}.git`),
      }))
      this.repositories.set(organisation, repositories)
      for (const repository of repositories) {
        setFirst(this.byName, repository.fullName.toLowerCase(), repository)
        setFirst(this.byId, repository.about.id, repository)
      }
    }
  }

  user(login: string): UserDescription | undefined {
    return this.usersByLogin.get(login.toLowerCase())
  }

  userByEmail(email: string): UserDescription | undefined {
    return this.usersByEmail.get(email.toLowerCase())
  }

  organisation(login: string): OrganisationDescription | undefined {
    return this.organisations.get(login.toLowerCase())
  }

  repositoriesOf(organisation: OrganisationDescription): Repository[] | undefined {
    return this.repositories.get(organisation)
  }

  repository(owner: string, name: string): Repository | undefined {
    return this.byName.get(`${owner}/${name}`.toLowerCase())
  }

  repositoryById(id: number): Repository | undefined {
    return this.byId.get(id)
  }
}

function setFirst<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value)
}
