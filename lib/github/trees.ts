import 'server-only'
import { z } from 'zod'
import { callGitHub, unavailable } from './api-errors'
import type { GitHubClient } from './client'
import { Oid, type TreeEntry, type Trees } from './objects/tree-query'

const Tree = z.object({
  truncated: z.boolean(),
  sha: Oid,
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string(),
      type: z.string(),
      sha: Oid,
      size: z.number().int().nonnegative().optional(),
    }),
  ),
})

/** Every tree below this one with its entries, in one request; null when the list is too long for GitHub. */
export async function listTrees(
  client: GitHubClient,
  owner: string,
  name: string,
  tree: string,
): Promise<Trees | null> {
  const listed = await fetchTree(client, owner, name, tree)
  if (listed.truncated) return null
  const folders = new Map<string, TreeEntry[]>([['', []]])
  const ids = new Map<string, string>([['', listed.sha]])
  for (const { path, mode, type, sha, size } of listed.tree) {
    if (type !== 'blob' && type !== 'tree' && type !== 'commit') continue
    const slash = path.lastIndexOf('/')
    const entry = {
      name: path.slice(slash + 1),
      mode: Number.parseInt(mode, 8),
      type,
      oid: sha,
      size: size ?? 0,
    } as const
    folders.get(path.slice(0, Math.max(slash, 0)))?.push(entry)
    if (type === 'tree') {
      folders.set(path, [])
      ids.set(path, sha)
    }
  }
  return new Map([...folders].map(([path, entries]) => [ids.get(path) ?? '', entries]))
}

async function fetchTree(
  client: GitHubClient,
  owner: string,
  name: string,
  tree: string,
): Promise<z.infer<typeof Tree>> {
  const what = `the files of ${owner}/${name}`
  const { data } = await callGitHub(what, () =>
    client.octokit.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
      owner,
      repo: name,
      tree_sha: tree,
      recursive: '1',
    }),
  )
  const parsed = Tree.safeParse(data)
  if (!parsed.success) throw unavailable(what, parsed.error)
  return parsed.data
}

const Blob = z.object({ content: z.string(), encoding: z.literal('base64') })

export async function fetchBlob(client: GitHubClient, owner: string, name: string, blob: string): Promise<Uint8Array> {
  const { content } = await callGitHub(`a file of ${owner}/${name}`, async () => {
    const asked = { owner, repo: name, file_sha: blob }
    return Blob.parse((await client.octokit.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', asked)).data)
  })
  // A copy, because small buffers share memory that another thread must not take away.
  return new Uint8Array(Buffer.from(content, 'base64'))
}
