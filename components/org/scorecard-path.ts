import { orgPath } from '@/components/ui/paths'
import { type ScorecardQuery, scorecardSearch } from '@/lib/data/scorecard-query'

/** Parameter of an address at which the filters that take several values stand open. */
export const SEVERAL_OPEN = 'choose'

/** The scorecard as a query asks for it, with some of it changed; on its first page unless `page` is among that. */
export function scorecardPath(org: string, query: ScorecardQuery, changes?: Partial<ScorecardQuery>): string {
  return `${orgPath(org)}${scorecardSearch(query, changes)}`
}
