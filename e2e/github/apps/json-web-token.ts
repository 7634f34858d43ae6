import { verify } from 'node:crypto'
import { z } from 'zod'
import { ApiError } from '../api-error'
import type { AppDescription } from './app-description'

const LONGEST_LIFE_S = 10 * 60
/** Clocks of other machines are a little off. */
const LEEWAY_S = 5

const Header = z.object({ alg: z.literal('RS256') })
const Claims = z.object({
  iss: z.union([z.string(), z.number()]),
  iat: z.unknown().optional(),
  exp: z.unknown().optional(),
})

export function looksLikeJsonWebToken(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)
}

/** The App that signed a token; throws 401, or 404 for an App that does not exist, in GitHub's words. */
export function verifyAppToken(apps: readonly AppDescription[], token: string): AppDescription {
  const [head = '', body = '', signature = ''] = token.split('.')
  const header = Header.safeParse(parsePart(head))
  const claims = Claims.safeParse(parsePart(body))
  if (!header.success || !claims.success) throw undecodable()
  const { iss, iat, exp } = claims.data
  const app = apps.find(({ id, clientId }) => String(id) === String(iss) || clientId === iss)
  if (!app) throw new ApiError(404, 'Integration not found')
  const signed = Buffer.from(`${head}.${body}`)
  if (!verify('RSA-SHA256', signed, app.publicKeyPem, Buffer.from(signature, 'base64url'))) throw undecodable()

  const now = Date.now() / 1000
  if (iat === undefined) throw new ApiError(401, "Missing 'issued at' claim ('iat') in assertion")
  if (typeof iat !== 'number' || iat > now + LEEWAY_S) {
    const rule = 'must be an Integer representing the time that the assertion was issued'
    throw new ApiError(401, `'Issued at' claim ('iat') ${rule}`)
  }
  if (exp === undefined) throw new ApiError(401, "Missing 'expiration time' claim ('exp') in assertion")
  if (typeof exp !== 'number' || exp <= now) {
    const rule = 'must be a numeric value representing the future time at which the assertion expires'
    throw new ApiError(401, `'Expiration time' claim ('exp') ${rule}`)
  }
  if (exp > now + LONGEST_LIFE_S + LEEWAY_S) {
    throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future")
  }
  return app
}

function undecodable(): ApiError {
  return new ApiError(401, 'A JSON web token could not be decoded')
}

function parsePart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return undefined
  }
}
