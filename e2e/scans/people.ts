import { keepToken } from '@/lib/auth/github-token'
import { storeUser } from '@/lib/data/users'

/** People of the fixture by their ids on the local GitHub. */
export const PEOPLE = { ada: 11n, alan: 12n, grace: 13n, outsider: 14n, stranger: 15n } as const
export const HANGAR = 100n
export const REPOSITORIES = { api: 1001n, site: 1002n, vault: 1003n, empty: 1004n } as const

/** Keeps a person and a token of theirs, as signing in does. */
export async function signIn(
  login: keyof typeof PEOPLE,
  issue: (login: string) => string,
  expiry: Date | null = null,
  refreshToken: string | null = null,
): Promise<bigint> {
  const id = PEOPLE[login]
  await storeUser({ id, login, name: null, avatarUrl: null })
  await keepToken(id, {
    accessToken: issue(login),
    accessTokenExpiresAt: expiry,
    refreshToken,
    refreshTokenExpiresAt: null,
    scope: '',
  })
  return id
}
