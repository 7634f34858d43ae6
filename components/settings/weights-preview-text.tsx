import { repositoryPath } from '@/components/ui/paths'
import { ScrollArea } from '@/components/ui/scroll-area'
import { formatCount } from '@/lib/checks/wording'
import type { MovedScore, WeighedFigures, WeightsPreview } from '@/lib/data/weights-preview'

/** What other weights would change, before they are saved. */
export function WeightsPreviewText({ org, preview }: { readonly org: string; readonly preview: WeightsPreview }) {
  const { repositories, before, after, gained, lost, gainedCount, lostCount } = preview
  return (
    <div role="status" className="grid gap-3 rounded-md bg-sunken px-3 py-2.5 text-sm">
      <p>
        Nothing is saved yet. With these weights the score of the {formatCount(repositories)} repositories that you can
        see would be <strong>{points(after.score)}</strong>; now it is {points(before.score)}. Ready for production
        would be <strong>{formatCount(after.ready)}</strong>; now it is {formatCount(before.ready)}.
        {after.scored !== before.scored &&
          ` ${formatCount(after.scored)} would have a score; now ${formatCount(before.scored)} have one.`}
      </p>
      {gainedCount + lostCount === 0 ? (
        <p>No repository’s score would change.</p>
      ) : (
        <>
          <Shift before={before} after={after} />
          <div className="grid gap-3 sm:grid-cols-2">
            <Moved title="Gain most" org={org} moved={gained} total={gainedCount} />
            <Moved title="Lose most" org={org} moved={lost} total={lostCount} />
          </div>
        </>
      )}
    </div>
  )
}

/** How many repositories have which score, now and then. */
function Shift({ before, after }: { readonly before: WeighedFigures; readonly after: WeighedFigures }) {
  const bins = before.distribution.map((now, index) => ({
    label: `${index * 10}–${index === 9 ? 100 : index * 10 + 9}`,
    now,
    later: after.distribution[index] ?? 0,
  }))
  return (
    <ScrollArea label="Repositories by score" className="">
      <table className="w-full min-w-md text-right text-xs">
        <caption className="sr-only">Repositories by score, now and with these weights</caption>
        <thead className="text-muted">
          <tr>
            <th scope="col" className="pr-3 text-left font-medium">
              Score
            </th>
            {bins.map(({ label }) => (
              <th key={label} scope="col" className="px-1 font-normal">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(['now', 'later'] as const).map((when) => (
            <tr key={when}>
              <th scope="row" className="pr-3 text-left font-medium">
                {when === 'now' ? 'Now' : 'Then'}
              </th>
              {bins.map((bin) => (
                <td key={bin.label} className="px-1">
                  {formatCount(bin[when])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function Moved({
  title,
  org,
  moved,
  total,
}: {
  readonly title: string
  readonly org: string
  readonly moved: readonly MovedScore[]
  readonly total: number
}) {
  if (total === 0) return null
  return (
    <div className="min-w-0">
      <p className="font-medium">
        {title}
        {total > moved.length && (
          <span className="font-normal text-muted">
            {' '}
            (of {formatCount(total)} that {title === 'Gain most' ? 'gain' : 'lose'})
          </span>
        )}
      </p>
      <ul>
        {moved.map(({ name, before, after }) => (
          <li key={name} className="flex items-baseline justify-between gap-3">
            <a href={repositoryPath(org, name)} className="link min-w-0 [overflow-wrap:anywhere]">
              {name}
            </a>
            <span className="whitespace-nowrap">
              {points(before)} → {points(after)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function points(score: number | null): string {
  return score === null ? 'none' : score.toFixed(1)
}
