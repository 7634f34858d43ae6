import type { CommitEntry } from './source'

/** The moment of a commit in UTC: the anchor's month less `monthsAgo`, then day, hour and minute. */
export function commitDate(anchor: Date, { monthsAgo, day, hour, minute }: CommitEntry): Date {
  return new Date(Date.UTC(anchor.getUTCFullYear(), anchor.getUTCMonth() - monthsAgo, day, hour, minute))
}

/** First day of the month of `today`, so that the last month of every history is a whole one. */
export function defaultAnchor(today: Date): Date {
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1))
}

/** Reads YYYY-MM-DD as midnight UTC; undefined when it is no such day. */
export function parseAnchor(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const date = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return undefined
  return date
}
