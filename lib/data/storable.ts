/**
 * JSON for a Postgres jsonb parameter: NUL and lone surrogates, which hostile files may hold and Postgres refuses,
 * become the replacement character; bigints become strings, which columns of type bigint read back.
 */
export function toStorableJson(value: unknown): string {
  return storable(JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? item.toString() : item)))
}

/** JSON text for a jsonb parameter, with the same replacements. */
export function storable(json: string): string {
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json
  // Any other escape is matched whole too, so that an escaped backslash never lends itself to what follows it.
  return json.replace(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (sequence) => (sequence.length > 2 ? '\\ufffd' : sequence))
}

/** Text for a Postgres column, with the same replacements. */
export function toStorableText(text: string): string {
  return text.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd')
}

/** Rows in parts small enough for one statement each. */
export function* inParts<T>(rows: readonly T[], size = 500): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size)
}
