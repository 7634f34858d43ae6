import { Sparkline } from '@/components/ui/chart/sparkline'
import { Deferred } from '@/components/ui/deferred'
import { Link } from '@/components/ui/link'
import { Score, ScoreBar } from '@/components/ui/score'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import { getCategoryTrends } from '@/lib/data/category-trends'
import type { Range } from '@/lib/data/trend-range'

const PATIENCE_MS = 100

/**
 * The six categories, each with its score, a bar and a small trend, all on one scale from 0 to 100; a name draws the trend
 * of its category large, or again that of all. The small trends may come later: the rest waits for them only as long as
 * nobody notices.
 */
export function CategoryBars({
  org,
  range,
  scores,
  drawn,
  href,
}: {
  readonly org: string
  readonly range: Range
  readonly scores: Readonly<Record<CategoryId, number | null>>
  /** The category whose trend is drawn. */
  readonly drawn: CategoryId | undefined
  /** Builds the address with another trend. */
  readonly href: (trend: CategoryId | undefined) => string
}) {
  return (
    <ul className="grid gap-3">
      {CATEGORIES.map(({ id, title }) => (
        <li key={id} className="grid grid-cols-[minmax(0,1fr)_4.5rem] items-center gap-x-4 text-sm">
          <span className="grid gap-1">
            <span className="flex items-baseline justify-between gap-3">
              <Link
                href={href(id === drawn ? undefined : id)}
                scroll={false}
                aria-current={id === drawn ? 'true' : undefined}
                className={`link py-0.5 ${id === drawn ? 'font-medium' : ''}`}
              >
                {title}
                <span className="sr-only">{id === drawn ? ': draw the whole score again' : ': draw its trend'}</span>
              </Link>
              <Score value={scores[id]} reason="Nothing in this category was judged." className="font-medium" />
            </span>
            <ScoreBar value={scores[id]} />
          </span>
          <Link
            href={href(id === drawn ? undefined : id)}
            scroll={false}
            aria-hidden="true"
            tabIndex={-1}
            className={`h-9 rounded-sm outline-offset-1 hover:outline-2 hover:outline-line-strong ${id === drawn ? 'outline-2 outline-ink' : ''}`}
          >
            <Deferred
              fallback={<Sparkline points={[]} className="size-full" />}
              content={() => CategoryLine({ id, org, range })}
              patienceMs={PATIENCE_MS}
            />
          </Link>
        </li>
      ))}
    </ul>
  )
}

async function CategoryLine({
  id,
  org,
  range,
}: {
  readonly id: CategoryId
  readonly org: string
  readonly range: Range
}) {
  return <Sparkline points={(await getCategoryTrends(org, range))[id]} className="size-full" />
}
