/** How far back a trend goes, as addresses say it. */
export const RANGES = ['90d', '1y', 'all'] as const
export type Range = (typeof RANGES)[number]

export const DEFAULT_RANGE: Range = '1y'
