import Link from 'next/link'
import { characteristicName } from '@/components/ui/characteristic-name'
import { SearchField, SelectField } from '@/components/ui/field'
import { FormShortcuts } from '@/components/ui/form-shortcuts'
import { orgPath } from '@/components/ui/paths'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import { CATEGORIES, CHARACTERISTICS, KIND_TITLES, VERDICTS } from '@/lib/checks/rubric'
import {
  DEFAULT_WINDOW,
  isFiltered,
  type ScorecardQuery,
  scorecardSearch,
  WITHOUT_TEAM,
} from '@/lib/data/scorecard-query'

const SORT_OPTIONS = [
  { value: 'name', label: 'Name' },
  { value: 'change', label: 'Change' },
  { value: 'pushed', label: 'Last push' },
  ...CATEGORIES.map(({ id, short }) => ({ value: id, label: short })),
]

/** Search and filters as a plain GET form; every choice is in the address. */
export function RepositoryFilters({
  org,
  query,
  teams,
}: {
  readonly org: string
  readonly query: ScorecardQuery
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
}) {
  const teamOptions = [
    ...teams.map(({ slug, name }) => ({ value: slug, label: name })),
    { value: WITHOUT_TEAM, label: 'Without a team' },
  ]
  return (
    <search aria-label="Repositories">
      <form action={orgPath(org)} autoComplete="off">
        <div className="grid grid-cols-2 gap-3 md:grid-cols-4 xl:grid-cols-[minmax(11rem,1.4fr)_repeat(5,minmax(0,1fr))_auto]">
          <div className="max-xl:col-span-2">
            <SearchField label="Search" name="q" value={query.q} placeholder="Name or description" />
          </div>
          {teams.length > 0 && (
            <SelectField label="Team" name="team" value={query.team} any="Any team" options={teamOptions} />
          )}
          <SelectField label="Kind" name="kind" value={query.kind} any="Any kind" options={entries(KIND_TITLES)} />
          <SelectField
            label="Weak in"
            name="category"
            value={query.category}
            any="Any category"
            options={CATEGORIES.map(({ id, short }) => ({ value: id, label: short }))}
          />
          <SelectField
            label="Characteristic"
            name="characteristic"
            value={query.characteristic}
            any="Any characteristic"
            options={CHARACTERISTICS.map(({ id }) => ({ value: id, label: characteristicName(id) }))}
          />
          <SelectField
            label="Verdict"
            name="verdict"
            value={query.verdict}
            any="Any verdict"
            options={VERDICTS.map((verdict) => ({ value: verdict, label: VERDICT_TITLES[verdict] }))}
          />
          <div className="md:hidden">
            <SelectField
              label="Sort by"
              name="sort"
              value={query.sort === 'score' ? '' : query.sort}
              any="Score"
              options={SORT_OPTIONS}
            />
          </div>
          {query.window !== DEFAULT_WINDOW && <input type="hidden" name="window" value={query.window} />}
          <div className="flex items-end gap-3 text-sm">
            <FormShortcuts />
            {isFiltered(query) && (
              <Link href={clearedPath(org, query)} scroll={false} className="link py-1.5">
                Clear
              </Link>
            )}
          </div>
        </div>
      </form>
    </search>
  )
}

function clearedPath(org: string, { sort, order, window }: ScorecardQuery): string {
  return `${orgPath(org)}${scorecardSearch({ sort, order, window, page: 1 })}`
}

function entries(titles: Readonly<Record<string, string>>) {
  return Object.entries(titles).map(([value, label]) => ({ value, label }))
}
