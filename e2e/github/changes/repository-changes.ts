import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { covers } from '../apps/app-description'
import { installationShape } from '../apps/app-shapes'
import { next } from '../apps/registration'
import { runGit } from '../git/run-git'
import type { Host, Repository } from '../host'
import { same } from '../names'
import { type HostDescription, RepositoryDescription } from '../organisation'
import { userShape } from '../rest/user-shapes'
import { listedRepositoryPayload, organisationPayload } from '../webhooks/payload'
import type { ChangeContext, ChangeHandlers } from './changes'
import { organisationIn, personIn, repositoryIn, repositoryOf } from './find'

/** What happens to repositories and to those who were invited to one. */
export const repositoryChanges: ChangeHandlers<
  | 'create-repository'
  | 'delete-repository'
  | 'rename-repository'
  | 'transfer-repository'
  | 'archive-repository'
  | 'unarchive-repository'
  | 'set-visibility'
  | 'set-default-branch'
  | 'add-collaborator'
  | 'remove-collaborator'
> = {
  async 'create-repository'(context, { change: _, owner, repo, sender, id: wanted, ...rest }) {
    const { host } = context
    const directory = directoryOf(host, organisationIn(host.description, owner).login, repo)
    const id = await host.update(
      (draft) => {
        refuseTaken(draft, owner, repo)
        const all = draft.organisations.flatMap(({ repositories }) => repositories.map((each) => each.id))
        const about = RepositoryDescription.parse({ id: wanted ?? next(all, 0), name: repo, ...rest })
        organisationIn(draft, owner).repositories.push(about)
        draft.formerNames = draft.formerNames.filter((each) => !(same(each.owner, owner) && same(each.name, repo)))
        return about.id
      },
      async () => {
        await mkdir(directory, { recursive: true })
        await runGit(directory, ['init', '-q', '--bare', '--template=', '-b', rest.defaultBranch])
      },
    )
    await emit(context, 'created', repositoryOf(host, owner, repo), sender)
    return { id }
  },

  async 'delete-repository'(context, { owner, repo, sender }) {
    const { host } = context
    const before = repositoryOf(host, owner, repo)
    const { id } = before.about
    // Afterwards nobody could tell which installations reached it.
    await emit(context, 'deleted', before, sender)
    leaveInstallations(context, before, sender)
    await host.update(
      (draft) => {
        forget(draft, before)
        const organisation = organisationIn(draft, owner)
        organisation.repositories = organisation.repositories.filter((about) => about.id !== id)
        draft.formerNames = draft.formerNames.filter(({ repository }) => repository !== id)
      },
      () => rm(before.directory, { recursive: true, force: true }),
    )
    return { id }
  },

  async 'rename-repository'(context, { owner, repo, name, sender }) {
    const { host } = context
    const before = repositoryOf(host, owner, repo)
    const old = before.about.name
    await host.update(
      (draft) => {
        if (!same(name, old)) refuseTaken(draft, owner, name)
        const organisation = organisationIn(draft, owner)
        repositoryIn(draft, owner, repo).name = name
        for (const team of organisation.teams) {
          for (const grant of team.repositories) if (grant.name === old) grant.name = name
        }
        for (const { repositories } of selectingInstallations(draft, owner)) {
          const index = repositories.indexOf(old)
          if (index !== -1) repositories[index] = name
        }
        remember(draft, before, name)
      },
      () => rename(before.directory, directoryOf(host, before.organisation.login, name)),
    )
    const payload = { changes: { repository: { name: { from: old } } } }
    await emit(context, 'renamed', repositoryOf(host, owner, name), sender, payload)
    return { id: before.about.id }
  },

  async 'transfer-repository'(context, { owner, repo, to, sender }) {
    const { host } = context
    const before = repositoryOf(host, owner, repo)
    const target = organisationIn(host.description, to)
    const directory = directoryOf(host, target.login, before.about.name)
    if (same(owner, to)) throw new Error(`${owner}/${repo} is there already.`)
    // The organisation that loses it is only told where the installation had chosen it.
    leaveInstallations(context, before, sender)
    await host.update(
      (draft) => {
        refuseTaken(draft, to, repo)
        const about = repositoryIn(draft, owner, repo)
        forget(draft, before)
        const organisation = organisationIn(draft, owner)
        organisation.repositories = organisation.repositories.filter((each) => each !== about)
        organisationIn(draft, to).repositories.push(about)
        remember(draft, before, undefined)
      },
      async () => {
        await mkdir(dirname(directory), { recursive: true })
        await rename(before.directory, directory)
      },
    )
    const from = { organization: organisationPayload(host, before.organisation) }
    const payload = { changes: { owner: { from } } }
    await emit(context, 'transferred', repositoryOf(host, to, repo), sender, payload)
    return { id: before.about.id }
  },

  'archive-repository': (context, { owner, repo, sender }) => setArchived(context, owner, repo, true, sender),

  'unarchive-repository': (context, { owner, repo, sender }) => setArchived(context, owner, repo, false, sender),

  async 'set-visibility'(context, { owner, repo, private: hidden, sender }) {
    await context.host.update((draft) => {
      repositoryIn(draft, owner, repo).private = hidden
    })
    await emit(context, hidden ? 'privatized' : 'publicized', repositoryOf(context.host, owner, repo), sender)
    return {}
  },

  async 'set-default-branch'(context, { owner, repo, branch, sender }) {
    const before = repositoryOf(context.host, owner, repo)
    const from = before.about.defaultBranch
    await context.host.update(
      (draft) => {
        repositoryIn(draft, owner, repo).defaultBranch = branch
      },
      async () => {
        await runGit(before.directory, ['symbolic-ref', 'HEAD', `refs/heads/${branch}`])
      },
    )
    const payload = { changes: { default_branch: { from } } }
    await emit(context, 'edited', repositoryOf(context.host, owner, repo), sender, payload)
    return { from }
  },

  async 'add-collaborator'(context, { owner, repo, login, permission, sender }) {
    const { host } = context
    const old = await host.update((draft) => {
      const user = personIn(draft, login)
      const { collaborators } = repositoryIn(draft, owner, repo)
      const known = collaborators.find((each) => each.login === user.login)
      const was = known?.permission
      if (known) known.permission = permission
      else collaborators.push({ login: user.login, permission })
      return was
    })
    const changes = old ? { permission: { from: old, to: permission } } : { permission: { to: permission } }
    await emitMember(context, old ? 'edited' : 'added', repositoryOf(host, owner, repo), login, sender, { changes })
    return {}
  },

  async 'remove-collaborator'(context, { owner, repo, login, sender }) {
    const { host } = context
    await host.update((draft) => {
      const about = repositoryIn(draft, owner, repo)
      const left = about.collaborators.filter((each) => !same(each.login, login))
      if (left.length === about.collaborators.length)
        throw new Error(`${login} does not collaborate on ${owner}/${repo}.`)
      about.collaborators = left
    })
    await emitMember(context, 'removed', repositoryOf(host, owner, repo), login, sender)
    return {}
  },
}

