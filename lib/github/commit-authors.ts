import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from './client'
import { explainProblems, queryGitHub } from './graphql'
import { type ObjectSource, Oid } from './objects/tree-query'

/** Who changed something, and how it came in. Texts are cut, since anybody may have written them. */
export interface CommitAuthorship {
  readonly commit: string
  readonly committedAt: Date
  readonly headline: string
  readonly authorLogin: string | null
  readonly authorName: string | null
  /** The pull request that brought it to the branch; null also where the App may not read pull requests. */
  readonly pull: {
    readonly number: number
    readonly title: string | null
    readonly mergedByLogin: string | null
  } | null
}

const Login = z.object({ login: z.string() }).nullish()
const Pull = z.object({
  number: z.number().int().positive(),
  title: z.string(),
  merged: z.boolean(),
  baseRefName: z.string(),
  mergedBy: Login,
  mergeCommit: z.object({ oid: z.string() }).nullish(),
  repository: z.object({ nameWithOwner: z.string() }),
})
const Commit = z.object({
  oid: Oid,
  committedDate: z.string(),
  messageHeadline: z.string(),
  author: z.object({ name: z.string().nullish(), user: Login }).nullish(),
  associatedPullRequests: z.object({ nodes: z.array(Pull.nullable()).nullable() }).nullish(),
})
const Answer = z.object({ repository: z.object({ object: Commit.nullable() }) })

const QUERY = `query ($owner: String!, $name: String!, $commit: GitObjectID!) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    object(oid: $commit) {
      ... on Commit {
        oid committedDate messageHeadline
        author { name user { login } }
        associatedPullRequests(first: 10) {
          nodes {
            number title merged baseRefName
            mergedBy { login }
            mergeCommit { oid }
            repository { nameWithOwner }
          }
        }
      }
    }
  }
}`

/** The author of a commit and its pull request into a branch; null when the commit is gone. One query. */
export async function fetchAuthorship(
  client: GitHubClient,
  { owner, name }: ObjectSource,
  branch: string,
  commit: string,
): Promise<CommitAuthorship | null> {
  const what = `a commit of ${owner}/${name}`
  const { data, problems } = await queryGitHub(client, what, QUERY, { owner, name, commit }, Answer)
  const found = data.repository.object
  if (!found) {
    if (problems.length > 0) throw explainProblems(what, problems)
    return null
  }
  const pulls = (found.associatedPullRequests?.nodes ?? []).flatMap((pull) => pull ?? [])
  const own = pulls.filter(
    ({ merged, baseRefName, repository }) =>
      merged && baseRefName === branch && repository.nameWithOwner.toLowerCase() === `${owner}/${name}`.toLowerCase(),
  )
  const pull = own.find(({ mergeCommit }) => mergeCommit?.oid === commit) ?? own[0]
  return {
    commit: found.oid,
    committedAt: new Date(found.committedDate),
    headline: cut(found.messageHeadline, 200),
    authorLogin: found.author?.user ? cut(found.author.user.login, 100) : null,
    authorName: found.author?.name ? cut(found.author.name, 100) : null,
    pull: pull
      ? { number: pull.number, title: cut(pull.title, 200), mergedByLogin: pull.mergedBy?.login.slice(0, 100) ?? null }
      : found.associatedPullRequests === null
        ? pullOfHeadline(found.messageHeadline)
        : null,
  }
}

/** As GitHub writes it when it merges; told where pull requests themselves may not be read. */
function pullOfHeadline(headline: string): CommitAuthorship['pull'] {
  const number = /^Merge pull request #(\d{1,9}) from |\(#(\d{1,9})\)$/.exec(headline)
  const found = Number(number?.[1] ?? number?.[2])
  return found > 0 ? { number: found, title: null, mergedByLogin: null } : null
}

/** Without cutting a character in two, and without the characters that would turn a line around. */
function cut(text: string, length: number): string {
  return [...text.replace(/[\p{Cc}\p{Cf}]/gu, ' ')].slice(0, length).join('').trim()
}
