import { createHash } from 'node:crypto'
import { ApiError } from './api-error'
import type { AppAccess } from './apps/app-access'
import { authenticateInstallation } from './apps/installation-session'
import { looksLikeJsonWebToken, verifyAppToken } from './apps/json-web-token'
import type { Host } from './host'
import type { UserDescription } from './organisation'
import type { TokenStore } from './token-store'

/** Who asks, and on whose budget. */
export interface Session {
  user?: UserDescription
  /** `anonymous`, `app:ID`, `installation:ID`, or a hash of the token. */
  budgetKey: string
  /** Differs from token to token. */
  tokenKey: string
  /** The GitHub App that asks, perhaps for a person. */
  app?: AppAccess
  scopes: string
}

const PERSONAL_SCOPES = 'read:org, repo, user'

/** Reads `Authorization` (bearer, token or basic); throws 401 for a token nobody was given. */
export function authenticate(host: Host, tokens: TokenStore, header: string | undefined): Session {
  if (!header) return { budgetKey: 'anonymous', tokenKey: 'anonymous', scopes: '' }
  const token = tokenOf(header)
  const tokenKey = createHash('sha256')
    .update(token ?? '')
    .digest('hex')
    .slice(0, 16)
  if (token && looksLikeJsonWebToken(token)) {
    const app = verifyAppToken(host.description.apps, token)
    return { app: { kind: 'app', app }, budgetKey: `app:${app.id}`, tokenKey, scopes: '' }
  }
  const installed = token ? tokens.find(token, 'installation')?.installation : undefined
  if (installed) return { ...authenticateInstallation(host, installed), tokenKey, scopes: '' }
  const personal = host.description.tokens.find((known) => known.token === token)
  const grant = token ? tokens.find(token, 'access') : undefined
  const user = host.findUser(personal?.login ?? grant?.login)
  if (!user || !token) throw new ApiError(401, 'Bad credentials')
  const scopes = personal ? PERSONAL_SCOPES : (grant?.scope ?? '')
  const app = host.description.apps.find(({ clientId }) => !personal && clientId === grant?.clientId)
  return { user, budgetKey: tokenKey, tokenKey, scopes, app: app && { kind: 'user', app } }
}

function tokenOf(header: string): string | undefined {
  const [scheme = '', value = ''] = header.split(' ', 2)
  if (/^(bearer|token)$/i.test(scheme)) return value
  if (!/^basic$/i.test(scheme)) return undefined
  const [name, password] = Buffer.from(value, 'base64').toString().split(':', 2)
  return password || name
}
