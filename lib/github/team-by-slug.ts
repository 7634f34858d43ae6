import 'server-only'
import { z } from 'zod'
import { nullIf } from '@/lib/errors'
import type { GitHubClient } from './client'
import { FreeText } from './free-text'
import { queryGitHub } from './graphql'

export interface FoundTeam {
  readonly organisationId: bigint
  readonly githubId: bigint
  readonly slug: string
  readonly name: string
  readonly description: string | null
  readonly isSecret: boolean
  /** It has a person or a repository. */
  readonly hasContent: boolean
}

const Count = z.object({ totalCount: z.number() })
const Answer = z.object({
  organization: z.object({
    databaseId: z.number().int(),
    team: z
      .object({
        databaseId: z.number().int(),
        slug: z.string(),
        name: FreeText,
        description: FreeText.nullable(),
        privacy: z.string(),
        members: Count,
        repositories: Count,
      })
      .nullable(),
  }),
})

/** One team as it is now, without its lists; null when GitHub shows none of this name. */
export async function findTeamBySlug(client: GitHubClient, login: string, slug: string): Promise<FoundTeam | null> {
  const answer = await queryGitHub(client, `the team ${slug} of ${login}`, ONE_TEAM, { login, slug }, Answer).catch(
    nullIf('not-found'),
  )
  const { databaseId: organisationId, team } = answer?.data.organization ?? {}
  if (organisationId === undefined || !team) return null
  const { databaseId, privacy, members, repositories, ...rest } = team
  const hasContent = members.totalCount + repositories.totalCount > 0
  return {
    ...rest,
    organisationId: BigInt(organisationId),
    githubId: BigInt(databaseId),
    isSecret: privacy === 'SECRET',
    hasContent,
  }
}

const ONE_TEAM = `query ($login: String!, $slug: String!) {
  rateLimit { cost }
  organization(login: $login) {
    databaseId
    team(slug: $slug) {
      databaseId slug name description privacy
      members(first: 1) { totalCount }
      repositories(first: 1) { totalCount }
    }
  }
}`
