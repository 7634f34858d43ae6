import { createHash } from 'node:crypto'
import { ApiError } from './api-error'
import type { Host } from './host'
import type { UserDescription } from './organisation'
import type { TokenStore } from './token-store'

/** Who asks, and on whose budget. */
export interface Session {
  user?: UserDescription
  /** `anonymous`, or a hash of the token. */
  budgetKey: string
  /** The GitHub App that asks: by itself, as one of its installations, or for a person. */
  app?: { kind: 'app' | 'user' | 'installation'; app: { id: number; slug: string; name: string } }
  scopes: string
}

const PERSONAL_SCOPES = 'read:org, repo, user'

/** Reads `Authorization` (bearer, token or basic); throws 401 for a token nobody was given. */
export function authenticate(host: Host, tokens: TokenStore, header: string | undefined): Session {
  if (!header) return { budgetKey: 'anonymous', scopes: '' }
  const token = tokenOf(header)
  const personal = host.description.tokens.find((known) => known.token === token)
  const grant = token ? tokens.find(token, 'access') : undefined
  const user = host.findUser(personal?.login ?? grant?.login)
  if (!user || !token) throw new ApiError(401, 'Bad credentials')
  const budgetKey = createHash('sha256').update(token).digest('hex').slice(0, 16)
  return { user, budgetKey, scopes: personal ? PERSONAL_SCOPES : (grant?.scope ?? '') }
}

function tokenOf(header: string): string | undefined {
  const [scheme = '', value = ''] = header.split(' ', 2)
  if (/^(bearer|token)$/i.test(scheme)) return value
  if (!/^basic$/i.test(scheme)) return undefined
  const [name, password] = Buffer.from(value, 'base64').toString().split(':', 2)
  return password || name
}
