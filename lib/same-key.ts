import { CONTEXTS, encryptionKeys, unseal } from './auth/sealing'
import { AppError } from './errors'
import { withStartConnection } from './start-connection'

const ROWS_AT_ONCE = 1000

/**
 * Throws AppError 'invalid-input' when texts are stored that the keys of this process can't read: whoever they belong to
 * would seem signed out, and what is new would be encrypted by yet another key.
 */
export async function requireKnownKey(): Promise<void> {
  const { stored, unreadable } = await countSealed()
  if (unreadable === 0) return
  const lost =
    'If it is lost: npm run rotate-key -- --forget removes what nobody can read any more; people then sign in again.'
  if (unreadable === stored) {
    throw new AppError(
      'invalid-input',
      'AIRWORTHY_ENCRYPTION_KEY is not the key by which the tokens in this database were encrypted. Set that one again, or ' +
        `set it as AIRWORTHY_PREVIOUS_KEY to change to a new one. ${lost}`,
    )
  }
  throw new AppError(
    'invalid-input',
    `${unreadable} of the ${stored} sign-ins and addresses of messages in this database were encrypted by another key than ` +
      'AIRWORTHY_ENCRYPTION_KEY. Set that one again as AIRWORTHY_PREVIOUS_KEY, start, and run npm run rotate-key before ' +
      `you unset it. ${lost}`,
  )
}

/** Counts rows. */
function countSealed(): Promise<{ readonly stored: number; readonly unreadable: number }> {
  return withStartConnection(async (client) => {
    const keys = encryptionKeys()
    const found = { stored: 0, unreadable: 0 }
    const look = async (select: string, opens: (row: Readonly<Record<string, unknown>>) => boolean): Promise<void> => {
      let after: unknown = Number.MIN_SAFE_INTEGER
      for (let isLast = false; !isLast; ) {
        const { rows } = await client.query(`${select} limit ${ROWS_AT_ONCE}`, [after])
        found.stored += rows.length
        found.unreadable += rows.filter((row) => !opens(row)).length
        after = rows.at(-1)?.id
        isLast = rows.length < ROWS_AT_ONCE
      }
    }
    const opens = (text: unknown, context: string) => text === null || unseal(String(text), context, keys) !== null
    await look(
      'select user_id as id, access_token, refresh_token from github_tokens where user_id > $1 order by user_id',
      ({ id, access_token, refresh_token }) =>
        opens(access_token, CONTEXTS.accessToken(BigInt(String(id)))) &&
        opens(refresh_token, CONTEXTS.refreshToken(BigInt(String(id)))),
    )
    await look(
      `select organisation_id as id, address from notification_settings where organisation_id > $1
       order by organisation_id`,
      ({ id, address }) => opens(address, CONTEXTS.messageAddress(BigInt(String(id)))),
    )
    return found
  })
}
