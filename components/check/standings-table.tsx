import Link from 'next/link'
import { EvidenceLink } from '@/components/repo/evidence-list'
import { repositoryPath } from '@/components/ui/paths'
import { Prose } from '@/components/ui/prose'
import { Tag } from '@/components/ui/tag'
import { VerdictBadge } from '@/components/ui/verdict'
import { type CharacteristicId, KIND_TITLES } from '@/lib/checks/rubric'
import type { Standing } from '@/lib/data/characteristic'

/** Repository by repository: the verdict, why, and the most telling place. */
export function StandingsTable({
  org,
  id,
  rows,
}: {
  readonly org: string
  readonly id: CharacteristicId
  readonly rows: readonly Standing[]
}) {
  return (
    <ul className="-mx-4 sm:-mx-5">
      {rows.map((row) => (
        <li
          key={row.id}
          className="grid gap-x-4 gap-y-1.5 border-t px-4 py-3 text-sm sm:px-5 md:grid-cols-[7.75rem_minmax(0,15rem)_minmax(0,1fr)]"
        >
          <VerdictBadge verdict={row.verdict} className="justify-self-start self-start" />
          <div className="min-w-0">
            <Link
              href={repositoryPath(org, row.name, id)}
              prefetch={false}
              className="font-medium [overflow-wrap:anywhere] hover:underline"
            >
              {row.name}
            </Link>
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
              {KIND_TITLES[row.kind]}
              {row.isPrivate && <Tag icon="lock">Private</Tag>}
              {row.isArchived && <Tag icon="archive">Archived</Tag>}
            </span>
          </div>
          <div className="min-w-0 [overflow-wrap:anywhere]">
            <Prose>{row.message}</Prose>
            {row.evidence && (
              <span className="block">
                <EvidenceLink evidence={row.evidence} place={row} />
              </span>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
