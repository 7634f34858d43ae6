import { shownScore } from '@/lib/checks/shown-score'

const STEPS = ['bg-heat-0', 'bg-heat-1', 'bg-heat-2', 'bg-heat-3', 'bg-heat-4'] as const

/** Background of a score from 0 to 100; the number always stands on it. */
export function heatClass(score: number | null): string {
  if (score === null) return 'bg-transparent'
  return STEPS[Math.min(STEPS.length - 1, Math.max(0, Math.floor(shownScore(score) / 20)))] ?? 'bg-transparent'
}
