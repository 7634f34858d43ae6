import 'server-only'
import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** What every token of the API begins with, so that scanners for secrets know one when they see it. */
export const TOKEN_PREFIX = 'airw_'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const RANDOM_LENGTH = 36
const CHECKSUM_LENGTH = 6
const SHAPE = new RegExp(`^${TOKEN_PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`)

/** A new token: the prefix, 214 random bits, and a checksum by which a scanner tells it from other text. */
export function mintApiToken(): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return `${TOKEN_PREFIX}${random}${checksumOf(random)}`
}

/** Whether a text can be a token at all; the database need not be asked about anything else. */
export function isApiToken(text: string): boolean {
  if (!SHAPE.test(text)) return false
  const random = text.slice(TOKEN_PREFIX.length, -CHECKSUM_LENGTH)
  return text.endsWith(checksumOf(random))
}

/** What is stored of a token: SHA-256 in hexadecimal, which is enough for what is random. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function checksumOf(random: string): string {
  let rest = crc32(random)
  let text = ''
  for (let digit = 0; digit < CHECKSUM_LENGTH; digit += 1) {
    text = `${ALPHABET[rest % ALPHABET.length]}${text}`
    rest = Math.floor(rest / ALPHABET.length)
  }
  return text
}
