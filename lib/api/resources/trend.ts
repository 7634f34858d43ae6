import { inTenths } from '@/lib/data/signed-points'
import type { Trend } from '@/lib/data/trends'

/** A trend with what each step gained by tenths, as the pages show it. */
export function describeTrend<T extends Pick<Trend, 'steps'>>(trend: T): T {
  return { ...trend, steps: trend.steps.map((step) => ({ ...step, alike: inTenths(step.alike) })) }
}
