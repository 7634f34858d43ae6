import { Link } from '@/components/ui/link'
import { settingsPath } from '@/components/ui/paths'
import { formatCount, plural } from '@/lib/checks/wording'
import type { LeftOut } from '@/lib/data/left-out'

/** How many repositories do not count, by kind, and where that is decided; nothing when all do. */
export function LeftOutNote({ org, leftOut }: { readonly org: string; readonly leftOut: LeftOut }) {
  const { excluded, forks, archived, withoutPython } = leftOut
  const total = excluded + forks + archived + withoutPython
  if (total === 0) return null
  const kinds = [
    excluded > 0 && `${formatCount(excluded)} excluded by name`,
    forks > 0 && plural(forks, 'fork'),
    archived > 0 && `${formatCount(archived)} archived`,
    withoutPython > 0 && `${formatCount(withoutPython)} without Python`,
  ].filter(Boolean)
  return (
    <p className="text-muted text-sm">
      {formatCount(total)} left out: {kinds.join(', ')}.{' '}
      <Link href={settingsPath(org)} className="link">
        What counts
      </Link>
    </p>
  )
}
