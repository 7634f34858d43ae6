import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from './client'
import { COMMIT_FIELDS, Commit, type CommitAtDate, toCommit } from './commits'
import { queryGitHub } from './graphql'
import { collectPages, nodesOf, PageInfo } from './pages'
import type { VisibleRepositories } from './visible-repositories'

export interface ListedRepository {
  readonly githubId: bigint
  readonly name: string
  readonly description: string | null
  readonly isPrivate: boolean
  readonly isArchived: boolean
  readonly isFork: boolean
  readonly language: string | null
  /** All that GitHub found, the largest first. */
  readonly languages: readonly string[]
  readonly pushedAt: Date | null
  readonly defaultBranch: string | null
  /** Null for an empty repository. */
  readonly head: CommitAtDate | null
}

const Repository = z.object({
  databaseId: z.number(),
  name: z.string(),
  description: z.string().nullable(),
  isPrivate: z.boolean(),
  isArchived: z.boolean(),
  isFork: z.boolean(),
  pushedAt: z.string().nullable(),
  primaryLanguage: z.object({ name: z.string() }).nullable(),
  languages: z.object({ nodes: nodesOf(z.object({ name: z.string() })) }).nullable(),
  defaultBranchRef: z.object({ name: z.string(), target: Commit.nullable() }).nullable(),
})

const Repositories = z.object({
  organization: z.object({
    databaseId: z.number(),
    login: z.string(),
    name: z.string().nullable(),
    description: z.string().nullable(),
    avatarUrl: z.string(),
    viewerCanAdminister: z.boolean(),
    repositories: z.object({ pageInfo: PageInfo, nodes: nodesOf(Repository) }),
  }),
})

const FIELDS = `databaseId name description isPrivate isArchived isFork pushedAt
  primaryLanguage { name }
  languages(first: 20, orderBy: { field: SIZE, direction: DESC }) { nodes { name } }
  defaultBranchRef { name target { ... on Commit { ${COMMIT_FIELDS} } } }`

export async function listRepositories(
  client: GitHubClient,
  login: string,
): Promise<{
  organisation: VisibleRepositories['organisation']
  isOwner: boolean
  items: readonly ListedRepository[]
  isComplete: boolean
}> {
  let first: z.infer<typeof Repositories>['organization'] | undefined
  const { items, isComplete } = await collectPages(async (after) => {
    const what = `the repositories of ${login}`
    const { data, isComplete } = await queryGitHub(client, what, REPOSITORIES, { login, after }, Repositories)
    first ??= data.organization
    return { ...data.organization.repositories, isComplete }
  })
  if (!first) throw new Error('collectPages asks for at least one page')
  const { databaseId, name, description, avatarUrl, viewerCanAdminister } = first
  return {
    organisation: { githubId: BigInt(databaseId), login: first.login, name, description, avatarUrl },
    isOwner: viewerCanAdminister,
    items: items.map(toListed),
    isComplete,
  }
}

const REPOSITORIES = `query ($login: String!, $after: String) {
  rateLimit { cost }
  organization(login: $login) {
    databaseId login name description avatarUrl viewerCanAdminister
    repositories(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${FIELDS} } }
  }
}`

const One = z.object({ repository: Repository })

/** One repository as it is now; throws AppError 'not-found' when GitHub does not show it. */
export async function fetchRepository(client: GitHubClient, owner: string, name: string): Promise<ListedRepository> {
  const { data } = await queryGitHub(client, `the repository ${owner}/${name}`, ONE, { owner, name }, One)
  return toListed(data.repository)
}

const ONE = `query ($owner: String!, $name: String!) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) { ${FIELDS} }
}`

function toListed({
  databaseId,
  primaryLanguage,
  languages,
  defaultBranchRef,
  pushedAt,
  ...rest
}: z.infer<typeof Repository>): ListedRepository {
  const target = defaultBranchRef?.target
  return {
    ...rest,
    githubId: BigInt(databaseId),
    language: primaryLanguage?.name ?? null,
    languages: (languages?.nodes ?? []).flatMap((node) => (node ? [node.name] : [])),
    pushedAt: pushedAt ? new Date(pushedAt) : null,
    defaultBranch: defaultBranchRef?.name ?? null,
    head: target ? toCommit(target) : null,
  }
}
