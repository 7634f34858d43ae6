import { characteristicName } from '@/components/ui/characteristic-name'
import type { Readiness } from '@/lib/checks/readiness'
import { shownScore } from '@/lib/checks/shown-score'
import { joinWords } from '@/lib/checks/wording'

/** What keeps a repository from being ready, as "Testing fails; 6 points short of 80"; '' for one that is. */
export function whyNotReady({ failing, isShort }: Readiness, score: number | null, bar: number): string {
  const names = failing.map(characteristicName)
  const fails = names.length > 0 && `${joinWords(names, 'and')} ${names.length === 1 ? 'fails' : 'fail'}`
  return [fails, isShort && (score === null ? 'it has no score' : shortfall(score, bar))].filter(Boolean).join('; ')
}

/** "6 points short of 80". A bar that is no whole number may be missed by less than a point. */
export function shortfall(score: number, bar: number): string {
  const points = Number((bar - shownScore(score)).toFixed(1))
  return `${points} ${points === 1 ? 'point' : 'points'} short of ${bar}`
}
