const ACCOUNT_LINKS = [
  { href: '/settings/tokens', label: 'Access tokens' },
  { href: '/api-docs', label: 'API' },
] as const
const OPERATIONS = { href: '/operations', label: 'Operations' } as const

export interface Account {
  readonly login: string
  readonly name: string | null
  /** False in token mode, where there is no session to end. */
  readonly canSignOut: boolean
  /** Sees how the whole installation is doing. */
  readonly isOperator?: boolean
}

/** Where the account menu leads, besides out. */
export function accountLinks({ isOperator = false }: Account) {
  return isOperator ? [...ACCOUNT_LINKS, OPERATIONS] : ACCOUNT_LINKS
}

/** Whose account it is, as a sentence. */
export function standingOf({ login, canSignOut }: Account): string {
  return canSignOut ? `Signed in as ${login}` : `Using the token of ${login}`
}
