import { formatCount } from '@/lib/checks/wording'

const UNITS = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
] as const

/** "3 minutes", in the largest unit of which there is one. */
export function durationWords(seconds: number): string {
  const unit = UNITS.find((each) => seconds >= each.seconds) ?? UNITS[3]
  const number = Math.floor(seconds / unit.seconds)
  return `${number} ${unit.name}${number === 1 ? '' : 's'}`
}

/** "1,200 MiB". */
export function memoryWords(bytes: number): string {
  return `${formatCount(Math.round(bytes / 1024 / 1024))} MiB`
}
