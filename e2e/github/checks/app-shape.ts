import { appShape } from '../apps/app-shapes'
import type { Host } from '../host'
import type { AppRecord } from '../records/record-schemas'
import { nodeId } from '../rest/node-id'
import { ownerOf } from '../rest/organisation-shapes'
import { FOUNDED } from '../rest/user-shapes'

/** The App that a check belongs to, as checks show it; null when a person wrote it. */
export function checkAppShape(host: Host, app: AppRecord | null) {
  const registered = host.description.apps.find(({ id }) => id === app?.id)
  if (registered) return appShape(host, registered)
  const [organisation] = host.description.organisations
  if (!app || !organisation) return null
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('Integration', app.id),
    owner: ownerOf(host, organisation),
    name: app.name,
    description: null,
    external_url: `${host.url}/apps/${app.slug}`,
    html_url: `${host.url}/apps/${app.slug}`,
    created_at: FOUNDED,
    updated_at: FOUNDED,
    permissions: { checks: 'write', metadata: 'read' },
    events: ['check_run'],
  }
}
