import type { CSSProperties } from 'react'

/** What the class `far-down` has to be told: how many rows it holds, of 4 rem each or of 12 on a phone. */
export function farDownRows(rows: number): CSSProperties {
  return { '--rows': rows } as CSSProperties
}
