import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from './client'
import { queryGitHub } from './graphql'
import { collectPages, nodesOf, PageInfo } from './pages'

/** What one person's token may read in one organisation. */
export interface VisibleRepositories {
  readonly organisation: {
    readonly githubId: bigint
    readonly login: string
    readonly name: string | null
    readonly description: string | null
    readonly avatarUrl: string | null
  }
  /** Null for somebody who does not belong to the organisation. */
  readonly role: 'admin' | 'member' | null
  readonly repositoryIds: readonly bigint[]
  readonly isComplete: boolean
}

const Visible = z.object({
  organization: z.object({
    databaseId: z.number(),
    login: z.string(),
    name: z.string().nullable(),
    description: z.string().nullable(),
    avatarUrl: z.string(),
    viewerIsAMember: z.boolean(),
    viewerCanAdminister: z.boolean(),
    repositories: z.object({ pageInfo: PageInfo, nodes: nodesOf(z.object({ databaseId: z.number() })) }),
  }),
})

/** Throws AppError 'not-found' when GitHub does not show the organisation. */
export async function listVisibleRepositories(client: GitHubClient, login: string): Promise<VisibleRepositories> {
  let organisation: z.infer<typeof Visible>['organization'] | undefined
  const { items, isComplete } = await collectPages(async (after) => {
    const what = `the organisation ${login}`
    const { data, isComplete } = await queryGitHub(client, what, VISIBLE, { login, after }, Visible)
    organisation ??= data.organization
    return { ...data.organization.repositories, isComplete }
  })
  if (!organisation) throw new Error('collectPages asks for at least one page')
  const { databaseId, viewerIsAMember, viewerCanAdminister, name, description, avatarUrl } = organisation
  return {
    organisation: { githubId: BigInt(databaseId), login: organisation.login, name, description, avatarUrl },
    role: viewerCanAdminister ? 'admin' : viewerIsAMember ? 'member' : null,
    repositoryIds: items.map((repository) => BigInt(repository.databaseId)),
    isComplete,
  }
}

const VISIBLE = `query ($login: String!, $after: String) {
  rateLimit { cost }
  organization(login: $login) {
    databaseId login name description avatarUrl viewerIsAMember viewerCanAdminister
    repositories(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { databaseId } }
  }
}`
