import { requireCheck } from '@/lib/checks/registry'
import { KIND_TITLES } from '@/lib/checks/rubric'
import type { CampaignFields } from './campaign-fields'

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const and = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** The goal in one sentence: what, in which repositories, by when. `teams` are names. */
export function goalSentence({
  goal,
  kinds,
  teams,
  targetOn,
}: Pick<CampaignFields, 'goal' | 'kinds' | 'targetOn'> & { readonly teams: readonly string[] }): string {
  const what =
    goal.characteristic === null
      ? `have a score of ${goal.minimumScore} or more`
      : `meet “${requireCheck(goal.characteristic).title}”`
  const kind =
    kinds.length > 0
      ? ` of the ${kinds.length > 1 ? 'kinds' : 'kind'} ${and.format(kinds.map((each) => `“${KIND_TITLES[each]}”`))}`
      : ''
  const team = teams.length > 0 ? ` of ${and.format(teams)}` : ''
  return `All repositories${kind}${team} ${what} by ${longDay(targetOn)}.`
}

/** "31 March 2027". `at` is YYYY-MM-DD. */
export function longDay(at: string): string {
  return day.format(new Date(at))
}

/** "3 of 8"; numbers with their thousands apart. */
export function doneOf({ done, scope }: { readonly done: number; readonly scope: number }): string {
  return `${done.toLocaleString('en-GB')} of ${scope.toLocaleString('en-GB')}`
}
