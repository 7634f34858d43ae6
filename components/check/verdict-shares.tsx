import clsx from 'clsx'
import { percent } from '@/components/ui/chart/geometry'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import type { Verdict } from '@/lib/checks/rubric'

const JUDGED = ['pass', 'partial', 'fail'] as const

const LOOKS: Readonly<Record<(typeof JUDGED)[number], string>> = {
  pass: 'forced-fill bg-pass',
  partial: 'forced-fill bg-partial opacity-70',
  fail: 'forced-fill bg-fail opacity-40',
}

/** Pass, partial and fail as parts of one bar. The numbers stand beside it or in its label. */
export function VerdictShares({
  counts,
  className,
}: {
  readonly counts: Readonly<Record<Verdict, number>>
  readonly className?: string
}) {
  const total = JUDGED.reduce((sum, verdict) => sum + counts[verdict], 0)
  const text = JUDGED.map((verdict) => `${VERDICT_TITLES[verdict]} ${counts[verdict]}`).join(', ')
  return (
    <span
      role="img"
      aria-label={text}
      title={text}
      className={clsx('forced-frame flex h-2 gap-px overflow-hidden rounded-full bg-sunken', className)}
    >
      {JUDGED.filter((verdict) => counts[verdict] > 0).map((verdict) => (
        <span key={verdict} className={LOOKS[verdict]} style={{ width: percent((counts[verdict] / total) * 100) }} />
      ))}
    </span>
  )
}
