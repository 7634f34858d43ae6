import { characteristicName } from '@/components/ui/characteristic-name'
import type { Option } from '@/components/ui/field'
import { FormShortcuts } from '@/components/ui/form-shortcuts'
import { orgPath } from '@/components/ui/paths'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import { CATEGORIES, CHARACTERISTICS, KIND_TITLES, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { pairsOf, type ScorecardQuery, valuesOf } from '@/lib/data/scorecard-query'
import { KeptParameters } from './kept-parameters'
import { SEVERAL_OPEN, scorecardPath } from './scorecard-path'
import { Ticks } from './ticks'

/** More are drawn when the form is opened. */
const MOST_TEAMS_AT_ONCE = 40
const FIELDS = ['team', 'kind', 'category', 'characteristic']
const OFFERED: readonly Verdict[] = ['fail', 'partial']

/** Several teams, kinds, weak categories and gaps at once: ticked in a plain GET form. */
export function SeveralFilters({
  org,
  query,
  teams,
  isOpen,
}: {
  readonly org: string
  readonly query: ScorecardQuery
  /** From the start, with everything in it. */
  readonly isOpen: boolean
  /** To choose from; without a team is one of them. Empty where there is none. */
  readonly teams: readonly Option[]
}) {
  const pairs = pairsOf(query).flatMap(({ id, verdicts }) => verdicts.map((verdict) => `${id}:${verdict}`))
  return (
    <details className="text-sm" open={isOpen}>
      <summary className="link w-fit list-none py-1">Choose several</summary>
      <form
        action={orgPath(org)}
        aria-label="Several filters"
        autoComplete="off"
        className="mt-2 grid gap-4 rounded-md border p-4 sm:grid-cols-2 lg:grid-cols-4"
      >
        {/* With a characteristic the verdict is part of each tick. */}
        <KeptParameters query={query} without={query.characteristic ? [...FIELDS, 'verdict'] : FIELDS} />
        {teams.length > 0 && (
          <Ticks
            title="One of these teams"
            name="team"
            chosen={valuesOf(query.team)}
            options={teams}
            allAt={teams.length > MOST_TEAMS_AT_ONCE && !isOpen ? withSeveralOpen(org, query) : undefined}
          />
        )}
        <Ticks
          title="One of these kinds"
          name="kind"
          chosen={valuesOf(query.kind)}
          options={Object.entries(KIND_TITLES).map(([value, label]) => ({ value, label }))}
        />
        <Ticks
          title="Weak in one of"
          name="category"
          chosen={valuesOf(query.category)}
          options={CATEGORIES.map(({ id, short }) => ({ value: id, label: short }))}
        />
        <Ticks
          title="All of these gaps"
          name="characteristic"
          chosen={pairs}
          options={CHARACTERISTICS.flatMap(({ id }) =>
            VERDICTS.filter((verdict) => OFFERED.includes(verdict) || pairs.includes(`${id}:${verdict}`)).map(
              (verdict) => ({
                value: `${id}:${verdict}`,
                label: `${characteristicName(id)}: ${VERDICT_TITLES[verdict]}`,
              }),
            ),
          )}
        />
        <FormShortcuts />
      </form>
    </details>
  )
}

/** The same page with the form open: for browsers that run no scripts. */
function withSeveralOpen(org: string, query: ScorecardQuery): string {
  const path = scorecardPath(org, query)
  return `${path}${path.includes('?') ? '&' : '?'}${SEVERAL_OPEN}=several#repositories`
}
