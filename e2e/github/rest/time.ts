/** A time as GitHub writes it: UTC, without fractions. */
export function toSeconds(time: Date | string): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')
}
