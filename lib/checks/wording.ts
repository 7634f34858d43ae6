/** `0.456` as "45 %": rounded down, so that no bar seems met that is not; and 0 only for nothing. */
export function percent(share: number): string {
  const whole = Math.floor(share * 100 + 1e-9)
  return `${whole === 0 && share > 0 ? 1 : whole} %`
}

/** "1 route", "2 routes". */
export function plural(count: number, singular: string, many = `${singular}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? singular : many}`
}

/** "a, b and c"; the rest beyond `most` is counted. */
export function listing(items: readonly string[], most = 5): string {
  const shown = items.slice(0, most)
  const rest = items.length - shown.length
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
