import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from './client'
import { queryGitHub } from './graphql'
import { collectPages, nodesOf, type Page, PageInfo } from './pages'

export interface ListedTeam {
  readonly githubId: bigint
  readonly slug: string
  readonly name: string
  readonly description: string | null
  readonly repositories: readonly { readonly githubId: bigint; readonly permission: string }[]
  readonly members: readonly ListedPerson[]
}

export interface ListedPerson {
  readonly githubId: bigint
  readonly login: string
  readonly name: string | null
  readonly avatarUrl: string | null
}

export const Person = z.object({
  databaseId: z.number().nullable(),
  login: z.string(),
  name: z.string().nullable(),
  avatarUrl: z.string(),
})

const Grants = z.object({
  pageInfo: PageInfo,
  edges: nodesOf(z.object({ permission: z.string(), node: z.object({ databaseId: z.number() }) })),
})
const People = z.object({ pageInfo: PageInfo, nodes: nodesOf(Person) })
const Team = z.object({
  databaseId: z.number(),
  slug: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  repositories: Grants,
  members: People,
})
const Teams = z.object({
  organization: z.object({ teams: z.object({ pageInfo: PageInfo, nodes: nodesOf(Team) }) }),
})

/**
 * Teams that every member may know of, with all their repositories and people; lists over 100 are followed to their end.
 * Secret teams are left out: what an owner's token sees of them would be shown to the others.
 */
export async function listTeams(
  client: GitHubClient,
  login: string,
): Promise<{ items: readonly ListedTeam[]; isComplete: boolean }> {
  const teams = await collectPages(async (after) => {
    const { data, isComplete } = await queryGitHub(client, `the teams of ${login}`, TEAMS, { login, after }, Teams)
    return { ...data.organization.teams, isComplete }
  })
  let isComplete = teams.isComplete
  const items: ListedTeam[] = []
  for (const team of teams.items) {
    const grants = await completeList(toPage(team.repositories), (after) =>
      fetchGrants(client, login, team.slug, after),
    )
    const people = await completeList({ ...team.members, isComplete: true }, (after) =>
      fetchPeople(client, login, team.slug, after),
    )
    isComplete &&= grants.isComplete && people.isComplete
    const { databaseId, slug, name, description } = team
    items.push({
      githubId: BigInt(databaseId),
      slug,
      name,
      description,
      repositories: grants.items.map(({ node, permission }) => ({ githubId: BigInt(node.databaseId), permission })),
      members: toPeople(people.items),
    })
  }
  return { items, isComplete }
}

/** People with a number; ghosts have none. */
export function toPeople(people: readonly z.infer<typeof Person>[]): ListedPerson[] {
  return people.flatMap(({ databaseId, ...person }) =>
    databaseId === null ? [] : [{ ...person, githubId: BigInt(databaseId) }],
  )
}

async function completeList<T>(first: Page<T>, fetchPage: (after: string | null) => Promise<Page<T>>) {
  const own = (first.nodes ?? []).filter((node) => node !== null)
  const isComplete = first.isComplete && own.length === (first.nodes?.length ?? -1)
  if (!first.pageInfo.hasNextPage || !first.pageInfo.endCursor) return { items: own, isComplete }
  const rest = await collectPages(fetchPage, first.pageInfo.endCursor)
  return { items: [...own, ...rest.items], isComplete: isComplete && rest.isComplete }
}

function toPage({ pageInfo, edges }: z.infer<typeof Grants>, isComplete = true) {
  return { pageInfo, nodes: edges, isComplete }
}

const OneTeamGrants = z.object({ organization: z.object({ team: z.object({ repositories: Grants }) }) })
async function fetchGrants(client: GitHubClient, login: string, slug: string, after: string | null) {
  const query = oneTeam(`repositories(first: 100, after: $after) { ${GRANTS} }`)
  const answer = await queryGitHub(client, `the teams of ${login}`, query, { login, slug, after }, OneTeamGrants)
  return toPage(answer.data.organization.team.repositories, answer.isComplete)
}

const OneTeamPeople = z.object({ organization: z.object({ team: z.object({ members: People }) }) })
async function fetchPeople(client: GitHubClient, login: string, slug: string, after: string | null) {
  const query = oneTeam(`members(first: 100, after: $after) { ${PEOPLE} }`)
  const answer = await queryGitHub(client, `the teams of ${login}`, query, { login, slug, after }, OneTeamPeople)
  return { ...answer.data.organization.team.members, isComplete: answer.isComplete }
}

const GRANTS = 'pageInfo { hasNextPage endCursor } edges { permission node { databaseId } }'
const PEOPLE = 'pageInfo { hasNextPage endCursor } nodes { databaseId login name avatarUrl }'
const TEAMS = `query ($login: String!, $after: String) {
  rateLimit { cost }
  organization(login: $login) {
    teams(first: 50, after: $after, privacy: VISIBLE) {
      pageInfo { hasNextPage endCursor }
      nodes {
        databaseId slug name description
        repositories(first: 100) { ${GRANTS} }
        members(first: 100) { ${PEOPLE} }
      }
    }
  }
}`

function oneTeam(selection: string): string {
  return `query ($login: String!, $slug: String!, $after: String) {
    rateLimit { cost }
    organization(login: $login) { team(slug: $slug) { ${selection} } }
  }`
}
