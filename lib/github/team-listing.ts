import 'server-only'
import { z } from 'zod'
import { FreeText } from './free-text'
import type { GapCause } from './listing-gaps'
import { EdgeList, NodeList, PagedPart } from './paged-part'
import { nodesOf, PAGE_INFO, PageInfo } from './pages'
import { type ListedPerson, PERSON, Person, toPeople } from './people'

export interface ListedTeam {
  readonly githubId: bigint
  readonly slug: string
  readonly name: string
  readonly description: string | null
  readonly repositories: readonly { readonly githubId: bigint; readonly permission: string }[]
  readonly members: readonly ListedPerson[]
}

const Grant = z.object({ permission: z.string(), node: z.object({ databaseId: z.number().int() }) })
type Grant = z.infer<typeof Grant>
const Team = z.object({
  databaseId: z.number().int(),
  slug: z.string(),
  name: FreeText,
  description: FreeText.nullable(),
  repositories: z.object({ pageInfo: PageInfo, edges: nodesOf(Grant) }),
  members: z.object({ pageInfo: PageInfo, nodes: nodesOf(Person) }),
})
type Team = z.infer<typeof Team>

const GRANTS = `${PAGE_INFO} edges { permission node { databaseId } }`
const PEOPLE = `${PAGE_INFO} nodes { ${PERSON} }`

interface Overflow {
  readonly grants: PagedPart<Grant> | null
  readonly people: PagedPart<z.infer<typeof Person>> | null
}

/**
 * Teams that every member may know of, with all their repositories and people; lists over 100 are followed to their end.
 * Secret teams are left out: what an owner's token sees of them would be shown to the others.
 */
export class TeamsListing {
  readonly #teams = teamsPart()
  readonly #overflows: Overflow[] = []

  /** Every list to follow, those that the teams seen so far are too long for included. */
  parts(): readonly PagedPart<unknown>[] {
    for (const team of this.#teams.items.slice(this.#overflows.length)) this.#overflows.push(overflowOf(team))
    const more = this.#overflows.flatMap(({ grants, people }) => [
      ...(grants ? [grants] : []),
      ...(people ? [people] : []),
    ])
    return [this.#teams, ...more]
  }

  items(): readonly ListedTeam[] {
    return this.#teams.items.map((team, index) => {
      const { grants, people } = this.#overflows[index] ?? { grants: null, people: null }
      const { databaseId, slug, name, description } = team
      const edges = [...present(team.repositories.edges), ...(grants?.items ?? [])]
      return {
        githubId: BigInt(databaseId),
        slug,
        name,
        description,
        repositories: edges.map(({ node, permission }) => ({ githubId: BigInt(node.databaseId), permission })),
        members: toPeople([...present(team.members.nodes), ...(people?.items ?? [])]),
      }
    })
  }

  /** Why the list is short; null when it is whole. */
  gap(): GapCause | null {
    const parts = this.parts()
    const cause = parts.find(({ gap }) => gap !== null)?.gap
    if (cause) return cause
    if (parts.some(({ isOver }) => !isOver)) return 'broken-off'
    return this.#teams.items.some(isShort) ? 'left-out' : null
  }
}

function teamsPart(): PagedPart<Team> {
  return new PagedPart({
    part: 'teams',
    size: { least: 10, most: 50 },
    nested: 2,
    fields: (page) => `teams(${page}, privacy: VISIBLE) {
      ${PAGE_INFO}
      nodes {
        databaseId slug name description
        repositories(first: 100) { ${GRANTS} }
        members(first: 100) { ${PEOPLE} }
      }
    }`,
    list: z.object({ teams: NodeList }).transform(({ teams }) => teams),
    node: Team,
  })
}

function overflowOf({ slug, repositories, members }: Team): Overflow {
  return {
    grants: isLonger(repositories) ? grantsPart(slug, repositories.pageInfo.endCursor) : null,
    people: isLonger(members) ? peoplePart(slug, members.pageInfo.endCursor) : null,
  }
}

function grantsPart(slug: string, from: string | null): PagedPart<Grant> {
  return new PagedPart(
    {
      part: 'teams',
      slug,
      size: { least: 100, most: 100 },
      nested: 0,
      fields: (page, team) => `team(slug: ${team}) { repositories(${page}) { ${GRANTS} } }`,
      list: z
        .object({ team: z.object({ repositories: EdgeList }) })
        .transform(({ team: { repositories } }) => repositories),
      node: Grant,
    },
    from,
  )
}

function peoplePart(slug: string, from: string | null): PagedPart<z.infer<typeof Person>> {
  return new PagedPart(
    {
      part: 'teams',
      slug,
      size: { least: 100, most: 100 },
      nested: 0,
      fields: (page, team) => `team(slug: ${team}) { members(${page}) { ${PEOPLE} } }`,
      list: z.object({ team: z.object({ members: NodeList }) }).transform(({ team: { members } }) => members),
      node: Person,
    },
    from,
  )
}

function isLonger({ pageInfo }: { readonly pageInfo: z.infer<typeof PageInfo> }): boolean {
  return pageInfo.hasNextPage && pageInfo.endCursor !== null
}

/** A list inside a team lacks something that no further page brings. */
function isShort({ repositories, members }: Team): boolean {
  return [
    { ...repositories, nodes: repositories.edges as readonly unknown[] | null },
    { ...members, nodes: members.nodes as readonly unknown[] | null },
  ].some(
    ({ nodes, pageInfo }) =>
      nodes === null || nodes.includes(null) || (pageInfo.hasNextPage && pageInfo.endCursor === null),
  )
}

function present<T>(nodes: readonly (T | null)[] | null): T[] {
  return (nodes ?? []).filter((node) => node !== null)
}
