import { existsSync } from 'node:fs'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { heldByInstallation, limitByApp, reachesThroughApp } from './apps/app-access'
import type { AppDescription, InstallationDescription } from './apps/app-description'
import type { Commit } from './git/commit'
import { readCommit } from './git/commits'
import { readBranch } from './git/refs'
import { HostIndex } from './host-index'
import { same } from './names'
import {
  type HostDescription,
  type OrganisationDescription,
  type Permission,
  parseHostDescription,
  type RepositoryDescription,
  type TeamDescription,
  type UserDescription,
} from './organisation'
import { RecordStore } from './records/record-store'
import { forgetStandings, permissionOn, roleIn } from './visibility'

const READ_AT_ONCE = 200

export interface Repository {
  organisation: OrganisationDescription
  about: RepositoryDescription
  /** Among the repositories of its organisation. */
  position: number
  /** `owner/name` */
  fullName: string
  directory: string
}

/** Something that happened to a repository, as webhooks tell it. */
export interface Announcement {
  /** GitHub's name of the event. */
  event: string
  action: string
  organisation: OrganisationDescription
  repository: Repository
  /** The login of who did it. */
  sender: string
  payload: Record<string, unknown>
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
  private known?: HostIndex
  /** Dates of head commits, by id of the repository. */
  private readonly headTimes = new Map<number, string | null>()
  /** Takes what happened to those who listen; nobody does when absent. */
  announce?: (occurrence: Announcement) => void
  /** Told when the server itself moved a branch, as merging a pull request does. */
  branchMoved?: (repository: Repository, move: BranchMove) => void

  private updating: Promise<unknown> = Promise.resolve()

  private constructor(
    readonly root: string,
    /** Without a slash at its end. */
    readonly url: string,
    /** What GitHub keeps beside git. */
    readonly records: RecordStore,
    private current: HostDescription,
  ) {}

  static async open(root: string, url: string): Promise<Host> {
    return new Host(root, url, await RecordStore.open(root), await readDescription(root))
  }

  /** Reads organisation.json again. */
  async reload(): Promise<void> {
    this.current = await readDescription(this.root)
    this.changed()
  }

  /**
   * To be called after every change of people, teams, repositories or branches: what was derived is derived anew. With a
   * repository only its branches have changed.
   */
  changed(repository?: Repository): void {
    if (repository) {
      this.headTimes.delete(repository.about.id)
      return
    }
    this.headTimes.clear()
    this.known = undefined
    for (const organisation of this.current.organisations) forgetStandings(organisation)
  }

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
    return login === undefined ? undefined : this.index.user(login)
  }

  findUserByEmail(email: string): UserDescription | undefined {
    return this.index.userByEmail(email)
  }

  findOrganisation(login: string): OrganisationDescription | undefined {
    return this.index.organisation(login)
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

  repositoriesOf(organisation: OrganisationDescription): Repository[] {
    return this.index.repositoriesOf(organisation) ?? []
  }

  /** Those the viewer may see: there is no other way to list repositories. */
  visibleRepositories(viewer: string | undefined, organisation?: OrganisationDescription): Repository[] {
    const organisations = organisation ? [organisation] : this.current.organisations
    return organisations
      .flatMap((each) => this.repositoriesOf(each))
      .filter((repository) => this.permission(repository, viewer))
  }

  /** Those of a team's that the viewer may see, in the order of the organisation. */
  teamRepositories(
    organisation: OrganisationDescription,
    team: TeamDescription,
    viewer: string | undefined,
  ): Repository[] {
    const granted = team.repositories.flatMap(({ name }) => this.findAnyRepository(organisation.login, name) ?? [])
    return granted
      .filter((repository) => this.permission(repository, viewer))
      .sort((left, right) => left.position - right.position)
  }

  findRepository(owner: string, name: string, viewer: string | undefined): Repository | undefined {
    return this.shown(this.findAnyRepository(owner, name), viewer)
  }

  findRepositoryById(id: number, viewer: string | undefined): Repository | undefined {
    return this.shown(this.index.repositoryById(id), viewer)
  }

  /** Whoever asks: for the controls, and for links that are a permission themselves. */
  findAnyRepository(owner: string, name: string): Repository | undefined {
    return this.index.repository(owner, name)
  }

  private shown(repository: Repository | undefined, viewer: string | undefined): Repository | undefined {
    return repository && this.permission(repository, viewer) ? repository : undefined
  }

  permission({ organisation, about }: Repository, viewer: string | undefined): Permission | undefined {
    return limitByApp(organisation, about, permissionOn(organisation, about, viewer))
  }

  /** Whether settings may be read: by administrators, and by an installation that was granted this permission. */
  readsSettings(repository: Repository, viewer: string | undefined, permission = 'administration'): boolean {
    const held = heldByInstallation(repository.organisation, repository.about)
    return held ? held[permission] !== undefined : this.permission(repository, viewer) === 'admin'
  }

  /** The commit the default branch points at; undefined for an empty repository. */
  async head({ directory, about }: Repository): Promise<Commit | undefined> {
    const sha = await readBranch(directory, about.defaultBranch)
    return sha ? readCommit(directory, sha) : undefined
  }

  async pushedAt(repository: Repository): Promise<string | null> {
    const told = this.pushes.get(repository.about.id) ?? repository.about.pushedAt
    if (told) return toSeconds(told)
    const time = (await this.head(repository))?.committer.date ?? null
    this.headTimes.set(repository.about.id, time)
    return time
  }

  /** The same for sorting a whole list, read from disk once until something changed. */
  async pushTimes(repositories: readonly Repository[]): Promise<Map<Repository, string | null>> {
    const times = new Map<Repository, string | null>()
    const unread: Repository[] = []
    for (const repository of repositories) {
      const { id, pushedAt } = repository.about
      const told = this.pushes.get(id) ?? pushedAt
      const time = told ? toSeconds(told) : this.headTimes.get(id)
      if (time === undefined) unread.push(repository)
      else times.set(repository, time)
    }
    // As many at once as there may be open files.
    for (let start = 0; start < unread.length; start += READ_AT_ONCE) {
      const some = unread.slice(start, start + READ_AT_ONCE)
      const read = await Promise.all(some.map((repository) => this.pushedAt(repository)))
      some.forEach((repository, index) => {
        times.set(repository, read[index] ?? null)
      })
    }
    return times
  }

  private get index(): HostIndex {
    if (this.known?.description !== this.current) {
      this.headTimes.clear()
      this.known = new HostIndex(this.current, this.root)
    }
    return this.known
  }
}

async function readDescription(root: string): Promise<HostDescription> {
  const path = join(root, 'organisation.json')
  if (!existsSync(path)) throw new Error(`There is no organisation.json in ${root}.`)
  const description = parseHostDescription(JSON.parse(await readFile(path, 'utf8')))
  for (const { login, repositories } of description.organisations) {
    const present = new Set(await readdir(join(root, 'repositories', login)).catch(() => []))
    const absent = repositories.find(({ name }) => !present.has(`${name}.git`))
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
