import clsx from 'clsx'
import type { Verdict } from '@/lib/checks/rubric'

export const VERDICT_TITLES: Readonly<Record<Verdict, string>> = {
  pass: 'Pass',
  partial: 'Partial',
  fail: 'Fail',
  not_applicable: 'Not applicable',
  unknown: 'Unknown',
}

const TEXT: Readonly<Record<Verdict, string>> = {
  pass: 'text-pass',
  partial: 'text-partial',
  fail: 'text-fail',
  not_applicable: 'text-na',
  unknown: 'text-unknown',
}

const SOFT: Readonly<Record<Verdict, string>> = {
  pass: 'bg-pass-soft',
  partial: 'bg-partial-soft',
  fail: 'bg-fail-soft',
  not_applicable: 'bg-na-soft',
  unknown: 'bg-unknown-soft',
}

interface VerdictProps {
  readonly verdict: Verdict
  readonly className?: string
}

/** A verdict by shape, word and colour. */
export function VerdictBadge({ verdict, className }: VerdictProps) {
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 rounded-full py-0.5 pr-2.5 pl-1.5 font-medium text-xs whitespace-nowrap',
        TEXT[verdict],
        SOFT[verdict],
        className,
      )}
    >
      <VerdictShape verdict={verdict} className="size-3.5" />
      {VERDICT_TITLES[verdict]}
    </span>
  )
}

/** Icon and word without the pill, for running text and dense tables. */
export function VerdictText({ verdict, className }: VerdictProps) {
  return (
    <span className={clsx('inline-flex items-center gap-1.5 font-medium whitespace-nowrap', TEXT[verdict], className)}>
      <VerdictShape verdict={verdict} className="size-3.5" />
      {VERDICT_TITLES[verdict]}
    </span>
  )
}

/** The shape alone, with its word for assistive technology. */
export function VerdictIcon({ verdict, className }: VerdictProps) {
  return (
    <span className={clsx('inline-flex', TEXT[verdict])} title={VERDICT_TITLES[verdict]}>
      <VerdictShape verdict={verdict} className={className ?? 'size-4'} />
      <span className="sr-only">{VERDICT_TITLES[verdict]}</span>
    </span>
  )
}

function VerdictShape({ verdict, className }: VerdictProps) {
  return (
    <svg aria-hidden="true" className={clsx('shrink-0', className)}>
      <use href={`#v-${verdict}`} />
    </svg>
  )
}
