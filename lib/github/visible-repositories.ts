import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from './client'
import { queryGitHub } from './graphql'
import { collectPages, nodesOf, PAGE_INFO, PageInfo } from './pages'
import { ORGANISATION, OrganisationNode, type OrganisationSeen, toOrganisationSeen } from './viewer'

/** What one person's token may read in one organisation. */
export interface VisibleRepositories {
  readonly organisation: Omit<OrganisationSeen, 'role'>
  /** Null for somebody who does not belong to the organisation and was given none of its repositories. */
  readonly role: 'admin' | 'member' | 'collaborator' | null
  /** What everybody may read is left out for somebody from outside. */
  readonly repositoryIds: readonly bigint[]
  /** Those of them that this person administers. */
  readonly administeredIds: readonly bigint[]
  /** Those of them that this person may push to. */
  readonly writableIds: readonly bigint[]
  readonly isComplete: boolean
}

const Repository = z.object({
  databaseId: z.number().int(),
  isPrivate: z.boolean(),
  viewerPermission: z.string().nullable(),
})

const Visible = z.object({
  organization: OrganisationNode.extend({
    repositories: z.object({ pageInfo: PageInfo, nodes: nodesOf(Repository) }),
  }),
})

/** Throws AppError 'not-found' when GitHub does not show the organisation. */
export async function listVisibleRepositories(client: GitHubClient, login: string): Promise<VisibleRepositories> {
  let seen: OrganisationSeen | undefined
  const { items, isComplete } = await collectPages(async (after) => {
    const what = `the organisation ${login}`
    const { data, isComplete } = await queryGitHub(client, what, VISIBLE, { login, after }, Visible)
    seen ??= toOrganisationSeen(data.organization)
    return { ...data.organization.repositories, isComplete }
  })
  if (!seen) throw new Error('collectPages asks for at least one page')
  const { role, ...organisation } = seen
  const granted = role ? items : items.filter(isGranted)
  return {
    organisation,
    role: role ?? (granted.length > 0 ? 'collaborator' : null),
    repositoryIds: granted.map(({ databaseId }) => BigInt(databaseId)),
    administeredIds: idsWith(granted, ['ADMIN']),
    writableIds: idsWith(granted, ['WRITE', 'MAINTAIN', 'ADMIN']),
    isComplete,
  }
}

function idsWith(repositories: readonly z.infer<typeof Repository>[], permissions: readonly string[]): bigint[] {
  return repositories
    .filter(({ viewerPermission }) => permissions.includes(viewerPermission ?? ''))
    .map(({ databaseId }) => BigInt(databaseId))
}

/** Given to this person, and not only public. */
function isGranted({ isPrivate, viewerPermission }: z.infer<typeof Repository>): boolean {
  return isPrivate || ['TRIAGE', 'WRITE', 'MAINTAIN', 'ADMIN'].includes(viewerPermission ?? '')
}

const VISIBLE = `query ($login: String!, $after: String) {
  rateLimit { cost }
  organization(login: $login) {
    ${ORGANISATION}
    repositories(first: 100, after: $after) {
      ${PAGE_INFO}
      nodes { databaseId isPrivate viewerPermission }
    }
  }
}`
