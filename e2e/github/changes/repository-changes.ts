import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { next } from '../apps/registration'
import { runGit } from '../git/run-git'
import type { Repository } from '../host'
import { same } from '../names'
import { RepositoryDescription } from '../organisation'
import { organisationPayload } from '../webhooks/payload'
import type { ChangeContext, ChangeHandlers } from './change-handlers'
import { organisationIn, repositoryIn, repositoryOf } from './find'
import {
  directoryOf,
  forget,
  leavingInstallations,
  refuseTaken,
  remember,
  selectingInstallations,
} from './repository-references'

/** What happens to repositories. */
export const repositoryChanges: ChangeHandlers<
  | 'create-repository'
  | 'delete-repository'
  | 'rename-repository'
  | 'transfer-repository'
  | 'archive-repository'
  | 'unarchive-repository'
  | 'set-visibility'
  | 'set-default-branch'
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
    const { organisation } = before
    // Afterwards nobody could tell which installations reached it.
    const tellDeleted = await context.webhooks.prepare({
      event: 'repository',
      action: 'deleted',
      organisation,
      repository: before,
      sender,
    })
    const tellLeft = leavingInstallations(context, before, sender)
    await host.update(
      (draft) => {
        forget(draft, before)
        const organisation = organisationIn(draft, owner)
        organisation.repositories = organisation.repositories.filter((about) => about.id !== id)
        draft.formerNames = draft.formerNames.filter(({ repository }) => repository !== id)
      },
      () => rm(before.directory, { recursive: true, force: true }),
    )
    tellDeleted()
    tellLeft()
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
    const tellLeft = leavingInstallations(context, before, sender)
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
    tellLeft()
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
