import { characteristicName } from '@/components/ui/characteristic-name'
import { joinWords } from '@/components/ui/format-words'
import type { Readiness } from '@/lib/checks/readiness'
import { shownScore } from '@/lib/checks/shown-score'

/** What keeps a repository from being ready, as "Testing fails; 6 points short of 80"; '' for one that is. */
export function whyNotReady({ failing, isShort }: Readiness, score: number | null, bar: number): string {
  const names = failing.map(characteristicName)
  const fails = names.length > 0 && `${joinWords(names, 'and')} ${names.length === 1 ? 'fails' : 'fail'}`
  return [fails, isShort && shortfall(score, bar)].filter(Boolean).join('; ')
}

/** A bar that is no whole number may be missed by less than a point. */
function shortfall(score: number | null, bar: number): string {
  if (score === null) return 'it has no score'
  const points = Number((bar - shownScore(score)).toFixed(1))
  return `${points} ${points === 1 ? 'point' : 'points'} short of ${bar}`
}
