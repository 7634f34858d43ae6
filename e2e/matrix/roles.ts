import type { Login } from '../fixtures/organisation'

/** Who stands for each role in the demonstration organisation; nobody is signed in for `anonymous`. */
export const ROLES = {
  anonymous: null,
  stranger: 'stranger',
  member: 'katherine',
  'team member': 'barbara',
  'outside collaborator': 'margaret',
  owner: 'ada',
} as const satisfies Record<string, Login | null>

export type Role = keyof typeof ROLES
export const ROLE_NAMES = Object.keys(ROLES) as Role[]

/** What comes back: the thing itself, the sign-in page, the same as for what does not exist, or a refusal in words. */
export type Outcome = 'shown' | 'sign-in' | 'not found' | 'refused'

type Row = Readonly<Record<Role, Outcome>>

const FOR_ALL: Row = {
  anonymous: 'shown',
  stranger: 'shown',
  member: 'shown',
  'team member': 'shown',
  'outside collaborator': 'shown',
  owner: 'shown',
}

export function forEverybody(): Row {
  return FOR_ALL
}

export function forTheSignedIn(): Row {
  return { ...FOR_ALL, anonymous: 'sign-in' }
}

/** For everybody whom GitHub shows something of the organisation. */
export function forTheOrganisation(): Row {
  return { ...FOR_ALL, anonymous: 'sign-in', stranger: 'not found' }
}

/** For the named roles; the others get the same as for what does not exist. */
export function onlyFor(...roles: readonly Role[]): Row {
  return Object.fromEntries(
    ROLE_NAMES.map((role) => [role, roles.includes(role) ? 'shown' : role === 'anonymous' ? 'sign-in' : 'not found']),
  ) as unknown as Row
}

/** As another row, but these roles read a refusal: they may know that it is there. */
export function refusedTo(row: Row, ...roles: readonly Role[]): Row {
  return { ...row, ...Object.fromEntries(roles.map((role) => [role, 'refused'])) }
}

/** The same where programs ask: somebody who is nobody reads a refusal instead of being led to the sign-in page. */
export function asData(row: Row): Row {
  return row.anonymous === 'sign-in' ? refusedTo(row, 'anonymous') : row
}

/** For nobody: the same answer as for what does not exist. */
export function forNobody(): Row {
  return { ...onlyFor(), anonymous: 'not found' }
}
