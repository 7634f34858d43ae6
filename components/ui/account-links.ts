/** Where the account menu leads, besides out. */
export const ACCOUNT_LINKS = [
  { href: '/settings/tokens', label: 'Access tokens' },
  { href: '/api-docs', label: 'API' },
] as const

export interface Account {
  readonly login: string
  readonly name: string | null
  /** False in token mode, where there is no session to end. */
  readonly canSignOut: boolean
}

/** Whose account it is, as a sentence. */
export function standingOf({ login, canSignOut }: Account): string {
  return canSignOut ? `Signed in as ${login}` : `Using the token of ${login}`
}
