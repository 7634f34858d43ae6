import 'server-only'
import { z } from 'zod'
import { callGitHub } from './api-errors'
import type { GitHubClient } from './client'

export interface TreeFile {
  readonly path: string
  /** Git's blob id. */
  readonly blob: string
  readonly size: number
  readonly executable: boolean
}

const Tree = z.object({
  truncated: z.boolean(),
  tree: z.array(
    z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string(), size: z.number().optional() }),
  ),
})

/** Files of a tree, links and submodules left out; not complete above 100,000 entries or 7 MB of list. */
export async function listTree(
  client: GitHubClient,
  owner: string,
  name: string,
  tree: string,
): Promise<{ readonly files: readonly TreeFile[]; readonly isComplete: boolean }> {
  const { data } = await callGitHub(`the files of ${owner}/${name}`, () =>
    client.octokit.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
      owner,
      repo: name,
      tree_sha: tree,
      recursive: '1',
    }),
  )
  const parsed = Tree.parse(data)
  const files = parsed.tree.flatMap(({ path, mode, type, sha, size }) =>
    type === 'blob' && mode !== '120000' ? [{ path, blob: sha, size: size ?? 0, executable: mode === '100755' }] : [],
  )
  return { files, isComplete: !parsed.truncated }
}

const Blob = z.object({ content: z.string(), encoding: z.literal('base64') })

export async function fetchBlob(client: GitHubClient, owner: string, name: string, blob: string): Promise<Uint8Array> {
  const { data } = await callGitHub(`a file of ${owner}/${name}`, () =>
    client.octokit.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { owner, repo: name, file_sha: blob }),
  )
  // A copy, because small buffers share memory that another thread must not take away.
  return new Uint8Array(Buffer.from(Blob.parse(data).content, 'base64'))
}
