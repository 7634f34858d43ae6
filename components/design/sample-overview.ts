import { CHARACTERISTICS } from '@/lib/checks/rubric'
import type { HeatOverview } from '@/lib/data/heat-overview'

const STRIPES = 120
const PER_STRIPE = 4
/** Not judged on by the last third: the weakest have nothing to judge. */
const PARTLY_JUDGED = 'api-docs'

/** 480 made-up repositories from the best to the weakest, some characteristics better kept than others. */
export const SAMPLE_OVERVIEW: HeatOverview = {
  total: STRIPES * PER_STRIPE,
  perStripe: PER_STRIPE,
  columns: Object.fromEntries(
    CHARACTERISTICS.map(({ id }, column) => {
      const judged = id === PARTLY_JUDGED ? 80 : STRIPES
      const stripes = Array.from({ length: judged }, (_, stripe) => shareOf(column, stripe))
      return [id, { passing: stripes.reduce((sum, share) => sum + share, 0) / judged, stripes }]
    }),
  ),
}

/** As so many repositories can have it. */
function shareOf(column: number, stripe: number): number {
  const wave = Math.sin(column * 7 + stripe * 0.7) * 15
  const share = (110 - stripe * 0.8 - ((column * 37) % 60) + wave) / 100
  return Math.min(PER_STRIPE, Math.max(0, Math.round(share * PER_STRIPE))) * (100 / PER_STRIPE)
}
