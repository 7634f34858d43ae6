import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/errors'
import type { GitHubClient } from './client'
import { explainProblems } from './graphql'
import { describeGap, type GapCause, type ListingGap, type ListingPart } from './listing-gaps'
import { readInRounds } from './listing-rounds'
import { type ListedMember, membersPart, toMembers } from './member-listing'
import { type ListedRepository, repositoriesPart } from './repository-listing'
import { type ListedTeam, TeamsListing } from './team-listing'
import { ORGANISATION, OrganisationNode } from './viewer'
import type { VisibleRepositories } from './visible-repositories'

/** An organisation as one token sees it; a part that is not complete must not be read as "the rest is gone". */
export interface OrganisationListing {
  readonly organisation: VisibleRepositories['organisation']
  /** Owners see every team and repository; others only their part. */
  readonly isOwner: boolean
  /** Every member sees the teams that are not secret. */
  readonly isMember: boolean
  readonly repositories: readonly ListedRepository[]
  readonly teams: readonly ListedTeam[]
  readonly members: readonly ListedMember[]
  readonly complete: Readonly<Record<ListingPart, boolean>>
  /** What is short, and why; empty for a whole listing, and for one that was interrupted. */
  readonly gaps: readonly ListingGap[]
  /** A limit or a refused token ended the listing before its end; what arrived until then is here. */
  readonly interruption: AppError | null
}

/**
 * Repositories, teams with their repositories and people, and members with their roles: one point for every 100
 * repositories, which pays for the rest as well. Throws AppError 'not-found' or 'forbidden' when GitHub does not show
 * the organisation or its repositories, and 'conflict' when the login belongs to another organisation by now.
 */
export async function listOrganisation(
  client: GitHubClient,
  login: string,
  expectedId?: bigint,
): Promise<OrganisationListing> {
  const repositories = repositoriesPart()
  const members = membersPart()
  const teams = new TeamsListing()
  let about: z.infer<typeof OrganisationNode> | undefined
  const interruption = await readInRounds(
    client,
    { login, fields: ORGANISATION },
    () => [repositories, members, ...teams.parts()],
    ({ data, problems }) => {
      about ??= readAbout(login, expectedId, data.organization, problems)
    },
  ).then(
    () => null,
    (error: unknown) => {
      if (error instanceof AppError && repositories.pages > 0) return error
      throw error
    },
  )
  if (!about || repositories.pages === 0) throw unlistable(login, repositories.gap)

  const { databaseId, name, description, avatarUrl, viewerCanAdminister, viewerIsAMember } = about
  const causes = { repositories: repositories.gap, teams: teams.gap(), members: members.gap }
  const isComplete = (part: ListingPart) => causes[part] === null && interruption === null
  return {
    organisation: { githubId: BigInt(databaseId), login: about.login, name, description, avatarUrl },
    isOwner: viewerCanAdminister,
    isMember: viewerIsAMember,
    repositories: repositories.items,
    teams: teams.items(),
    members: toMembers(members.items),
    complete: {
      repositories: isComplete('repositories'),
      teams: isComplete('teams'),
      members: isComplete('members'),
    },
    gaps: interruption ? [] : PARTS.flatMap((part) => (causes[part] ? [describeGap(part, causes[part])] : [])),
    interruption,
  }
}

const PARTS = ['repositories', 'teams', 'members'] as const

function readAbout(
  login: string,
  expectedId: bigint | undefined,
  organisation: unknown,
  problems: Parameters<typeof explainProblems>[1],
): z.infer<typeof OrganisationNode> {
  const { data, error } = OrganisationNode.safeParse(organisation)
  if (!data) throw explainProblems(`the organisation ${login}`, problems, error)
  if (expectedId === undefined || BigInt(data.databaseId) === expectedId) return data
  throw new AppError(
    'conflict',
    `Another organisation is called ${login} now. Open your organisations and scan it again.`,
  )
}

function unlistable(login: string, cause: GapCause | null): AppError {
  const { reason } = describeGap('repositories', cause ?? 'broken-off')
  const code = cause === 'refused' || cause === 'single-sign-on' ? 'forbidden' : 'github-unavailable'
  return new AppError(code, `${login} could not be listed. ${reason}`)
}
