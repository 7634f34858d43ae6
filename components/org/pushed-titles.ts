import type { Pushed } from '@/lib/data/scorecard-query'

export const PUSHED_TITLES: Readonly<Record<Pushed, string>> = {
  30: 'Within 30 days',
  90: 'Within 90 days',
  365: 'Within a year',
  older: 'Over a year ago',
}
