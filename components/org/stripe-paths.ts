import { heatStep } from '@/components/ui/chart/heat'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import type { HeatOverview } from '@/lib/data/heat-overview'

/** Width of a column in the picture; a stripe is 1 high. */
export const COLUMN_WIDTH = 10

const HEAT_STEPS = 5

export interface StripePaths {
  /** By step of the heat scale: vertical strokes down the middle of columns. */
  readonly heat: readonly string[]
  /** Where nothing was judged. */
  readonly unjudged: string
}

/** Stripes of one colour that follow each other in a column are one stroke, which keeps thousands of cells to a few kB. */
export function stripePaths({ total, perStripe, columns }: HeatOverview): StripePaths {
  const paths = Array.from({ length: HEAT_STEPS + 1 }, () => '')
  const stripes = Math.ceil(total / perStripe)
  for (const [index, { id }] of CHARACTERISTICS.entries()) {
    const shares = columns[id]?.stripes ?? []
    const stepAt = (stripe: number) => stepOf(shares[stripe])
    // Where the last stroke of each colour ended, from which the next one is told.
    const ends = new Map<number, number>()
    for (let from = 0; from < stripes; ) {
      const step = stepAt(from)
      let to = from + 1
      while (to < stripes && stepAt(to) === step) to += 1
      const end = ends.get(step)
      const move = end === undefined ? `M${(index + 0.5) * COLUMN_WIDTH} ${from}` : `m0 ${from - end}`
      paths[step] += `${move}v${to - from}`
      ends.set(step, to)
      from = to
    }
  }
  return { heat: paths.slice(0, HEAT_STEPS), unjudged: paths[HEAT_STEPS] ?? '' }
}

function stepOf(share: number | null | undefined): number {
  return share === null || share === undefined ? HEAT_STEPS : heatStep(share)
}
