/**
 * Groups of marks, as indexes, where those that lie less than `apart` pixels from the first of their group could not be
 * pressed apart. `xs` are ascending, 0 to 100 across `width` pixels; a group stands where its first mark does.
 */
export function groupMarks(xs: readonly number[], width: number, apart: number): readonly (readonly number[])[] {
  const groups: number[][] = []
  for (const [index, x] of xs.entries()) {
    const group = groups.at(-1)
    const begun = group && xs[group[0] ?? 0]
    if (group && begun !== undefined && ((x - begun) / 100) * width < apart) group.push(index)
    else groups.push([index])
  }
  return groups
}
