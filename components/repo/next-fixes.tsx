import { characteristicName } from '@/components/ui/characteristic-name'
import { Panel } from '@/components/ui/panel'
import { Prose } from '@/components/ui/prose'
import { Tag } from '@/components/ui/tag'
import { VerdictIcon } from '@/components/ui/verdict'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { pointsToGain } from '@/lib/checks/score'
import type { ReadyBar } from '@/lib/data/ready'
import type { RepositoryResult } from '@/lib/data/repository'
import { WhatIf } from './what-if'

const SHOWN = 6

interface Ranked {
  readonly result: RepositoryResult
  readonly points: number
  readonly isWaived: boolean
}

/** What to do next, by the points that each would bring, what is waived last; ticked, they tell the score that they would give together. */
export function NextFixes({
  results,
  score,
  waived,
  ticked,
  path,
  search,
  href,
  bar,
}: {
  readonly results: readonly RepositoryResult[]
  readonly score: number | null
  /** What is waived now. */
  readonly waived: readonly { readonly id: CharacteristicId }[]
  readonly ticked: readonly CharacteristicId[]
  /** Address of the page without a query. */
  readonly path: string
  /** What else the address asks for. */
  readonly search: readonly (readonly [name: string, value: string])[]
  /** Address of the page on which each characteristic stands, without an anchor. */
  readonly href: string
  /** When a repository is ready for production; null for a part of one. */
  readonly bar: ReadyBar | null
}) {
  const ranked = results
    .map((result) => ({
      result,
      points: pointsToGain(results, result),
      isWaived: waived.some(({ id }) => id === result.id),
    }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => Number(a.isWaived) - Number(b.isWaived) || b.points - a.points)
  const chosen = ticked.filter((id) => ranked.some(({ result }) => result.id === id))
  const rest = ranked.slice(SHOWN)
  const isRestTicked = rest.some(({ result }) => chosen.includes(result.id))
  return (
    <Panel
      title="Next best fixes"
      note={ranked.length > 0 ? 'Points that the score gains when each becomes a pass' : undefined}
    >
      {ranked.length === 0 ? (
        <p className="text-muted text-sm">
          {score === null ? 'Nothing was judged, so there is nothing to gain.' : 'Everything that counts passes.'}
        </p>
      ) : (
        <WhatIf results={results.map(toScored)} ticked={chosen} path={path} search={search} bar={bar}>
          <Fixes ranked={ranked.slice(0, SHOWN)} ticked={chosen} href={href} />
          {rest.length > 0 && (
            <details open={isRestTicked}>
              <summary className="link inline-flex min-h-6 w-fit list-none items-center text-sm">
                {rest.length === 1 ? 'One more' : `${rest.length} more`}
              </summary>
              <Fixes ranked={rest} ticked={chosen} href={href} />
            </details>
          )}
        </WhatIf>
      )}
    </Panel>
  )
}

/** What the browser needs to compute a score. */
function toScored({ id, category, verdict, weight, score }: RepositoryResult) {
  return { id, category, verdict, weight, score }
}

function Fixes({
  ranked,
  ticked,
  href,
}: {
  readonly ranked: readonly Ranked[]
  readonly ticked: readonly CharacteristicId[]
  readonly href: string
}) {
  return (
    <ol className="-mx-2">
      {ranked.map(({ result, points, isWaived }) => (
        <li key={result.id} className="flex items-start gap-1 rounded-md pl-2 hover:bg-sunken">
          <input
            type="checkbox"
            name="fix"
            value={result.id}
            defaultChecked={ticked.includes(result.id)}
            aria-label={`Suppose that ${characteristicName(result.id)} passes`}
            className="mt-2.5 size-4.5 shrink-0 accent-ink"
          />
          <a
            href={`${href}#${result.id}`}
            className="grid min-w-0 flex-1 grid-cols-[3rem_minmax(0,1fr)] items-baseline gap-x-3 rounded-md py-2 pr-2"
          >
            <span className="text-right font-semibold">
              +{points.toFixed(1)}
              <span className="sr-only"> points:</span>
            </span>
            <span className="min-w-0">
              <span className="flex items-center gap-1.5 font-medium">
                <VerdictIcon verdict={result.verdict} className="size-3.5" />
                {isWaived ? (
                  <s className="text-muted">{characteristicName(result.id)}</s>
                ) : (
                  characteristicName(result.id)
                )}
                {isWaived && <Tag>Waived</Tag>}
              </span>
              <span className="line-clamp-2 text-muted text-sm [overflow-wrap:anywhere]">
                <Prose>{result.fix?.summary ?? result.message}</Prose>
              </span>
            </span>
          </a>
        </li>
      ))}
    </ol>
  )
}
