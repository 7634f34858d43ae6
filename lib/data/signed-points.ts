/** Points as they are told elsewhere, by tenths: what is left of a subtraction beyond those is noise. */
export function inTenths(points: number): number
export function inTenths(points: number | null): number | null
export function inTenths(points: number | null): number | null {
  return points === null ? null : Math.round(points * 10) / 10 || 0
}

/** Points with their sign, as "+0.3", "−2.0" and "±0"; nothing rounds to a signed zero. */
export function signedPoints(points: number, decimals: 0 | 1 = 1): string {
  const size = Math.abs(points).toFixed(decimals)
  if (Number(size) === 0) return '±0'
  return `${points < 0 ? '−' : '+'}${size}`
}
