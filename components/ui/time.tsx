import { formatAgo, formatDay, formatInstant } from './format-time'

/** "3 days ago", with the exact moment (UTC) in a tooltip for pointer and keyboard. `at` is an ISO timestamp. */
export function Time({ at, className }: { readonly at: string; readonly className?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the exact moment can't be reached by the keyboard.
    <time dateTime={at} title={formatInstant(at)} tabIndex={0} className={className}>
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
