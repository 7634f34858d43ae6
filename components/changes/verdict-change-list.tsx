'use client'

import { ChangeCauseText } from '@/components/check/change-cause'
import { characteristicName } from '@/components/ui/characteristic-name'
import { Link } from '@/components/ui/link'
import { repositoryPath } from '@/components/ui/paths'
import { Tag } from '@/components/ui/tag'
import { Day } from '@/components/ui/time'
import type { VerdictChange } from '@/lib/data/verdict-changes'
import { VerdictStep } from './verdict-step'

/**
 * What changed, by day, the newest first; with the commit, the pull request and who merged it, where that is known. In the
 * browser as well, so that the page carries the changes once instead of their markup twice.
 */
export function VerdictChangeList({
  org,
  changes,
}: {
  readonly org: string
  readonly changes: readonly VerdictChange[]
}) {
  return (
    <ol className="text-sm">
      {changes.map((change) => (
        <li
          key={`${change.repository}/${change.characteristic}/${change.day}`}
          className="grid grid-cols-[5.75rem_minmax(0,1fr)] gap-x-3 border-t py-2 first:border-0"
        >
          <Day day={change.day} className="text-muted" />
          <div className="grid min-w-0 gap-x-4 gap-y-0.5 lg:grid-cols-[minmax(0,1fr)_auto]">
            <p className="min-w-0 [overflow-wrap:anywhere]">
              <Link
                href={repositoryPath(org, change.repository, change.characteristic)}
                className="font-medium hover:underline"
              >
                {change.repository}
              </Link>{' '}
              <span className="text-muted">{characteristicName(change.characteristic)}</span>{' '}
              {change.rulesChanged && <Tag>Rules changed too</Tag>}
            </p>
            <VerdictStep from={change.from} to={change.to} />
            {change.cause && (
              <div className="col-span-full">
                <ChangeCauseText cause={change.cause} githubUrl={change.githubUrl} />
              </div>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
