import { formatAgo, formatDay, formatDaysAgo, formatInstant } from './format-time'

/**
 * "3 days ago", with the exact moment in the title: in UTC, and in the tooltip by the clock of whoever looks as well. `<RelativeTimes>`
 * keeps the text true while the page stays open. `at` is an ISO timestamp.
 */
export function Time({ at, className }: { readonly at: string; readonly className?: string }) {
  return (
    // What the browser made of it in the meantime is no mistake.
    <time
      dateTime={at}
      data-relative="moment"
      title={formatInstant(at)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the exact moment can't be reached by the keyboard.
      tabIndex={0}
      className={className}
      suppressHydrationWarning
    >
      {formatAgo(at, Date.now())}
    </time>
  )
}

/**
 * A calendar day such as "12 Nov 2026", with how long ago it was in the title; or the other way round where how long ago
 * says more. `day` is YYYY-MM-DD or an ISO timestamp.
 */
export function Day({
  day,
  relative = false,
  className,
}: {
  readonly day: string
  readonly relative?: boolean
  readonly className?: string
}) {
  const [absolute, ago] = [formatDay(day), formatDaysAgo(day, Date.now())]
  return (
    <time
      dateTime={day.slice(0, 10)}
      data-relative={relative ? 'day' : undefined}
      title={relative ? absolute : ago}
      className={className}
      suppressHydrationWarning
    >
      {relative ? ago : absolute}
    </time>
  )
}
