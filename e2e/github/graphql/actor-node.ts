import type { Host } from '../host'
import { nodeId } from '../rest/node-id'
import { userNode } from './organisation-nodes'

/** Who did something: a person, an App, or null for somebody who is gone. */
export function actorNode(host: Host, login: string | null): object | null {
  const user = host.findUser(login ?? undefined)
  if (user) return userNode(host, user, '')
  if (!login?.endsWith('[bot]')) return null
  const slug = login.replace(/\[bot\]$/, '')
  return {
    __typename: 'Bot',
    id: nodeId('Bot', slug),
    login: slug,
    url: `${host.url}/apps/${slug}`,
    resourcePath: `/apps/${slug}`,
    avatarUrl: `${host.url}/avatars/${slug}.svg`,
  }
}
