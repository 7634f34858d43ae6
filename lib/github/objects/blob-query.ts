import 'server-only'
import { z } from 'zod'
import { gitBlobId } from '@/lib/snapshot/virtual'
import type { GitHubClient } from '../client'
import { queryGitHub } from '../graphql'
import { type ObjectSource, Oid } from './tree-query'

export interface BlobRef {
  readonly oid: string
  readonly size: number
}

const Blob = z.object({ text: z.string().nullish(), isTruncated: z.boolean().nullish() })
const Answer = z.object({ repository: z.record(z.string(), Blob.nullish()) })

/**
 * Asks for the bytes of blobs in one query; only what is git's truth is answered, so a text that GitHub shortened or
 * changed while it decoded it (another encoding than UTF-8) is missing. Throws AppError when the query fails.
 */
export async function queryBlobs(
  client: GitHubClient,
  { owner, name }: ObjectSource,
  blobs: readonly BlobRef[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const asked = blobs.map(({ oid }) => Oid.parse(oid))
  const parts = asked.map((oid, index) => `b${index}: object(oid: "${oid}") { ...B }`)
  const query = `query ($owner: String!, $name: String!) {
    rateLimit { cost }
    repository(owner: $owner, name: $name) { ${parts.join('\n')} }
  }
  fragment B on Blob { text isTruncated }`
  const { data } = await queryGitHub(client, `the files of ${owner}/${name}`, query, { owner, name }, Answer)
  const found = new Map<string, Uint8Array>()
  for (const [index, oid] of asked.entries()) {
    const { text, isTruncated } = data.repository[`b${index}`] ?? {}
    if (typeof text !== 'string' || isTruncated) continue
    const content = new TextEncoder().encode(text)
    if (gitBlobId(content) === oid) found.set(oid, content)
  }
  return found
}
