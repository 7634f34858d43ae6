/** Whole numbers for an axis from 0 to `most` or a little over it: at most five of them. */
export function wholeTicks(most: number): readonly number[] {
  const least = Math.max(1, most) / 4
  const power = 10 ** Math.floor(Math.log10(least))
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= least) ?? least)
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, index) => index * step)
}
