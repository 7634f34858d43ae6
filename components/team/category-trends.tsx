import { pointsOf } from '@/components/org/range-words'
import { TrendLine } from '@/components/ui/chart/trend-line'
import { Panel } from '@/components/ui/panel'
import { Score } from '@/components/ui/score'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import type { Trend } from '@/lib/data/trends'
import { LIKE_FOR_LIKE } from './gain-text'
import { TeamGain } from './team-gain'

/** Six small trends on one scale. */
export function CategoryTrends({ trends }: { readonly trends: Readonly<Record<CategoryId, Trend>> }) {
  return (
    <Panel
      title="Categories"
      note={`Mean of each category ${pointsOf(trends.robustness.points)}. Changes: ${LIKE_FOR_LIKE.toLowerCase()}.`}
    >
      <ul className="grid gap-x-8 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
        {CATEGORIES.map(({ id, title }) => (
          <li key={id} className="min-w-0">
            <h3 className="mb-2 flex items-baseline justify-between gap-3 text-sm">
              <span className="truncate font-medium">{title}</span>
              <span className="flex items-baseline gap-2">
                <TeamGain trend={trends[id]} />
                <Score
                  value={trends[id].points.at(-1)?.value ?? null}
                  reason="Nothing in this category was judged."
                  className="font-semibold"
                />
              </span>
            </h3>
            <TrendLine
              title={title}
              points={trends[id].points}
              ruleChanges={trends[id].ruleChanges}
              steps={trends[id].steps}
              events={trends[id].events}
              height="h-28"
            />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
