import { type AppDescription, covers, InstallationDescription, permissionsOf } from '../apps/app-description'
import { installationShape } from '../apps/app-shapes'
import { findApp, nextInstallationId } from '../apps/registration'
import { same } from '../names'
import type { HostDescription } from '../organisation'
import { userShape } from '../rest/user-shapes'
import { listedRepositoryPayload, reachedBy } from '../webhooks/payload'
import type { ChangeContext, ChangeHandlers } from './change-handlers'
import { organisationIn, personIn, repositoryIn } from './find'

/** Where Apps are installed, what they reach there, and for whom they may act. */
export const installationChanges: ChangeHandlers<
  | 'install-app'
  | 'uninstall-app'
  | 'suspend-installation'
  | 'unsuspend-installation'
  | 'add-installation-repositories'
  | 'remove-installation-repositories'
  | 'select-all-repositories'
  | 'set-installation-permissions'
  | 'revoke-authorisation'
> = {
  async 'install-app'(context, { owner, app: slug, installation: wanted, repositories, permissions, sender }) {
    const id = await context.host.update((draft) => {
      const { login } = organisationIn(draft, owner)
      const { installations } = findApp(draft, slug)
      const made = InstallationDescription.parse({
        id: wanted ?? nextInstallationId(draft),
        organisation: login,
        repositories,
        permissions,
        createdAt: new Date().toISOString(),
      })
      installations.push(made)
      return made.id
    })
    emitInstallation(context, 'created', id, sender)
    return { id }
  },

  async 'uninstall-app'(context, { installation: id, sender }) {
    const gone = stateOf(context, id, sender)
    await context.host.update((draft) => {
      const { app } = installationIn(draft, id)
      app.installations = app.installations.filter((each) => each.id !== id)
    })
    context.webhooks.emitToApp(gone.app, 'installation', 'deleted', gone.payload, id)
    return { id }
  },

  'suspend-installation': (context, { installation, sender }) => setSuspended(context, installation, true, sender),

  'unsuspend-installation': (context, { installation, sender }) => setSuspended(context, installation, false, sender),

  async 'add-installation-repositories'(context, { installation: id, repositories, sender }) {
    const added = await context.host.update((draft) => {
      const { installation } = installationIn(draft, id)
      if (installation.repositories === 'all') throw new Error('This installation reaches all repositories already.')
      const names = repositories.map((name) => repositoryIn(draft, installation.organisation, name).name)
      const fresh = names.filter((name) => !covers(installation, name))
      installation.repositories = [...installation.repositories, ...fresh]
      return fresh
    })
    emitRepositories(context, 'added', id, added, sender)
    return { added }
  },

  async 'remove-installation-repositories'(context, { installation: id, repositories, sender }) {
    const removed = await context.host.update((draft) => {
      const { installation } = installationIn(draft, id)
      const all = reachedBy(organisationIn(draft, installation.organisation), installation).map(({ name }) => name)
      const taken = all.filter((name) => repositories.some((each) => same(each, name)))
      installation.repositories = all.filter((name) => !taken.includes(name))
      return taken
    })
    emitRepositories(context, 'removed', id, removed, sender)
    return { removed }
  },

  async 'select-all-repositories'(context, { installation: id, sender }) {
    const added = await context.host.update((draft) => {
      const { installation } = installationIn(draft, id)
      const { repositories } = organisationIn(draft, installation.organisation)
      const fresh = repositories.filter(({ name }) => !covers(installation, name)).map(({ name }) => name)
      installation.repositories = 'all'
      return fresh
    })
    emitRepositories(context, 'added', id, added, sender)
    return { added }
  },

  async 'set-installation-permissions'(context, { installation: id, permissions, sender }) {
    const from = await context.host.update((draft) => {
      const { app, installation } = installationIn(draft, id)
      const before = permissionsOf(app, installation)
      installation.permissions = permissions
      return before
    })
    emitInstallation(context, 'new_permissions_accepted', id, sender)
    return { from }
  },

  async 'revoke-authorisation'({ host, webhooks, tokens }, { app: slug, login }) {
    const app = findApp(host.description, slug)
    const user = personIn(host.description, login)
    if (!tokens.revokeAuthorisation(user.login, app.clientId)) {
      throw new Error(`${login} has not authorised ${slug}.`)
    }
    webhooks.emitToApp(app, 'github_app_authorization', 'revoked', { sender: userShape(host, user) })
    return {}
  },
}

async function setSuspended(context: ChangeContext, id: number, suspended: boolean, sender: string | undefined) {
  await context.host.update((draft) => {
    installationIn(draft, id).installation.suspended = suspended
  })
  emitInstallation(context, suspended ? 'suspend' : 'unsuspend', id, sender)
  return {}
}

function emitInstallation(context: ChangeContext, action: string, id: number, sender: string | undefined): void {
  const { app, payload } = stateOf(context, id, sender)
  context.webhooks.emitToApp(app, 'installation', action, payload, id)
}

function emitRepositories(
  context: ChangeContext,
  action: 'added' | 'removed',
  id: number,
  names: readonly string[],
  sender: string | undefined,
): void {
  const { app, payload, organisation } = stateOf(context, id, sender)
  const listed = organisation.repositories
    .filter(({ name }) => names.includes(name))
    .map((about) => listedRepositoryPayload(organisation, about))
  const { repositories: _, ...common } = payload
  const said = {
    ...common,
    repositories_added: action === 'added' ? listed : [],
    repositories_removed: action === 'removed' ? listed : [],
    repository_selection: payload.installation.repository_selection,
  }
  context.webhooks.emitToApp(app, 'installation_repositories', action, said, id)
}

/** What every event about an installation says. */
function stateOf({ host, webhooks }: ChangeContext, id: number, sender: string | undefined) {
  const { app, installation } = installationIn(host.description, id)
  const organisation = organisationIn(host.description, installation.organisation)
  const reached = reachedBy(organisation, installation)
  const payload = {
    installation: installationShape(host, app, installation),
    repositories: reached.map((about) => listedRepositoryPayload(organisation, about)),
    requester: null,
    sender: webhooks.senderShape(organisation, sender),
  }
  return { app, payload, organisation }
}

function installationIn(
  draft: HostDescription,
  id: number,
): { app: AppDescription; installation: InstallationDescription } {
  for (const app of draft.apps) {
    const installation = app.installations.find((each) => each.id === id)
    if (installation) return { app, installation }
  }
  throw new Error(`There is no installation ${id}.`)
}
