import type { Context, Hono } from 'hono'
import { ApiError, notFound } from '../api-error'
import { readCommit } from '../git/commits'
import { readBlob, readEntry, readTree } from '../git/objects'
import { resolveCommit, resolveTree } from '../git/refs'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { gitCommitShape } from './commit-shapes'
import { contentShape, singleContentShape, wrapBase64 } from './content-shapes'
import { nodeId } from './node-id'
import type { FindRepository } from './repository-routes'

const LARGEST_TREE = 100_000

/** Trees, blobs, commits and contents straight from git. */
export function routeObjects(api: Hono<ServerEnv>, { host }: Services, find: FindRepository): void {
  api.get('/repos/:owner/:repo/git/trees/:sha{.+}', async (c) => {
    const { directory, fullName } = find(c)
    const tree = await resolveTree(directory, c.req.param('sha'))
    if (!tree) throw notFound()
    const entries = await readTree(directory, tree, c.req.query('recursive') !== undefined)
    const url = `${host.apiUrl}/repos/${fullName}/git`
    return c.json({
      sha: tree,
      url: `${url}/trees/${tree}`,
      tree: entries.slice(0, LARGEST_TREE).map(({ path, mode, type, sha, size }) => {
        if (type === 'commit') return { path, mode, type, sha }
        return { path, mode, type, sha, size, url: `${url}/${type}s/${sha}` }
      }),
      truncated: entries.length > LARGEST_TREE,
    })
  })

  api.get('/repos/:owner/:repo/git/blobs/:sha', async (c) => {
    const { directory, fullName } = find(c)
    const sha = c.req.param('sha')
    const bytes = await readBlob(directory, sha)
    if (!bytes) throw notFound()
    if (wantsRaw(c.req.header('accept'))) return raw(bytes)
    return c.json({
      sha,
      node_id: nodeId('Blob', sha),
      size: bytes.length,
      url: `${host.apiUrl}/repos/${fullName}/git/blobs/${sha}`,
      content: wrapBase64(bytes),
      encoding: 'base64',
    })
  })

  api.get('/repos/:owner/:repo/git/commits/:sha', async (c) => {
    const repository = find(c)
    const commit = await readCommit(repository.directory, c.req.param('sha'))
    if (!commit) throw notFound()
    return c.json(gitCommitShape(host, repository, commit))
  })

  const showContents = async (c: Context<ServerEnv>) => {
    const repository = find(c)
    const { directory, about } = repository
    const path = (c.req.param('path') ?? '').replace(/\/$/, '')
    const ref = c.req.query('ref') ?? about.defaultBranch
    const commit = await resolveCommit(directory, ref)
    if (!commit) throw new ApiError(404, `No commit found for the ref ${ref}`)
    const tree = await resolveTree(directory, commit)
    const entry = tree ? await readEntry(directory, tree, path) : undefined
    if (!entry) throw notFound()
    if (entry.type === 'tree') {
      const entries = await readTree(directory, entry.sha, false)
      const below = (name: string) => (path ? `${path}/${name}` : name)
      return c.json(entries.map((each) => contentShape(host, repository, each, below(each.path), ref)))
    }
    const bytes = entry.type === 'blob' ? await readBlob(directory, entry.sha) : Buffer.alloc(0)
    if (!bytes) throw notFound()
    if (wantsRaw(c.req.header('accept'))) return raw(bytes)
    return c.json(singleContentShape(contentShape(host, repository, entry, path, ref), entry, bytes))
  }
  api.get('/repos/:owner/:repo/contents', showContents)
  api.get('/repos/:owner/:repo/contents/:path{.*}', showContents)
}

function wantsRaw(accept = ''): boolean {
  return /application\/vnd\.github(\.v3)?\.raw/.test(accept)
}

function raw(bytes: Buffer): Response {
  const headers = { 'content-type': 'application/vnd.github.raw; charset=utf-8', 'x-content-type-options': 'nosniff' }
  return new Response(new Uint8Array(bytes), { headers })
}
