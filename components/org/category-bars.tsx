import { Score, ScoreBar } from '@/components/ui/score'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'

/** The six categories, each with its score and a bar. */
export function CategoryBars({ scores }: { readonly scores: Readonly<Record<CategoryId, number | null>> }) {
  return (
    <ul className="grid gap-3">
      {CATEGORIES.map(({ id, title }) => (
        <li key={id} className="grid gap-1 text-sm">
          <span className="flex items-baseline justify-between gap-3">
            <span className="text-muted">{title}</span>
            <Score value={scores[id]} reason="Nothing in this category was judged." className="font-medium" />
          </span>
          <ScoreBar value={scores[id]} />
        </li>
      ))}
    </ul>
  )
}
