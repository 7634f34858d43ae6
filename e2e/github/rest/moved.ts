import type { Context } from 'hono'
import type { Host } from '../host'
import type { ServerEnv } from '../server-env'

/** Thrown for a repository that is asked for by a name it had before. */
export class Moved extends Error {
  constructor(readonly repositoryId: number) {
    super('Moved Permanently')
  }
}

/** Leads on to the same question by the repository's number, which never changes. */
export function redirectMoved(host: Host, c: Context<ServerEnv>, { repositoryId, message }: Moved): Response {
  const below = c.req.path.replace(/^\/api\/v3\/repos\/[^/]+\/[^/]+/, '')
  const url = `${host.apiUrl}/repositories/${repositoryId}${below}${new URL(c.req.url).search}`
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
  c.header('location', url)
  return c.json({ message, url, documentation_url: 'https://docs.github.com/rest' }, reads ? 301 : 307)
}

/** Questions below `/repositories/ID` are those below `/repos/OWNER/NAME`. */
export function routeById(host: Host, path: string): string {
  const [, id, below] = /^\/api\/v3\/repositories\/(\d+)(\/.+)$/.exec(path) ?? []
  if (!id) return path
  for (const { login, repositories } of host.description.organisations) {
    const about = repositories.find((each) => each.id === Number(id))
    if (about) return `/api/v3/repos/${login}/${about.name}${below}`
  }
  return path
}
