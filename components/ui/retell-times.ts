import { formatAgo, formatDaysAgo } from './format-time'

/** As much of an element as this needs. */
interface ToldTime {
  readonly dateTime: string
  readonly dataset: { readonly relative?: string }
  readonly firstChild: { nodeValue: string | null } | null
}

/** Tells each time anew as it is now; `now` is in milliseconds since 1970. */
export function retellTimes(times: Iterable<ToldTime | Element>, now: number): void {
  for (const each of times) {
    const time = each as ToldTime
    const isDay = time.dataset.relative === 'day'
    const text = isDay ? formatDaysAgo(time.dateTime, now) : formatAgo(time.dateTime, now)
    // The text itself and not the element's content, which React goes on to look after.
    if (time.firstChild && time.firstChild.nodeValue !== text) time.firstChild.nodeValue = text
  }
}
