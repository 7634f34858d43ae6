import { formatAgo, formatDay, formatInstant } from './format-time'

/** "3 days ago", with the exact moment (UTC) in the title. `at` is an ISO timestamp. */
export function Time({ at, className }: { readonly at: string; readonly className?: string }) {
  return (
    <time dateTime={at} title={formatInstant(at)} className={className}>
      {formatAgo(at, Date.now())}
    </time>
  )
}

/** A calendar day such as "12 Nov 2026". `day` is YYYY-MM-DD or an ISO timestamp. */
export function Day({ day, className }: { readonly day: string; readonly className?: string }) {
  return (
    <time dateTime={day.slice(0, 10)} className={className}>
      {formatDay(day)}
    </time>
  )
}
