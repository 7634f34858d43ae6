import { ChoiceLinks } from '@/components/ui/choice-links'
import type { ScorecardQuery } from '@/lib/data/scorecard-query'
import { scorecardPath } from './scorecard-path'

/** The same repositories as a table by category, or as a heat map by characteristic. */
export function ViewLinks({ org, query }: { readonly org: string; readonly query: ScorecardQuery }) {
  return (
    <ChoiceLinks
      label="View"
      choices={(
        [
          ['table', 'Table'],
          ['heat', 'Heat map'],
        ] as const
      ).map(([view, label]) => ({ href: scorecardPath(org, query, { view }), label, current: query.view === view }))}
    />
  )
}
