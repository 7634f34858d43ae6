import type { LeftRepository, TeamCount } from './campaign-left'
import { doneOf, longDay } from './campaign-words'

const MOST_NAMED = 50

/** A text for a chat or a mail: what is wanted, how far it is, and who is left by team; at most 50 of them by name. */
export function writeReminder({
  name,
  goal,
  targetOn,
  today,
  counts,
  publicOnly = false,
  rows,
  total,
  url,
}: {
  readonly name: string
  /** In a sentence. */
  readonly goal: string
  readonly targetOn: string
  readonly today: string
  /** Over all teams that are written about. */
  readonly counts: Pick<TeamCount, 'scope' | 'done'>
  /** Private repositories are not among these counts. */
  readonly publicOnly?: boolean
  readonly rows: readonly Pick<LeftRepository, 'team' | 'name'>[]
  /** How many rows there are, named or not. */
  readonly total: number
  /** The full address of the campaign. */
  readonly url: string
}): string {
  const named = rows.slice(0, MOST_NAMED)
  const byTeam = new Map<string, string[]>()
  for (const { team, name: repository } of named) {
    const heading = team?.name ?? 'Without a team'
    byTeam.set(heading, [...(byTeam.get(heading) ?? []), repository])
  }
  const others = total - named.length
  const repositories = counts.scope === 1 ? 'repository' : 'repositories'
  return [
    `${name}: ${doneOf(counts)}${publicOnly ? ` public ${repositories}` : ''} done, ${daysLeft(today, targetOn)}.`,
    goal,
    '',
    ...(total > 0 ? ['Still to do:'] : ['Nobody is left. Thank you!']),
    ...[...byTeam].map(([team, names]) => `- ${team}: ${names.join(', ')}`),
    ...(others > 0 ? [`- and ${others.toLocaleString('en-GB')} more`] : []),
    '',
    url,
  ].join('\n')
}

/** How long it goes on, within a sentence. */
export function daysLeft(today: string, targetOn: string): string {
  const days = Math.round((Date.parse(targetOn) - Date.parse(today)) / 86_400_000)
  if (days < 0) return `the last day was ${longDay(targetOn)}`
  if (days === 0) return 'today is the last day'
  return days === 1 ? 'one day left after today' : `${days.toLocaleString('en-GB')} days left`
}
