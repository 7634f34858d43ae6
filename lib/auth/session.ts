import 'server-only'
import type { Account, NextAuthOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import { storeUser } from '@/lib/data/users'
import { forgetVisibilitiesOf } from '@/lib/data/visibility'
import { env, wayIn } from '@/lib/env'
import { fetchProfile } from '@/lib/github/viewer'
import { authLog } from './auth-log'
import { keepToken } from './github-token'

const SESSION_SECONDS = 14 * 24 * 3600

/** The cookie holds GitHub's numeric id, of which GitHub, and since when; tokens stay in the database. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    logger: authLog,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [githubProvider()],
    callbacks: {
      async signIn({ account, profile }) {
        const person = profile as Awaited<ReturnType<typeof fetchProfile>> | undefined
        if (!account?.access_token || !person) return false
        const id = BigInt(person.id)
        await storeUser({ id, login: person.login, name: person.name ?? null, avatarUrl: person.avatar_url ?? null })
        await keepToken(id, readIssued(account, account.access_token))
        // A new sign-in may have been given more than the one before, such as single sign-on.
        await forgetVisibilitiesOf({ userId: id })
        return true
      },
      jwt: ({ token, account }) => renewSession(token, account),
      session: ({ session, token }) => ({ expires: session.expires, githubId: token.sub }),
    },
  }
}

/**
 * A session of another GitHub names somebody else by its number here, so it is none. Next-auth gives a new cookie to whoever
 * asks for one, so that one that was stolen would last for ever if the beginning did not count.
 */
function renewSession(token: JWT, account: Account | null): JWT {
  const { GITHUB_IDENTITY: github } = env()
  const now = Math.floor(Date.now() / 1000)
  if (account) return { sub: account.providerAccountId, github, begun: now }
  const begun = Number(token.begun ?? token.iat)
  const lasts = begun > now - SESSION_SECONDS
  return token.github === github && lasts ? { sub: token.sub, github, begun } : {}
}

/** Next-auth's own GitHub provider asks github.com for e-mail addresses whatever the host; this one asks nobody else. */
function githubProvider(): NextAuthOptions['providers'][number] {
  const { GITHUB_URL, GITHUB_CLIENT_ID = '', GITHUB_CLIENT_SECRET = '' } = env()
  const oauth = `${GITHUB_URL}/login/oauth`
  return {
    id: 'github',
    name: 'GitHub',
    type: 'oauth',
    issuer: oauth,
    clientId: GITHUB_CLIENT_ID,
    clientSecret: GITHUB_CLIENT_SECRET,
    // What an App may read was granted with its installation, and it knows no scopes.
    authorization: {
      url: `${oauth}/authorize`,
      params: { scope: wayIn() === 'app' ? undefined : 'read:user read:org repo' },
    },
    token: `${oauth}/access_token`,
    userinfo: {
      url: `${GITHUB_URL}/user`,
      request: async ({ tokens }) => {
        const profile = await fetchProfile(tokens.access_token ?? '')
        return { ...profile, name: profile.name ?? undefined }
      },
    },
    profile: (profile) => ({ id: String(profile.id) }),
    checks: ['pkce', 'state'],
    httpOptions: { timeout: 10_000 },
  }
}

function readIssued(account: Account, accessToken: string) {
  const refreshSeconds = Number(account.refresh_token_expires_in)
  return {
    accessToken,
    accessTokenExpiresAt: account.expires_at ? new Date(account.expires_at * 1000) : null,
    refreshToken: account.refresh_token ?? null,
    refreshTokenExpiresAt: refreshSeconds > 0 ? new Date(Date.now() + refreshSeconds * 1000) : null,
    scope: account.scope ?? '',
  }
}
