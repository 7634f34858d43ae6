/** `0.456` as "45 %": rounded down, so that no bar seems met that is not; and 0 only for nothing. */
export function percent(share: number): string {
  const whole = Math.floor(share * 100 + 1e-9)
  return `${whole === 0 && share > 0 ? 1 : whole} %`
}

/** "1 route", "2 routes". */
export function plural(count: number, singular: string, many = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : many}`
}

// `Intl` and `toLocaleString` say the same, but load tables of languages first: 10 to 20 ms each, also on a phone.

/** A whole number as "12,345". */
export function formatCount(count: number): string {
  const digits = String(Math.abs(count))
  const first = digits.length % 3 || 3
  const groups = [digits.slice(0, first)]
  for (let at = first; at < digits.length; at += 3) groups.push(digits.slice(at, at + 3))
  return `${count < 0 ? '-' : ''}${groups.join(',')}`
}

/** "Testing, README and Retries"; '' for none. */
export function joinWords(words: readonly string[], last: 'and' | 'or'): string {
  return [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(` ${last} `)
}

/** "a, b and c"; the rest beyond `most` is counted. */
export function listing(items: readonly string[], most = 5): string {
  const shown = items.slice(0, most)
  const rest = items.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`
  return joinWords(shown, 'and')
}
