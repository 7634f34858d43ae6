import { HiddenFields } from '@/components/org/hidden-fields'
import { SearchField, SelectField } from '@/components/ui/field'
import { FormShortcuts } from '@/components/ui/form-shortcuts'
import { teamsPath } from '@/components/ui/paths'
import { CATEGORIES } from '@/lib/checks/rubric'
import { type TeamsQuery, teamsSearch } from '@/lib/data/teams-query'

const SORTS = [
  { value: 'score', label: 'Score' },
  { value: 'change', label: 'Change' },
]

/** Search, what is compared and the order of the teams, as a plain GET form; every choice is in the address. */
export function TeamFilters({ org, query }: { readonly org: string; readonly query: TeamsQuery }) {
  const kept = teamsSearch({ ...query, q: undefined, sort: 'name', order: 'asc', trend: undefined })
  return (
    <search aria-label="Teams" className="min-w-0 flex-1 basis-80 print:hidden">
      <form action={teamsPath(org)} autoComplete="off" className="grid grid-cols-2 gap-3 md:grid-cols-4">
        <SearchField label="Search" name="q" value={query.q} placeholder="Name of a team" />
        <SelectField
          label="Compare"
          name="trend"
          value={query.trend}
          any="Whole score"
          options={CATEGORIES.map(({ id, short }) => ({ value: id, label: short }))}
        />
        <SelectField
          label="Sort by"
          name="sort"
          value={query.sort === 'name' ? '' : query.sort}
          any="Name"
          options={SORTS}
        />
        <SelectField
          label="Order"
          name="order"
          value={query.order === 'asc' ? '' : query.order}
          any={query.sort === 'name' ? 'A to Z' : 'Lowest first'}
          options={[{ value: 'desc', label: query.sort === 'name' ? 'Z to A' : 'Highest first' }]}
        />
        <HiddenFields search={kept} />
        <FormShortcuts />
      </form>
    </search>
  )
}
