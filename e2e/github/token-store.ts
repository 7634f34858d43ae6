import { createHash, randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppPermissions } from './apps/app-description'

const ACCESS_LIFE_MS = 8 * 3600 * 1000
const INSTALLATION_LIFE_MS = 3600 * 1000
const REFRESH_LIFE_MS = 184 * 24 * 3600 * 1000
const SIGN_IN_LIFE_MS = 30 * 24 * 3600 * 1000
const CODE_LIFE_MS = 10 * 60 * 1000

const Grant = z.object({
  kind: z.enum(['access', 'refresh', 'cookie', 'installation']),
  login: z.string(),
  scope: z.string(),
  clientId: z.string(),
  expiresAt: z.number(),
  /** Hash of the access token that ends when this refresh token is used. */
  pair: z.string().optional(),
  /** What a token of an installation reaches; without ids everything the installation does. */
  installation: z
    .object({ id: z.number(), permissions: AppPermissions, repositoryIds: z.array(z.number()).optional() })
    .optional(),
})
export type Grant = z.infer<typeof Grant>

/** What the authorisation page promised to whoever brings the code back. */
export interface AuthorisedRequest {
  clientId: string
  login: string
  redirectUri: string
  scope: string
  challenge?: string
  expiresAt: number
}

/** User tokens and signed-in browsers. Only hashes are kept, in a file, so that a restart signs nobody out. */
export class TokenStore {
  private readonly codes = new Map<string, AuthorisedRequest>()
  private saving: Promise<void> = Promise.resolve()

  private constructor(
    private readonly path: string,
    private readonly grants: Map<string, Grant>,
  ) {}

  static async open(root: string): Promise<TokenStore> {
    const path = join(root, 'tokens.json')
    const text = await readFile(path, 'utf8').catch(() => '{}')
    const saved = z.record(z.string(), Grant).safeParse(parseJson(text))
    const alive = Object.entries(saved.data ?? {}).filter(([, { expiresAt }]) => expiresAt > Date.now())
    return new TokenStore(path, new Map(alive))
  }

  issueCode(request: Omit<AuthorisedRequest, 'expiresAt'>): string {
    const code = randomBytes(10).toString('hex')
    this.codes.set(code, { ...request, expiresAt: Date.now() + CODE_LIFE_MS })
    return code
  }

  /** Codes work once, whether or not what follows succeeds. */
  takeCode(code: string): AuthorisedRequest | undefined {
    const request = this.codes.get(code)
    this.codes.delete(code)
    return request && request.expiresAt > Date.now() ? request : undefined
  }

  issueTokens(login: string, clientId: string, scope: string) {
    const accessToken = `ghu_${randomBytes(27).toString('base64url').replace(/[-_]/g, '0')}`
    const refreshToken = `ghr_${randomBytes(57).toString('base64url').replace(/[-_]/g, '0')}`
    const common = { login, clientId, scope }
    this.keep(accessToken, { ...common, kind: 'access', expiresAt: Date.now() + ACCESS_LIFE_MS })
    const pair = hash(accessToken)
    this.keep(refreshToken, { ...common, kind: 'refresh', pair, expiresAt: Date.now() + REFRESH_LIFE_MS })
    return {
      access_token: accessToken,
      expires_in: ACCESS_LIFE_MS / 1000,
      refresh_token: refreshToken,
      refresh_token_expires_in: REFRESH_LIFE_MS / 1000,
      scope,
      token_type: 'bearer',
    }
  }

  /** A token for an hour, as long as GitHub's newer ones are. */
  issueInstallationToken(clientId: string, installation: NonNullable<Grant['installation']>) {
    const token = `ghs_${randomBytes(192).toString('base64url').replace(/[-_]/g, '0')}`
    const expiresAt = Date.now() + INSTALLATION_LIFE_MS
    this.keep(token, { kind: 'installation', login: '', scope: '', clientId, expiresAt, installation })
    return { token, expiresAt }
  }

  /** Ends everything that lets an application act for a person; answers whether there was something. */
  revokeAuthorisation(login: string, clientId: string): boolean {
    const ended = [...this.grants].filter(([, grant]) => grant.login === login && grant.clientId === clientId)
    for (const [key] of ended) this.grants.delete(key)
    if (ended.length > 0) this.save()
    return ended.length > 0
  }

  end(secret: string): void {
    this.grants.delete(hash(secret))
    this.save()
  }

  /** Refresh tokens are single-use, and end the access token they came with. */
  takeRefresh(token: string, clientId: string): Grant | undefined {
    const grant = this.find(token, 'refresh')
    if (grant?.clientId !== clientId) return undefined
    this.grants.delete(hash(token))
    if (grant.pair) this.grants.delete(grant.pair)
    this.save()
    return grant
  }

  issueCookie(login: string): string {
    const value = randomBytes(24).toString('base64url')
    this.keep(value, { kind: 'cookie', login, scope: '', clientId: '', expiresAt: Date.now() + SIGN_IN_LIFE_MS })
    return value
  }

  find(secret: string, kind: Grant['kind']): Grant | undefined {
    const grant = this.grants.get(hash(secret))
    return grant?.kind === kind && grant.expiresAt > Date.now() ? grant : undefined
  }

  /** Ends access tokens early, as eight hours or, for installations, one would; refresh tokens stay. */
  expireAccess(): void {
    for (const [key, { kind }] of this.grants) {
      if (kind === 'access' || kind === 'installation') this.grants.delete(key)
    }
    this.save()
  }

  /** Waits until everything issued is on disk. */
  flush(): Promise<void> {
    return this.saving
  }

  private keep(secret: string, grant: Grant): void {
    this.grants.set(hash(secret), grant)
    this.save()
  }

  private save(): void {
    this.saving = this.saving
      .then(async () => {
        await writeFile(`${this.path}.new`, JSON.stringify(Object.fromEntries(this.grants)), { mode: 0o600 })
        await rename(`${this.path}.new`, this.path)
      })
      .catch((error) => console.error(`local GitHub could not keep its tokens: ${error.message}`))
  }
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
