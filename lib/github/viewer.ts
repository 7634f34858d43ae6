import 'server-only'
import { z } from 'zod'
import { env } from '@/lib/env'
import { callGitHub } from './api-errors'
import { type GitHubClient, USER_AGENT } from './client'
import { FreeText } from './free-text'
import { queryGitHub } from './graphql'
import { collectPages, nodesOf, PAGE_INFO, PageInfo } from './pages'

/** A person on GitHub. */
export interface GitHubUser {
  readonly id: bigint
  readonly login: string
  readonly name: string | null
  readonly avatarUrl: string | null
}

const User = z.object({
  id: z.number().int(),
  login: z.string(),
  name: FreeText.nullish(),
  avatar_url: z.string().nullish(),
})

/** Whose token this is. */
export async function fetchTokenOwner(client: GitHubClient): Promise<GitHubUser> {
  return callGitHub('who you are', async () => toUser(User.parse((await client.octokit.request('GET /user')).data)))
}

/** The same for a token that was issued a moment ago, in GitHub's own words, as next-auth wants it. */
export async function fetchProfile(accessToken: string): Promise<z.infer<typeof User>> {
  const response = await fetch(`${env().GITHUB_API_URL}/user`, {
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

/** An organisation as one person sees it. */
export interface OrganisationSeen {
  readonly githubId: bigint
  readonly login: string
  readonly name: string | null
  readonly description: string | null
  readonly avatarUrl: string | null
  /** Null for somebody who does not belong to it. */
  readonly role: 'admin' | 'member' | null
}

/** An organisation as GraphQL answers it to ORGANISATION. */
export const OrganisationNode = z.object({
  databaseId: z.number().int(),
  login: z.string(),
  name: FreeText.nullable(),
  description: FreeText.nullable(),
  avatarUrl: z.string(),
  viewerIsAMember: z.boolean(),
  viewerCanAdminister: z.boolean(),
})
export const ORGANISATION = Object.keys(OrganisationNode.shape).join(' ')

export function toOrganisationSeen(node: z.infer<typeof OrganisationNode>): OrganisationSeen {
  const { databaseId, login, name, description, avatarUrl, viewerIsAMember, viewerCanAdminister } = node
  const role = viewerCanAdminister ? 'admin' : viewerIsAMember ? 'member' : null
  return { githubId: BigInt(databaseId), login, name, description, avatarUrl, role }
}

const Owner = z.union([OrganisationNode, z.object({ databaseId: z.undefined().optional() })])
const Owned = z.object({ pageInfo: PageInfo, nodes: nodesOf(z.object({ owner: Owner })) })
const Belonging = z.object({ pageInfo: PageInfo, nodes: nodesOf(OrganisationNode) })
const Viewer = z.object({
  viewer: z.object({ organizations: Belonging.optional(), repositories: Owned.optional() }),
})

/**
 * The organisations that the owner of the token belongs to, and those of which they were given repositories, with no
 * role there.
 */
export async function listViewerOrganisations(
  client: GitHubClient,
  { withCollaborations = true } = {},
): Promise<{ items: readonly OrganisationSeen[]; isComplete: boolean }> {
  const ask = async (variables: Readonly<Record<string, unknown>>) =>
    queryGitHub(client, 'your organisations', ORGANISATIONS, variables, Viewer)
  const first = await ask({ belonging: true, collaborating: withCollaborations })
  const belonging = await collectPages(async (after) => {
    const { data, isComplete } = after ? await ask({ belonging: true, collaborating: false, after }) : first
    return { ...(data.viewer.organizations ?? EMPTY), isComplete }
  })
  const collaborating = await collectPages(async (after) => {
    const { data, isComplete } = after ? await ask({ belonging: false, collaborating: true, after }) : first
    return { ...(data.viewer.repositories ?? EMPTY), isComplete }
  })
  const owners = collaborating.items.flatMap(({ owner }) => (owner.databaseId === undefined ? [] : [owner]))
  const seen = new Map([...owners, ...belonging.items].map((node) => [node.databaseId, toOrganisationSeen(node)]))
  return { items: [...seen.values()], isComplete: belonging.isComplete && collaborating.isComplete }
}

const EMPTY = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] }

const ORGANISATIONS = `query ($belonging: Boolean!, $collaborating: Boolean!, $after: String) {
  rateLimit { cost }
  viewer {
    organizations(first: 100, after: $after) @include(if: $belonging) {
      ${PAGE_INFO}
      nodes { ${ORGANISATION} }
    }
    repositories(first: 100, after: $after, affiliations: [COLLABORATOR], ownerAffiliations: [COLLABORATOR])
      @include(if: $collaborating) {
      ${PAGE_INFO}
      nodes { owner { ... on Organization { ${ORGANISATION} } } }
    }
  }
}`

const One = z.object({ organization: OrganisationNode })

/** One organisation and the role of the token's owner there; throws AppError 'not-found' when GitHub does not show it. */
export async function fetchOrganisation(client: GitHubClient, login: string): Promise<OrganisationSeen> {
  const { data } = await queryGitHub(client, `the organisation ${login}`, ONE, { login }, One)
  return toOrganisationSeen(data.organization)
}

const ONE = `query ($login: String!) {
  rateLimit { cost }
  organization(login: $login) { ${ORGANISATION} }
}`

function toUser({ id, login, name, avatar_url }: z.infer<typeof User>): GitHubUser {
  return { id: BigInt(id), login, name: name ?? null, avatarUrl: avatar_url ?? null }
}
