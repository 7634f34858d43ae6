import { longDay } from './campaign-words'

/** Whether a campaign gets there; `early` and `empty`: nobody can say. */
export type PaceState = 'done' | 'on-track' | 'behind' | 'missed' | 'early' | 'empty'

export interface Pace {
  readonly state: PaceState
  /** How that was worked out, in words. */
  readonly because: string
}

/** Fewer days than these say nothing about how fast it goes. */
const ENOUGH_DAYS = 14
const DAY = 86_400_000

/**
 * Compares how many were done in a week since the campaign began with how many a week would be needed: no forecast, only
 * the two numbers. Days are YYYY-MM-DD; `doneAtStart` is of the repositories that are in scope today.
 */
export function paceOf({
  scope,
  done,
  doneAtStart,
  createdOn,
  targetOn,
  today,
}: {
  readonly scope: number
  readonly done: number
  readonly doneAtStart: number
  readonly createdOn: string
  readonly targetOn: string
  readonly today: string
}): Pace {
  const left = scope - done
  if (scope === 0) return { state: 'empty', because: 'No repository that you can see is in its scope.' }
  if (left === 0) return { state: 'done', because: 'Nobody is left.' }
  if (today > targetOn) {
    return { state: 'missed', because: `The last day was ${longDay(targetOn)}, and ${are(left)} left.` }
  }
  const needed = left / weeks(today, targetOn, 1)
  const need = `${left === 1 ? 'The one left needs' : `The ${number(left)} left need`} ${rate(needed)} until ${longDay(targetOn)}`
  const running = (Date.parse(today) - Date.parse(createdOn)) / DAY
  if (running < ENOUGH_DAYS) {
    return { state: 'early', because: `${need}. It began less than two weeks ago, too short to say how fast it goes.` }
  }
  const gained = done - doneAtStart
  const pace = Math.max(0, gained) / weeks(createdOn, today, 0)
  return {
    state: pace >= needed ? 'on-track' : 'behind',
    because: `${need}; ${since(gained, pace)} since it began on ${longDay(createdOn)}.`,
  }
}

export interface Projection {
  /** YYYY-MM-DD: the last day, or an earlier one on which nobody would be left. */
  readonly day: string
  readonly done: number
}

/**
 * Where it leads to go on as fast as since the campaign began. Null where that would be a guess: within its first two
 * weeks, after its last day, where nothing was gained, and where other rules judge since.
 */
export function projectionOf({
  scope,
  done,
  doneAtStart,
  createdOn,
  targetOn,
  today,
  rulesChanged,
}: Parameters<typeof paceOf>[0] & { readonly rulesChanged: boolean }): Projection | null {
  const running = (Date.parse(today) - Date.parse(createdOn)) / DAY
  const gained = done - doneAtStart
  if (rulesChanged || running < ENOUGH_DAYS || today >= targetOn || gained <= 0 || done >= scope) return null
  const perDay = gained / running
  const daysLeft = (Date.parse(targetOn) - Date.parse(today)) / DAY
  const daysNeeded = Math.ceil((scope - done) / perDay)
  if (daysNeeded > daysLeft) return { day: targetOn, done: Math.floor(done + perDay * daysLeft) }
  return { day: new Date(Date.parse(today) + daysNeeded * DAY).toISOString().slice(0, 10), done: scope }
}

/**
 * How many would have to be done on a day by a steady pace, from what was done at the start to all on the last day; null
 * outside of these. Days are YYYY-MM-DD, `points` the oldest first.
 */
export function neededOn(
  day: string,
  points: readonly { readonly day: string; readonly done: number; readonly scope: number }[],
  { begunOn, targetOn }: { readonly begunOn: string; readonly targetOn: string },
): number | null {
  const begun = points.find((point) => point.day >= begunOn)
  const scope = points.at(-1)?.scope
  if (!begun || scope === undefined || day < begunOn || day > targetOn) return null
  const length = Date.parse(targetOn) - Date.parse(begunOn)
  if (length === 0) return scope
  // Divided last, so that whole numbers come out whole.
  return begun.done + ((scope - begun.done) * (Date.parse(day) - Date.parse(begunOn))) / length
}

function since(gained: number, pace: number): string {
  if (gained === 0) return 'none came'
  if (gained < 0) return `${number(-gained)} were lost`
  return `${number(gained)} came, ${rate(pace)}`
}

/** From one day to another, `more` days added: the last day is still one on which to work. */
function weeks(from: string, to: string, more: number): number {
  return ((Date.parse(to) - Date.parse(from)) / DAY + more) / 7
}

function are(left: number): string {
  return left === 1 ? 'one is' : `${number(left)} are`
}

function rate(perWeek: number): string {
  return `${perWeek.toLocaleString('en-GB', { maximumFractionDigits: 2 })} a week`
}

function number(count: number): string {
  return count.toLocaleString('en-GB')
}
