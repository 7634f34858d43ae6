import Link from 'next/link'
import { ChangeCauseText } from '@/components/check/change-cause'
import { characteristicName } from '@/components/ui/characteristic-name'
import { ExportLinks } from '@/components/ui/export-links'
import { Icon } from '@/components/ui/icon'
import { Panel } from '@/components/ui/panel'
import { exportPath, repositoryPath, teamPath } from '@/components/ui/paths'
import { Tag } from '@/components/ui/tag'
import { Day } from '@/components/ui/time'
import { VerdictText } from '@/components/ui/verdict'
import type { VerdictChange } from '@/lib/data/team'

/** What changed, by day, the newest first. */
export function VerdictChanges({
  org,
  slug,
  changes,
}: {
  readonly org: string
  readonly slug: string
  readonly changes: readonly VerdictChange[]
}) {
  return (
    <Panel
      title="What changed"
      note="Verdicts that moved in the last 12 months, by the day of the commit; with its author, pull request and who merged it, where that is known"
      actions={<ExportLinks what="what changed" path={exportPath(teamPath(org, slug), 'changes')} />}
    >
      {changes.length === 0 && <p className="text-muted text-sm">No verdict has changed.</p>}
      <ol className="relative max-h-112 overflow-y-auto text-sm" {...(changes.length > 8 && REACHABLE)}>
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
                  prefetch={false}
                  className="font-medium hover:underline"
                >
                  {change.repository}
                </Link>{' '}
                <span className="text-muted">{characteristicName(change.characteristic)}</span>{' '}
                {change.rulesChanged && <Tag>Rules changed too</Tag>}
              </p>
              <p className="flex items-center gap-1.5 text-xs">
                <span className="sr-only">from </span>
                <VerdictText verdict={change.from} />
                <Icon name="arrow-right" className="size-3.5 text-muted" />
                <span className="sr-only">to </span>
                <VerdictText verdict={change.to} />
              </p>
              {change.cause && (
                <div className="col-span-full">
                  <ChangeCauseText cause={change.cause} githubUrl={change.githubUrl} />
                </div>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

// A list that scrolls must be reachable by keyboard.
const REACHABLE = { tabIndex: 0 }
