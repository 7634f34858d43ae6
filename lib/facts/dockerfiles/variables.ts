const REFERENCE = /\\\$|\$(?:\{(\w{1,100})(?:(:?[-+])([^{}]{0,300}))?\}|(\w{1,100}))/g
const MAX_CHARACTERS = 4_000

/** Fills `$A`, `${A}`, `${A:-b}` and `${A:+b}` in; null when a value is not known. */
export function substitute(text: string, values: ReadonlyMap<string, string>): string | null {
  let unknown = false
  const filled = text.slice(0, MAX_CHARACTERS).replace(REFERENCE, (whole, braced, operator, word, bare) => {
    if (whole === '\\$') return '$'
    const value = values.get(braced ?? bare)
    if (operator?.endsWith('-')) return value || word
    if (operator?.endsWith('+')) return value ? word : ''
    if (value === undefined) unknown = true
    return value ?? ''
  })
  return unknown || filled.includes('${') ? null : filled
}
