import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { AppError } from '@/lib/errors'
import { PACKING_WORDS_1 } from './packing-words-1'
import { toStorableJson } from './storable'

/** Of the JSON, in bytes: as far as reading goes, so nothing longer is written. */
const MOST_BYTES = 64 * 1024 * 1024
/** The first byte tells the format. */
const FORMAT = Buffer.of(1)
const DICTIONARY = Buffer.from(PACKING_WORDS_1.join(''))

/**
 * JSON as bytes for the database, with the replacements of `toStorableJson`: a byte that names the format, then deflated by
 * words that audits say often, which a text of a few kilobytes has no room to learn. Throws AppError 'unreadable' for what
 * is too long.
 */
export function packJson(value: unknown): Uint8Array<ArrayBuffer> {
  const json = Buffer.from(toStorableJson(value))
  if (json.length > MOST_BYTES) throw new AppError('unreadable', 'More was found than can be stored of one audit.')
  const packed = deflateRawSync(json, { level: 9, memLevel: 9, dictionary: DICTIONARY })
  return Buffer.concat([FORMAT, packed])
}

/** The opposite. Throws for bytes that were not packed so, and for more than is ever packed. */
export function unpackJson(bytes: Uint8Array): unknown {
  if (bytes[0] !== FORMAT[0]) throw new Error(`Packed in a format that is not known (${bytes[0]}).`)
  const json = inflateRawSync(bytes.subarray(1), { dictionary: DICTIONARY, maxOutputLength: MOST_BYTES })
  return JSON.parse(json.toString())
}
