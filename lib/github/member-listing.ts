import 'server-only'
import { z } from 'zod'
import { EdgeList, PagedPart } from './paged-part'
import { PAGE_INFO } from './pages'
import { type ListedPerson, PERSON, Person, toPeople } from './people'

export interface ListedMember extends ListedPerson {
  readonly role: 'admin' | 'member'
}

const Member = z.object({ role: z.string().nullable(), node: Person.nullable() })
export type MemberNode = z.infer<typeof Member>

/** The people of an organisation with their roles, 100 to a page. */
export function membersPart(): PagedPart<MemberNode> {
  return new PagedPart({
    part: 'members',
    size: { least: 100, most: 100 },
    nested: 0,
    fields: (page) => `membersWithRole(${page}) { ${PAGE_INFO} edges { role node { ${PERSON} } } }`,
    list: z.object({ membersWithRole: EdgeList }).transform(({ membersWithRole }) => membersWithRole),
    node: Member,
  })
}

export function toMembers(nodes: readonly MemberNode[]): ListedMember[] {
  return nodes.flatMap(({ role, node }) =>
    toPeople(node ? [node] : []).map((person) => ({
      ...person,
      role: role === 'ADMIN' ? ('admin' as const) : ('member' as const),
    })),
  )
}
