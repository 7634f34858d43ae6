import clsx from 'clsx'
import { shownScore } from '@/lib/checks/shown-score'
import { signedPoints } from '@/lib/data/signed-points'
import { Icon } from './icon'

/** A score as an integer from 0 to 100; without one a dash whose reason is in the title and read aloud. */
export function Score({
  value,
  reason = 'Nothing could be judged.',
  className,
}: {
  readonly value: number | null
  readonly reason?: string
  readonly className?: string
}) {
  if (value !== null) return <span className={className}>{shownScore(value)}</span>
  return (
    <span className={clsx('text-faint', className)} title={reason}>
      <span aria-hidden="true">–</span>
      <span className="sr-only">No score: {reason}</span>
    </span>
  )
}

/** A headline figure: the score, "of 100", and a bar. */
export function ScoreFigure({
  value,
  reason,
  when,
}: {
  readonly value: number | null
  readonly reason?: string
  /** Of when it is, where what stands beside it may be of another day. */
  readonly when?: string
}) {
  return (
    <div>
      <p className="flex items-baseline gap-1.5">
        <Score value={value} reason={reason} className="font-semibold text-5xl leading-none tracking-tight" />
        {value !== null && <span className="text-muted text-sm">{when ? `of 100 ${when}` : 'of 100'}</span>}
      </p>
      <ScoreBar value={value} className="mt-3" />
    </div>
  )
}

/** Decoration beside a number that is already said. */
export function ScoreBar({ value, className }: { readonly value: number | null; readonly className?: string }) {
  return (
    <div aria-hidden="true" className={clsx('forced-frame h-1.5 overflow-hidden rounded-full bg-sunken', className)}>
      {value !== null && <div className="forced-fill h-full rounded-full bg-ink" style={{ width: `${value}%` }} />}
    </div>
  )
}

/**
 * A change in points: arrow, sign and number; equal is said in words. A mean of many moves by less than a point, so its
 * change has a decimal.
 */
export function Change({
  points,
  isMean = false,
  showsUnit = false,
  className,
  title,
  reason = 'There is nothing to compare with yet.',
}: {
  readonly points: number | null
  /** Of many repositories, rather than of one. */
  readonly isMean?: boolean
  /** In a sentence, where everybody reads of what it is. */
  readonly showsUnit?: boolean
  readonly className?: string
  /** What is compared, where that is said nowhere beside it. */
  readonly title?: string
  readonly reason?: string
}) {
  if (points === null) return <Score value={null} reason={reason} className={className} />
  const text = signedPoints(points, isMean ? 1 : 0)
  if (text.startsWith('±')) {
    return (
      <span title={title} className={clsx('text-muted', className)}>
        {text}
        {showsUnit && ' points'}
      </span>
    )
  }
  const rose = points > 0
  return (
    <span title={title} className={clsx('font-medium whitespace-nowrap', rose ? 'text-pass' : 'text-fail', className)}>
      <Icon name={rose ? 'arrow-up' : 'arrow-down'} className="mr-0.5 inline size-[1em] align-[-0.11em]" />
      {text}
      <span className={showsUnit ? 'font-normal text-muted' : 'sr-only'}> points</span>
    </span>
  )
}

/** Coverage, given from 0 to 1, as a percentage that never rounds up to 100. */
export function formatCoverage(coverage: number): string {
  return `${coverage >= 1 ? 100 : Math.min(99, Math.round(coverage * 100))} %`
}
