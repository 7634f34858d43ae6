import { CONTEXTS, encryptionKeys, unseal } from './auth/sealing'
import { env } from './env'
import { AppError } from './errors'

/** As many are tried before all of them count as lost. */
const MOST_TRIED = 50
const PATIENCE_MS = 8000

/**
 * Throws AppError 'invalid-input' when texts are stored and none of them can be read by the keys of this process: with a
 * wrong key each person who comes would be signed out for good.
 */
export async function requireKnownKey(): Promise<void> {
  const sealed = await readSealed()
  const keys = encryptionKeys()
  if (sealed.length === 0 || sealed.some(([text, context]) => unseal(text, context, keys) !== null)) return
  throw new AppError(
    'invalid-input',
    'AIRWORTHY_ENCRYPTION_KEY is not the key by which the tokens in this database were encrypted. Set that one again, or ' +
      'set it as AIRWORTHY_PREVIOUS_KEY to change to a new one. If it is lost: npm run rotate-key -- --forget removes ' +
      'what nobody can read any more; people then sign in again.',
  )
}

/** Some of the stored texts, each with its context; without the database's client, for a start is not its place. */
async function readSealed(): Promise<readonly (readonly [string, string])[]> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: env().DATABASE_URL, connectionTimeoutMillis: PATIENCE_MS })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const tokens = await client.query('select user_id as id, access_token as text from github_tokens limit $1', [
      MOST_TRIED,
    ])
    const addresses = await client.query(
      'select organisation_id as id, address as text from notification_settings limit $1',
      [MOST_TRIED],
    )
    return [
      ...tokens.rows.map(({ id, text }) => [String(text), CONTEXTS.accessToken(BigInt(id))] as const),
      ...addresses.rows.map(({ id, text }) => [String(text), CONTEXTS.messageAddress(BigInt(id))] as const),
    ]
  } finally {
    await client.end().catch(() => undefined)
  }
}
