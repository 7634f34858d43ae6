import type { Host } from '../host'
import type { UserDescription } from '../organisation'
import { nodeId } from '../rest/node-id'
import { FOUNDED, ownerShape, userShape } from '../rest/user-shapes'
import { type AppDescription, type InstallationDescription, permissionsOf } from './app-description'

/** The account that an App acts as. */
export function botOf({ id, slug }: AppDescription): UserDescription {
  return { id: 900_000_000 + id, login: `${slug}[bot]`, name: null, email: `${slug}@users.noreply.github.local` }
}

export function appShape(host: Host, app: AppDescription) {
  return {
    id: app.id,
    slug: app.slug,
    client_id: app.clientId,
    node_id: nodeId('Integration', app.id),
    owner: ownerOfApp(host, app),
    name: app.name,
    description: app.description,
    external_url: app.url,
    html_url: `${host.url}/apps/${app.slug}`,
    created_at: FOUNDED,
    updated_at: FOUNDED,
    permissions: app.permissions,
    events: app.events,
  }
}

export function installationShape(host: Host, app: AppDescription, installation: InstallationDescription) {
  const { id, createdAt } = installation
  const organisation = host.findOrganisation(installation.organisation)
  if (!organisation) throw new Error(`The organisation ${installation.organisation} is gone.`)
  const [owner] = organisation.members.filter(({ role }) => role === 'admin')
  const suspender = installation.suspended ? host.findUser(owner?.login) : undefined
  const created = createdAt ? new Date(createdAt).toISOString().replace(/\.\d+Z$/, 'Z') : FOUNDED
  return {
    id,
    client_id: app.clientId,
    account: ownerShape(host, organisation, 'Organization'),
    repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${host.apiUrl}/app/installations/${id}/access_tokens`,
    repositories_url: `${host.apiUrl}/installation/repositories`,
    html_url: `${host.url}/organizations/${organisation.login}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: organisation.id,
    target_type: 'Organization',
    permissions: permissionsOf(app, installation),
    events: app.events,
    created_at: created,
    updated_at: created,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: suspender ? userShape(host, suspender) : null,
    suspended_at: installation.suspended ? created : null,
  }
}

function ownerOfApp(host: Host, { owner }: AppDescription) {
  const organisation = owner ? host.findOrganisation(owner) : host.description.organisations[0]
  if (organisation) return ownerShape(host, organisation, 'Organization')
  const user = host.findUser(owner) ?? host.description.users[0]
  if (!user) throw new Error('Nobody lives here whom an App could belong to.')
  return userShape(host, user)
}
