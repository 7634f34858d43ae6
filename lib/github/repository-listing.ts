import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from './client'
import { COMMIT_FIELDS, Commit, type CommitAtDate, toCommit } from './commits'
import { FreeText } from './free-text'
import { queryGitHub } from './graphql'
import { NodeList, PagedPart } from './paged-part'
import { nodesOf, PAGE_INFO } from './pages'

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

const FIELDS = `databaseId name description isPrivate isArchived isFork pushedAt
  primaryLanguage { name }
  languages(first: 20, orderBy: { field: SIZE, direction: DESC }) { nodes { name } }
  defaultBranchRef { name target { ... on Commit { ${COMMIT_FIELDS} } } }`

const fields = {
  databaseId: z.number().int(),
  name: z.string(),
  description: FreeText.nullable(),
  isPrivate: z.boolean(),
  isArchived: z.boolean(),
  isFork: z.boolean(),
  pushedAt: z.string().nullable(),
  primaryLanguage: z.object({ name: z.string() }).nullable(),
  languages: z.object({ nodes: nodesOf(z.object({ name: z.string() })) }).nullable(),
  defaultBranchRef: z.object({ name: z.string(), target: Commit.nullable() }).nullable(),
}

const Repository = z.object(fields).transform(toListed)

/** Every repository of an organisation, 100 to a page, with its head. */
export function repositoriesPart(): PagedPart<ListedRepository> {
  return new PagedPart({
    part: 'repositories',
    size: { least: 100, most: 100 },
    nested: 1,
    fields: (page) => `repositories(${page}) { ${PAGE_INFO} nodes { ${FIELDS} } }`,
    list: z.object({ repositories: NodeList }).transform(({ repositories }) => repositories),
    node: Repository,
  })
}

const One = z.object({
  repository: z
    .object({ ...fields, owner: z.object({ login: z.string(), databaseId: z.number().int().nullish() }) })
    .transform(({ owner: { login, databaseId }, ...repository }) => ({
      ...toListed(repository),
      owner: { login, githubId: databaseId == null ? null : BigInt(databaseId) },
    })),
})

/** A repository with its owner, whose id is null where GitHub does not tell it. */
export interface FoundRepository extends ListedRepository {
  readonly owner: { readonly githubId: bigint | null; readonly login: string }
}

/** One repository as it is now; GitHub follows names of before. Throws AppError 'not-found' when it shows none. */
export async function fetchRepository(client: GitHubClient, owner: string, name: string): Promise<FoundRepository> {
  const { data } = await queryGitHub(client, `the repository ${owner}/${name}`, ONE, { owner, name }, One)
  return data.repository
}

const ONE = `query ($owner: String!, $name: String!) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    ${FIELDS}
    owner { login ... on Organization { databaseId } ... on User { databaseId } }
  }
}`

function toListed({
  databaseId,
  primaryLanguage,
  languages,
  defaultBranchRef,
  pushedAt,
  ...rest
}: {
  [K in keyof typeof fields]: z.infer<(typeof fields)[K]>
}): ListedRepository {
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
