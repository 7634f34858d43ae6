import Link from 'next/link'
import { Score, ScoreBar } from '@/components/ui/score'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'

/** The six categories, each with its score and a bar; a name draws the trend of its category, or again that of all. */
export function CategoryBars({
  scores,
  drawn,
  href,
}: {
  readonly scores: Readonly<Record<CategoryId, number | null>>
  /** The category whose trend is drawn. */
  readonly drawn: CategoryId | undefined
  /** Builds the address with another trend. */
  readonly href: (trend: CategoryId | undefined) => string
}) {
  return (
    <ul className="grid gap-3">
      {CATEGORIES.map(({ id, title }) => (
        <li key={id} className="grid gap-1 text-sm">
          <span className="flex items-baseline justify-between gap-3">
            <Link
              href={href(id === drawn ? undefined : id)}
              scroll={false}
              prefetch={false}
              aria-current={id === drawn ? 'true' : undefined}
              className={id === drawn ? 'font-medium underline underline-offset-2' : 'text-muted hover:underline'}
            >
              {title}
            </Link>
            <Score value={scores[id]} reason="Nothing in this category was judged." className="font-medium" />
          </span>
          <ScoreBar value={scores[id]} />
        </li>
      ))}
    </ul>
  )
}
