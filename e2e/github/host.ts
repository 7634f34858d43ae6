import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { limitByApp, reachesThroughApp } from './apps/app-access'
import type { AppDescription, InstallationDescription } from './apps/app-description'
import { CommitStates } from './commit-states'
import { type Commit, readCommit } from './git/commits'
import { readBranch } from './git/refs'
import { same } from './names'
import {
  type HostDescription,
  type OrganisationDescription,
  type Permission,
  parseHostDescription,
  type RepositoryDescription,
  type UserDescription,
} from './organisation'
import { permissionOn, roleIn } from './visibility'

export interface Repository {
  organisation: OrganisationDescription
  about: RepositoryDescription
  /** `owner/name` */
  fullName: string
  directory: string
}

export interface BranchMove {
  branch: string
  before: string
  after: string
  /** A login. */
  by: string
}

/** What a local GitHub serves: its description, its repositories on disk and the addresses it answers at. */
export class Host {
  /** When a push through the control endpoint last moved a repository, by id. */
  readonly pushes = new Map<number, string>()
  readonly commitStates = new CommitStates()
  /** Takes what happened to those who listen, by the name of GitHub's event; nobody listens when absent. */
  deliver?: (repository: Repository, event: string, payload: object) => void
  /** Told when the server itself moved a branch, as merging a pull request does. */
  branchMoved?: (repository: Repository, move: BranchMove) => void

  private updating: Promise<unknown> = Promise.resolve()

  private constructor(
    readonly root: string,
    /** Without a slash at its end. */
    readonly url: string,
    private current: HostDescription,
  ) {}

  static async open(root: string, url: string): Promise<Host> {
    return new Host(root, url, await readDescription(root))
  }

  /** Reads organisation.json again. */
  async reload(): Promise<void> {
    this.current = await readDescription(this.root)
    this.changed()
  }

  /** To be called after every change of people, teams, repositories or branches: what was derived is derived anew. */
  changed(): void {}

  /**
   * Changes a copy of the description, checks it whole, lets `moveFiles` bring the disk in line and keeps the result in
   * organisation.json; throws, with nothing changed, what the check says. One after the other.
   */
  update<T>(change: (draft: HostDescription) => T, moveFiles?: () => Promise<void>): Promise<T> {
    const updated = this.updating.then(async () => {
      const draft = structuredClone(this.current)
      const result = change(draft)
      const checked = parseHostDescription(draft)
      await moveFiles?.()
      await writeDescription(this.root, checked)
      this.current = checked
      this.changed()
      return result
    })
    this.updating = updated.catch(() => {})
    return updated
  }

  get apiUrl(): string {
    return `${this.url}/api/v3`
  }

  get description(): HostDescription {
    return this.current
  }

  findUser(login: string | undefined): UserDescription | undefined {
    return this.current.users.find((user) => same(user.login, login))
  }

  findUserByEmail(email: string): UserDescription | undefined {
    return this.current.users.find((user) => same(user.email, email))
  }

  findOrganisation(login: string): OrganisationDescription | undefined {
    return this.current.organisations.find((organisation) => same(organisation.login, login))
  }

  organisationsOf(login: string | undefined): OrganisationDescription[] {
    return this.current.organisations.filter(
      (organisation) => roleIn(organisation, login) && reachesThroughApp(organisation),
    )
  }

  /** What signs people in under this client id: an OAuth application or an App. */
  findClient(clientId: string) {
    const app = this.current.apps.find((each) => each.clientId === clientId)
    if (app) return { clientId, clientSecret: app.clientSecret, redirectUris: app.callbackUrls, isApp: true }
    const client = this.current.oauthApps.find((each) => each.clientId === clientId)
    return client && { ...client, isApp: false }
  }

  findInstallation(id: number): { app: AppDescription; installation: InstallationDescription } | undefined {
    for (const app of this.current.apps) {
      const installation = app.installations.find((each) => each.id === id)
      if (installation) return { app, installation }
    }
    return undefined
  }

  /** Where a repository is now that once had this name, for those who may see it. */
  findMoved(owner: string, name: string, viewer: string | undefined): Repository | undefined {
    const { formerNames } = this.current
    const former = formerNames.find((each) => same(each.owner, owner) && same(each.name, name))
    return former && this.findRepositoryById(former.repository, viewer)
  }

  findRepositoryById(id: number, viewer: string | undefined): Repository | undefined {
    const organisation = this.current.organisations.find((each) => each.repositories.some((about) => about.id === id))
    const repository = organisation && this.repositoriesOf(organisation).find(({ about }) => about.id === id)
    return repository && this.permission(repository, viewer) ? repository : undefined
  }

  repositoriesOf(organisation: OrganisationDescription): Repository[] {
    return organisation.repositories.map((about) => ({
      organisation,
      about,
      fullName: `${organisation.login}/${about.name}`,
      directory: join(this.root, 'repositories', organisation.login, `${about.name}.git`),
    }))
  }

  /** Those the viewer may see: there is no other way to list repositories. */
  visibleRepositories(viewer: string | undefined, organisation?: OrganisationDescription): Repository[] {
    const organisations = organisation ? [organisation] : this.current.organisations
    return organisations
      .flatMap((each) => this.repositoriesOf(each))
      .filter((repository) => this.permission(repository, viewer))
  }

  findRepository(owner: string, name: string, viewer: string | undefined): Repository | undefined {
    const organisation = this.findOrganisation(owner)
    if (!organisation) return undefined
    return this.visibleRepositories(viewer, organisation).find(({ about }) => same(about.name, name))
  }

  permission({ organisation, about }: Repository, viewer: string | undefined): Permission | undefined {
    return limitByApp(organisation, about, permissionOn(organisation, about, viewer))
  }

  /** The commit the default branch points at; undefined for an empty repository. */
  async head({ directory, about }: Repository): Promise<Commit | undefined> {
    const sha = await readBranch(directory, about.defaultBranch)
    return sha ? readCommit(directory, sha) : undefined
  }

  async pushedAt(repository: Repository): Promise<string | null> {
    const told = this.pushes.get(repository.about.id) ?? repository.about.pushedAt
    return told ? toSeconds(told) : ((await this.head(repository))?.committer.date ?? null)
  }
}

async function readDescription(root: string): Promise<HostDescription> {
  const path = join(root, 'organisation.json')
  if (!existsSync(path)) throw new Error(`There is no organisation.json in ${root}.`)
  const description = parseHostDescription(JSON.parse(await readFile(path, 'utf8')))
  for (const { login, repositories } of description.organisations) {
    const absent = repositories.find(({ name }) => !existsSync(join(root, 'repositories', login, `${name}.git`)))
    if (absent) throw new Error(`There is no bare repository for ${login}/${absent.name} in ${root}/repositories.`)
  }
  return description
}

async function writeDescription(root: string, description: HostDescription): Promise<void> {
  const path = join(root, 'organisation.json')
  await writeFile(`${path}.new`, `${JSON.stringify(description, null, 2)}\n`)
  await rename(`${path}.new`, path)
}

function toSeconds(time: string): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')
}
