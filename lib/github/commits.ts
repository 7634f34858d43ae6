import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import type { GitHubClient } from './client'
import { queryGitHub } from './graphql'

export interface CommitAtDate {
  readonly commit: string
  readonly tree: string
  readonly committedAt: Date
}

/** What is asked of every commit, and how the answer looks. */
export const COMMIT_FIELDS = 'oid committedDate tree { oid }'
export const Commit = z.object({
  oid: z.string(),
  committedDate: z.string().refine((date) => !Number.isNaN(Date.parse(date)), 'is no date'),
  tree: z.object({ oid: z.string() }),
})

const OneCommit = z.object({ repository: z.object({ object: Commit.nullable() }) })

/** One commit; throws AppError 'not-found' when the repository has none of this id. */
export async function fetchCommit(
  client: GitHubClient,
  owner: string,
  name: string,
  commit: string,
): Promise<CommitAtDate> {
  const what = `the commit ${commit} of ${owner}/${name}`
  const { data } = await queryGitHub(client, what, ONE_COMMIT, { owner, name, commit }, OneCommit)
  if (!data.repository.object) throw new AppError('not-found', `GitHub does not show ${what}.`)
  return toCommit(data.repository.object)
}

const ONE_COMMIT = `query ($owner: String!, $name: String!, $commit: GitObjectID!) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) { object(oid: $commit) { ... on Commit { ${COMMIT_FIELDS} } } }
}`

export function toCommit({ oid, tree, committedDate }: z.infer<typeof Commit>): CommitAtDate {
  return { commit: oid, tree: tree.oid, committedAt: new Date(committedDate) }
}