/** Tells Apps of what happened to one repository. */
function emit(
  { webhooks }: ChangeContext,
  action: string,
  repository: Repository,
  sender: string | undefined,
  payload?: Record<string, unknown>,
): Promise<void> {
  return webhooks.emit({
    event: 'repository',
    action,
    organisation: repository.organisation,
    repository,
    sender,
    payload,
  })
}

async function setArchived(
  context: ChangeContext,
  owner: string,
  repo: string,
  archived: boolean,
  sender: string | undefined,
) {
  await context.host.update((draft) => {
    repositoryIn(draft, owner, repo).archived = archived
  })
  await emit(context, archived ? 'archived' : 'unarchived', repositoryOf(context.host, owner, repo), sender)
  return {}
}

function emitMember(
  { host, webhooks }: ChangeContext,
  action: string,
  repository: Repository,
  login: string,
  sender: string | undefined,
  payload?: Record<string, unknown>,
): Promise<void> {
  const member = userShape(host, personIn(host.description, login))
  const { organisation } = repository
  return webhooks.emit({ event: 'member', action, organisation, repository, sender, payload: { member, ...payload } })
}

/** Installations that had chosen this repository lose it, and are told. */
function leaveInstallations(
  { host, webhooks }: ChangeContext,
  { organisation, about }: Repository,
  sender?: string,
): void {
  for (const app of host.description.apps) {
    for (const installation of app.installations) {
      if (!same(installation.organisation, organisation.login)) continue
      if (installation.repositories === 'all' || !covers(installation, about.name)) continue
      const payload = {
        installation: installationShape(host, app, installation),
        repositories_added: [],
        repositories_removed: [listedRepositoryPayload(organisation, about)],
        repository_selection: 'selected',
        requester: null,
        sender: webhooks.senderShape(organisation, sender),
      }
      webhooks.emitToApp(app, 'installation_repositories', 'removed', payload, installation.id)
    }
  }
}

/** Takes a repository out of everything in its organisation that names it. */
function forget(draft: HostDescription, { organisation, about }: Repository): void {
  for (const team of organisationIn(draft, organisation.login).teams) {
    team.repositories = team.repositories.filter(({ name }) => name !== about.name)
  }
  for (const installation of selectingInstallations(draft, organisation.login)) {
    installation.repositories = installation.repositories.filter((name) => name !== about.name)
  }
}

/** The old name leads to the repository from now on, the new one to nothing else. */
function remember(draft: HostDescription, { organisation, about }: Repository, name: string | undefined): void {
  const taken = (former: { owner: string; name: string }) =>
    same(former.owner, organisation.login) && (same(former.name, about.name) || same(former.name, name))
  draft.formerNames = draft.formerNames.filter((former) => !taken(former))
  draft.formerNames.push({ owner: organisation.login, name: about.name, repository: about.id })
}

function selectingInstallations({ apps }: HostDescription, login: string) {
  return apps
    .flatMap(({ installations }) => installations)
    .filter((each): each is typeof each & { repositories: string[] } => each.repositories !== 'all')
    .filter(({ organisation }) => same(organisation, login))
}

function refuseTaken(draft: HostDescription, owner: string, name: string): void {
  if (organisationIn(draft, owner).repositories.some((about) => same(about.name, name))) {
    throw new Error(`There is a repository ${owner}/${name} already.`)
  }
}

function directoryOf(host: Host, login: string, name: string): string {
  return join(host.root, 'repositories', login, `${name}.git`)
}
