import 'server-only'
import { z } from 'zod'
import { restBase } from './addresses'
import { callGitHub } from './api-errors'
import { type GitHubClient, USER_AGENT } from './client'
import { queryGitHub } from './graphql'
import { collectPages, nodesOf, PageInfo } from './pages'

/** A person on GitHub. */
export interface GitHubUser {
  readonly id: bigint
  readonly login: string
  readonly name: string | null
  readonly avatarUrl: string | null
}

const User = z.object({
  id: z.number(),
  login: z.string(),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
})

/** Whose token this is. */
export async function fetchTokenOwner(client: GitHubClient): Promise<GitHubUser> {
  const { data } = await callGitHub('who you are', () => client.octokit.request('GET /user'))
  return toUser(User.parse(data))
}

/** The same for a token that was issued a moment ago, in GitHub's own words, as next-auth wants it. */
export async function fetchProfile(accessToken: string): Promise<z.infer<typeof User>> {
  const response = await fetch(`${restBase()}/user`, {
    headers: {
      authorization: `Bearer ${accessToken}`,
      'user-agent': USER_AGENT,
      accept: 'application/vnd.github+json',
    },
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new Error(`GitHub answered HTTP ${response.status} to the question who signed in`)
  return User.parse(await response.json())
}

export interface ViewerOrganisation {
  readonly githubId: bigint
  readonly login: string
  readonly name: string | null
  readonly description: string | null
  readonly avatarUrl: string | null
  readonly role: 'admin' | 'member'
}

const Organisations = z.object({
  viewer: z.object({
    organizations: z.object({
      pageInfo: PageInfo,
      nodes: nodesOf(
        z.object({
          databaseId: z.number(),
          login: z.string(),
          name: z.string().nullable(),
          description: z.string().nullable(),
          avatarUrl: z.string(),
          viewerCanAdminister: z.boolean(),
        }),
      ),
    }),
  }),
})

/** The organisations that the owner of the token belongs to. */
export async function listViewerOrganisations(
  client: GitHubClient,
): Promise<{ items: readonly ViewerOrganisation[]; isComplete: boolean }> {
  const { items, isComplete } = await collectPages(async (after) => {
    const { data, isComplete } = await queryGitHub(
      client,
      'your organisations',
      ORGANISATIONS,
      { after },
      Organisations,
    )
    return { ...data.viewer.organizations, isComplete }
  })
  const organisations = items.map(({ databaseId, viewerCanAdminister, ...organisation }) => ({
    ...organisation,
    githubId: BigInt(databaseId),
    role: viewerCanAdminister ? ('admin' as const) : ('member' as const),
  }))
  return { items: organisations, isComplete }
}

const ORGANISATIONS = `query ($after: String) {
  rateLimit { cost }
  viewer {
    organizations(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { databaseId login name description avatarUrl viewerCanAdminister }
    }
  }
}`

function toUser({ id, login, name, avatar_url }: z.infer<typeof User>): GitHubUser {
  return { id: BigInt(id), login, name: name ?? null, avatarUrl: avatar_url ?? null }
}
