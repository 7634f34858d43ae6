/** Whole numbers for an axis from 0 to `most` or a little over it: at most five of them. */
export function wholeTicks(most: number): readonly number[] {
  const least = Math.max(1, most) / 4
  const power = 10 ** Math.floor(Math.log10(least))
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= least) ?? least)
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, index) => index * step)
}

/** Where a day stands between two others, 0 to 100; all are YYYY-MM-DD. */
export function acrossDays(day: string, first: string, last: string): number {
  const length = Date.parse(last) - Date.parse(first)
  return length === 0 ? 0 : ((Date.parse(day) - Date.parse(first)) / length) * 100
}
