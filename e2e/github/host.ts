import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Commit, readCommit } from './git/commits'
import { readBranch } from './git/refs'
import {
  type HostDescription,
  type OrganisationDescription,
  type Permission,
  parseHostDescription,
  type RepositoryDescription,
  type UserDescription,
} from './organisation'
import { RecordStore } from './records/record-store'
import { permissionOn, roleIn } from './visibility'

export interface Repository {
  organisation: OrganisationDescription
  about: RepositoryDescription
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
  /** Takes what happened to those who listen; nobody does when absent. */
  announce?: (occurrence: Announcement) => void
  /** Told when the server itself moved a branch, as merging a pull request does. */
  branchMoved?: (repository: Repository, move: BranchMove) => void

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
    return this.current.organisations.filter((organisation) => roleIn(organisation, login))
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
    return permissionOn(organisation, about, viewer)
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

function same(left: string, right: string | undefined): boolean {
  return left.toLowerCase() === right?.toLowerCase()
}

function toSeconds(time: string): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')
}
