// `Intl` says the same, but makes a phone read its tables, 10 to 20 ms each, before a page comes to life.

/** "12,345": a whole number with its thousands apart. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** "Testing, README and Retries"; '' for none. */
export function joinWords(words: readonly string[], last: 'and' | 'or'): string {
  return [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(` ${last} `)
}
