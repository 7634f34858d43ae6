import { repositoryPath } from '@/components/ui/paths'
import { formatCount } from '@/lib/checks/wording'
import type { ReadyPreview } from '@/lib/data/ready-bar'

/** What a bar would change, before it is saved. */
export function ReadyPreviewText({ org, preview }: { readonly org: string; readonly preview: ReadyPreview }) {
  const { repositories, before, after, gained, lost, gainedCount, lostCount } = preview
  return (
    <div role="status" className="grid gap-2 rounded-md bg-sunken px-3 py-2.5 text-sm">
      <p>
        Nothing is saved yet. With this bar, <strong>{formatCount(after)}</strong> of {formatCount(repositories)}{' '}
        repositories that you can see would be ready; now it is {formatCount(before)}.
      </p>
      <Named title="Ready then" org={org} names={gained} total={gainedCount} />
      <Named title="Not ready any more" org={org} names={lost} total={lostCount} />
    </div>
  )
}

function Named({
  title,
  org,
  names,
  total,
}: {
  readonly title: string
  readonly org: string
  readonly names: readonly string[]
  readonly total: number
}) {
  if (total === 0) return null
  return (
    <p className="[overflow-wrap:anywhere]">
      {title} ({formatCount(total)}):{' '}
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <a href={repositoryPath(org, name)} className="link">
            {name}
          </a>
        </span>
      ))}
      {total > names.length && `, and ${formatCount(total - names.length)} more`}
    </p>
  )
}
