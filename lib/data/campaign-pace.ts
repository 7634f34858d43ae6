import { plural } from '@/lib/checks/wording'
import { longDay } from './campaign-words'
import { dayBefore, daysBetween } from './trend-days'

/** Whether a campaign gets there; `early` and `empty`: nobody can say. */
export type PaceState = 'done' | 'on-track' | 'behind' | 'missed' | 'early' | 'empty'

export interface Pace {
  readonly state: PaceState
  /** How that was worked out, in words. */
  readonly because: string
}

/** Fewer days than these say nothing about how fast it goes. */
const ENOUGH_DAYS = 14
const SHORTEST_LATELY = 28
const LONGEST_LATELY = 91

/** From when on the pace of late is measured. Days are YYYY-MM-DD. */
export interface Lately {
  readonly day: string
  readonly done: number
  /** Since when as many were done as are now. */
  readonly unchangedSince: string
}

/**
 * Where what was done lately begins: as long ago as the last day is ahead, within four and thirteen weeks. Null where that
 * is no later than the campaign itself. `points` are the oldest first.
 */
export function latelyOf(
  points: readonly { readonly day: string; readonly done: number }[],
  { createdOn, targetOn, today }: { readonly createdOn: string; readonly targetOn: string; readonly today: string },
): Lately | null {
  const days = Math.min(Math.max(weeks(today, targetOn, 0) * 7, SHORTEST_LATELY), LONGEST_LATELY)
  const from = dayBefore(days, new Date(today))
  const begun = points.filter(({ day }) => day >= createdOn)
  const point = begun.findLast(({ day }) => day <= from)
  const other = begun.findLastIndex(({ done }) => done !== begun.at(-1)?.done)
  const unchangedSince = begun[other + 1]?.day
  if (!point || !unchangedSince || point.day === begun[0]?.day) return null
  return { day: point.day, done: point.done, unchangedSince }
}

/**
 * Compares how many were done in a week with how many a week would be needed: no forecast, only the two numbers. What was
 * done long ago is told and does not count. Days are YYYY-MM-DD; `doneAtStart` is of the repositories that are in scope
 * today.
 */
export function paceOf({
  scope,
  done,
  doneAtStart,
  lately,
  createdOn,
  targetOn,
  today,
}: {
  readonly scope: number
  readonly done: number
  readonly doneAtStart: number
  /** Null: the whole time since it began is counted. */
  readonly lately: Lately | null
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
  const need = needOf(left, needed, { targetOn, today })
  const running = daysBetween(createdOn, today)
  if (running < ENOUGH_DAYS) {
    return { state: 'early', because: `${need}. It began less than two weeks ago, too short to say how fast it goes.` }
  }
  const gained = done - doneAtStart
  const pace = Math.max(0, gained) / weeks(createdOn, today, 0)
  const gainedLately = lately ? done - lately.done : gained
  const paceLately = lately ? Math.max(0, gainedLately) / weeks(lately.day, today, 0) : pace
  const because = `${need}; ${since(gained, pace)} since it began on ${longDay(createdOn)}`
  return {
    state: paceLately >= needed ? 'on-track' : 'behind',
    because: `${because}${lately ? ofLate(lately, { gained, gainedLately, paceLately }) : ''}.`,
  }
}

export interface Projection {
  /** YYYY-MM-DD: the last day, or an earlier one on which nobody would be left. */
  readonly day: string
  readonly done: number
}

/**
 * Where it leads to go on as fast as lately. Null where that would be a guess: within its first two weeks, after its last
 * day, where nothing was gained, and where other rules judge since.
 */
export function projectionOf({
  scope,
  done,
  doneAtStart,
  lately,
  createdOn,
  targetOn,
  today,
  rulesChanged,
}: Parameters<typeof paceOf>[0] & { readonly rulesChanged: boolean }): Projection | null {
  const running = daysBetween(createdOn, today)
  const gained = done - (lately?.done ?? doneAtStart)
  if (rulesChanged || running < ENOUGH_DAYS || today >= targetOn || gained <= 0 || done >= scope) return null
  const perDay = gained / (lately ? weeks(lately.day, today, 0) * 7 : running)
  const daysLeft = daysBetween(today, targetOn)
  const daysNeeded = Math.ceil((scope - done) / perDay)
  if (daysNeeded > daysLeft) return { day: targetOn, done: Math.floor(done + perDay * daysLeft) }
  return { day: dayBefore(-daysNeeded, new Date(today)), done: scope }
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

function ofLate(
  { day, unchangedSince }: Lately,
  {
    gained,
    gainedLately,
    paceLately,
  }: { readonly gained: number; readonly gainedLately: number; readonly paceLately: number },
): string {
  if (gainedLately <= 0) {
    if (gained <= 0) return ''
    if (gainedLately === 0) return `, but none since ${longDay(unchangedSince)}`
    return `, but ${number(-gainedLately)} were lost since ${longDay(day)}`
  }
  const came = gainedLately <= gained ? `${number(gainedLately)} of them` : `but ${number(gainedLately)} came`
  return `, ${came}, ${rate(paceLately)}, since ${longDay(day)}`
}

/** A rate a week means nothing where less than a week is left. */
function needOf(
  left: number,
  perWeek: number,
  { targetOn, today }: { readonly targetOn: string; readonly today: string },
): string {
  const days = daysBetween(today, targetOn)
  if (days >= 7) {
    return `${left === 1 ? 'The one left needs' : `The ${number(left)} left need`} ${rate(perWeek)} until ${longDay(targetOn)}`
  }
  const when = days === 0 ? 'today, the last day' : `within ${plural(days, 'day')}, by ${longDay(targetOn)}`
  return `${left === 1 ? 'The one left is' : `The ${number(left)} left are`} needed ${when}`
}

/** From one day to another, `more` days added: the last day is still one on which to work. */
function weeks(from: string, to: string, more: number): number {
  return (daysBetween(from, to) + more) / 7
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
