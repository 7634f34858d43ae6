import { shownScore } from '@/lib/checks/shown-score'

const STEPS = ['bg-heat-0', 'bg-heat-1', 'bg-heat-2', 'bg-heat-3', 'bg-heat-4'] as const

/** Which fifth of the scale a score from 0 to 100 is in: 0 to 4. */
export function heatStep(score: number): number {
  return Math.min(STEPS.length - 1, Math.max(0, Math.floor(shownScore(score) / 20)))
}

/** Background of a score from 0 to 100; the number always stands on it. */
export function heatClass(score: number | null): string {
  if (score === null) return 'bg-transparent'
  return STEPS[heatStep(score)] ?? 'bg-transparent'
}
