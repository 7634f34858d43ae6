'use client'

import { TopVerdict } from '@/components/changes/top-verdict'
import { Link } from '@/components/ui/link'
import { comparePath, repositoryPath } from '@/components/ui/paths'
import { Change, Score } from '@/components/ui/score'
import type { Mover } from '@/lib/data/movers'

/** Those that moved most in one direction. In the browser as well, so that the page carries them once. */
export function MoverList({
  title,
  org,
  movers,
  none,
}: {
  readonly title: string
  readonly org: string
  readonly movers: readonly Mover[]
  readonly none: string
}) {
  return (
    <div>
      <h3 className="text-muted text-xs">{title}</h3>
      {movers.length === 0 && <p className="mt-1 text-muted text-sm">{none}</p>}
      <ol className="mt-1 text-sm">
        {movers.map((mover) => (
          <li key={mover.name} className="border-t py-1.5 first:border-0">
            <span className="flex items-center justify-between gap-3">
              <Link
                href={repositoryPath(org, mover.name)}
                className="min-h-6 min-w-0 hover:underline [overflow-wrap:anywhere]"
              >
                {mover.name}
              </Link>
              <span className="flex shrink-0 items-baseline gap-3">
                <Link
                  href={comparePath(org, mover.name, mover.commitBefore, mover.commit)}
                  title={`Compare the two commits of ${mover.name}`}
                  className="hover:underline"
                >
                  <Change points={mover.change} />
                </Link>
                <span className="w-7 text-right text-muted">
                  <span className="sr-only">now </span>
                  <Score value={mover.score} />
                </span>
              </span>
            </span>
            <TopVerdict org={org} mover={mover} />
          </li>
        ))}
      </ol>
    </div>
  )
}
