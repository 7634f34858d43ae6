import { characteristicName } from '@/components/ui/characteristic-name'
import { Panel } from '@/components/ui/panel'
import { Prose } from '@/components/ui/prose'
import { VerdictIcon } from '@/components/ui/verdict'
import { pointsToGain } from '@/lib/checks/score'
import type { RepositoryResult } from '@/lib/data/repository'

const SHOWN = 6

/** What to do next, by the points that each would bring. */
export function NextFixes({
  results,
  score,
  href,
}: {
  readonly results: readonly RepositoryResult[]
  readonly score: number | null
  /** Address of the page on which each characteristic stands, without an anchor. */
  readonly href: string
}) {
  const ranked = results
    .map((result) => ({ result, points: pointsToGain(results, result) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
  const rest = ranked.length - SHOWN
  return (
    <Panel
      title="Next best fixes"
      note={ranked.length > 0 ? 'Points that the score gains when each becomes a pass' : undefined}
    >
      {ranked.length === 0 ? (
        <p className="text-muted text-sm">
          {score === null ? 'Nothing was judged, so there is nothing to gain.' : 'Everything that applies passes.'}
        </p>
      ) : (
        <ol className="-mx-2">
          {ranked.slice(0, SHOWN).map(({ result, points }) => (
            <li key={result.id}>
              <a
                href={`${href}#${result.id}`}
                className="grid grid-cols-[3rem_minmax(0,1fr)] items-baseline gap-x-3 rounded-md px-2 py-2 hover:bg-sunken"
              >
                <span className="text-right font-semibold">
                  +{points.toFixed(1)}
                  <span className="sr-only"> points:</span>
                </span>
                <span className="min-w-0">
                  <span className="flex items-center gap-1.5 font-medium">
                    <VerdictIcon verdict={result.verdict} className="size-3.5" />
                    {characteristicName(result.id)}
                  </span>
                  <span className="line-clamp-2 text-muted text-sm [overflow-wrap:anywhere]">
                    <Prose>{result.fix?.summary ?? result.message}</Prose>
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ol>
      )}
      {rest > 0 && (
        <p className="mt-1 text-sm">
          <a href={`${href}#characteristics`} className="link">
            {rest === 1 ? 'One more below' : `${rest} more below`}
          </a>
        </p>
      )}
    </Panel>
  )
}
