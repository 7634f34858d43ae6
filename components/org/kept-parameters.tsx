import { type ScorecardQuery, scorecardSearch } from '@/lib/data/scorecard-query'

/** What the address holds besides the fields of a form around it, so that the form keeps it. */
export function KeptParameters({
  query,
  without = [],
}: {
  readonly query: ScorecardQuery
  /** Names of the form's own fields. */
  readonly without?: readonly string[]
}) {
  const kept = [...new URLSearchParams(scorecardSearch(query))].filter(([name]) => !without.includes(name))
  return kept.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
}
