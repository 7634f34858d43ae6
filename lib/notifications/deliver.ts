import 'server-only'
import { CONTEXTS, decrypt, encrypt } from '@/lib/auth/encryption'
import { type MessageTarget, noteDelivered, noteFailure } from '@/lib/data/message-delivery'
import type { SealedAddress } from '@/lib/data/notifications'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { postMessage } from './post-message'

/** An address as it is kept: nobody but this organisation's messages can use it. */
export function sealAddress(organisationId: bigint, url: URL): SealedAddress {
  return { sealed: encrypt(url.href, CONTEXTS.messageAddress(organisationId)), host: url.host }
}

/** Sends a text and notes how it fared; the sentence says why it could not be delivered, null when it was. */
export async function deliver(
  target: MessageTarget,
  text: string,
  { counts = true }: { readonly counts?: boolean } = {},
): Promise<string | null> {
  try {
    const address = decrypt(target.sealed, CONTEXTS.messageAddress(target.organisationId))
    if (address === null) {
      throw new AppError(
        'unreadable',
        'The stored address can not be read with the encryption key of today. Enter it again.',
      )
    }
    await postMessage(address, text)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await noteFailure(target, error.message, { counts })
    log().warn({ organisation: target.login, reason: error.message }, 'a message was not delivered')
    return error.message
  }
  await noteDelivered(target)
  return null
}
