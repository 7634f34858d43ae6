import 'server-only'
import type { GitHubClient } from './client'
import { type ListedMember, listMembers } from './member-listing'
import { type ListedRepository, listRepositories } from './repository-listing'
import { type ListedTeam, listTeams } from './team-listing'
import type { VisibleRepositories } from './visible-repositories'

/** An organisation as one token sees it; a part that is not complete must not be read as "the rest is gone". */
export interface OrganisationListing {
  readonly organisation: VisibleRepositories['organisation']
  /** Owners see every team and repository; others only their part. */
  readonly isOwner: boolean
  readonly repositories: readonly ListedRepository[]
  readonly teams: readonly ListedTeam[]
  readonly members: readonly ListedMember[]
  readonly complete: { readonly repositories: boolean; readonly teams: boolean; readonly members: boolean }
}

/** 100 repositories to a query; teams with their repositories and people; members with their roles. */
export async function listOrganisation(client: GitHubClient, login: string): Promise<OrganisationListing> {
  const repositories = await listRepositories(client, login)
  const [teams, members] = await Promise.all([listTeams(client, login), listMembers(client, login)])
  return {
    organisation: repositories.organisation,
    isOwner: repositories.isOwner,
    repositories: repositories.items,
    teams: teams.items,
    members: members.items,
    complete: { repositories: repositories.isComplete, teams: teams.isComplete, members: members.isComplete },
  }
}
