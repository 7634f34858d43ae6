import type { Weekly } from '@/lib/data/campaign-reminders'

/** The days of a week to choose from, as they are stored. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (label, index) => ({ value: String(index + 1), label }),
)

/** "every Monday at 09:00 UTC". */
export function weeklyText({ weekday, hour }: Weekly): string {
  const day = WEEKDAYS.find(({ value }) => value === String(weekday))?.label ?? ''
  return `every ${day} at ${String(hour).padStart(2, '0')}:00 UTC`
}
