import type { Range } from '@/lib/data/trend-range'

/** Since when points were gained, within a sentence. */
export const RANGE_SINCE: Readonly<Record<Range, string>> = {
  '90d': 'in 90 days',
  '1y': 'in 12 months',
  all: 'since the first audit',
}
