import { join } from 'node:path'
import { covers } from '../apps/app-description'
import { installationShape } from '../apps/app-shapes'
import type { Host, Repository } from '../host'
import { same } from '../names'
import type { HostDescription } from '../organisation'
import { listedRepositoryPayload } from '../webhooks/payload'
import type { ChangeContext } from './change-handlers'
import { organisationIn } from './find'

// What else names a repository: teams, installations, its former names and its folder.

/** Tells installations that had chosen a repository, once it has left them, that it has. */
export function leavingInstallations(
  { host, webhooks }: ChangeContext,
  { organisation, about }: Repository,
  sender: string | undefined,
): () => void {
  const chosen = host.description.apps.flatMap((app) =>
    app.installations
      .filter((each) => same(each.organisation, organisation.login))
      .filter((each) => each.repositories !== 'all' && covers(each, about.name))
      .map((installation) => ({ app, installation })),
  )
  return () => {
    for (const { app, installation } of chosen) {
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
export function forget(draft: HostDescription, { organisation, about }: Repository): void {
  for (const team of organisationIn(draft, organisation.login).teams) {
    team.repositories = team.repositories.filter(({ name }) => name !== about.name)
  }
  for (const installation of selectingInstallations(draft, organisation.login)) {
    installation.repositories = installation.repositories.filter((name) => name !== about.name)
  }
}

/** The old name leads to the repository from now on, the new one to nothing else. */
export function remember(draft: HostDescription, { organisation, about }: Repository, name: string | undefined): void {
  const taken = (former: { owner: string; name: string }) =>
    same(former.owner, organisation.login) && (same(former.name, about.name) || same(former.name, name))
  draft.formerNames = draft.formerNames.filter((former) => !taken(former))
  draft.formerNames.push({ owner: organisation.login, name: about.name, repository: about.id })
}

export function selectingInstallations({ apps }: HostDescription, login: string) {
  return apps
    .flatMap(({ installations }) => installations)
    .filter((each): each is typeof each & { repositories: string[] } => each.repositories !== 'all')
    .filter(({ organisation }) => same(organisation, login))
}

export function refuseTaken(draft: HostDescription, owner: string, name: string): void {
  if (organisationIn(draft, owner).repositories.some((about) => same(about.name, name))) {
    throw new Error(`There is a repository ${owner}/${name} already.`)
  }
}

export function directoryOf(host: Host, login: string, name: string): string {
  return join(host.root, 'repositories', login, `${name}.git`)
}
