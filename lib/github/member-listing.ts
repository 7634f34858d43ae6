import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from './client'
import { queryGitHub } from './graphql'
import { collectPages, nodesOf, PageInfo } from './pages'
import { type ListedPerson, Person, toPeople } from './team-listing'

export interface ListedMember extends ListedPerson {
  readonly role: 'admin' | 'member'
}

const Members = z.object({
  organization: z.object({
    membersWithRole: z.object({
      pageInfo: PageInfo,
      edges: nodesOf(z.object({ role: z.string().nullable(), node: Person.nullable() })),
    }),
  }),
})

export async function listMembers(
  client: GitHubClient,
  login: string,
): Promise<{ items: readonly ListedMember[]; isComplete: boolean }> {
  const { items, isComplete } = await collectPages(async (after) => {
    const { data, isComplete } = await queryGitHub(
      client,
      `the members of ${login}`,
      MEMBERS,
      { login, after },
      Members,
    )
    const { pageInfo, edges } = data.organization.membersWithRole
    return { pageInfo, nodes: edges, isComplete }
  })
  const members = items.flatMap(({ role, node }) =>
    toPeople(node ? [node] : []).map((person) => ({
      ...person,
      role: role === 'ADMIN' ? ('admin' as const) : ('member' as const),
    })),
  )
  return { items: members, isComplete }
}

const MEMBERS = `query ($login: String!, $after: String) {
  rateLimit { cost }
  organization(login: $login) {
    membersWithRole(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges { role node { databaseId login name avatarUrl } }
    }
  }
}`
