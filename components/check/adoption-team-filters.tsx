import Form from 'next/form'
import { HiddenFields } from '@/components/org/hidden-fields'
import { SearchField, SelectField } from '@/components/ui/field'
import { FormShortcuts } from '@/components/ui/form-shortcuts'
import { type CharacteristicQuery, characteristicSearch, type TeamOrder } from '@/lib/data/characteristic-query'

/** What comes first, in words. */
export const TEAM_ORDER_WORDS: Readonly<Record<TeamOrder, string>> = {
  lowest: 'Lowest adoption',
  highest: 'Highest adoption',
  fails: 'Most that fail',
  name: 'Name',
}

const ORDERS = Object.entries(TEAM_ORDER_WORDS).flatMap(([value, label]) =>
  value === 'lowest' ? [] : [{ value, label }],
)

/** Which teams are told and drawn, and in which order, as a plain GET form; every choice is in the address. */
export function AdoptionTeamFilters({
  path,
  query,
}: {
  /** Address of the page without its query. */
  readonly path: string
  readonly query: CharacteristicQuery
}) {
  const kept = characteristicSearch(query, { teamq: undefined, teamsort: 'lowest', page: query.page })
  return (
    <Form
      action={path}
      scroll={false}
      role="search"
      aria-label="Teams"
      autoComplete="off"
      className="grid grid-cols-2 gap-3 print:hidden"
    >
      <HiddenFields search={kept} />
      <SearchField
        label="Find a team"
        name="teamq"
        value={query.teamq}
        placeholder="Name of a team"
        takesSlash={false}
      />
      <SelectField
        label="First"
        name="teamsort"
        value={query.teamsort === 'lowest' ? '' : query.teamsort}
        any={TEAM_ORDER_WORDS.lowest}
        options={ORDERS}
      />
      <FormShortcuts takesSlash={false} />
    </Form>
  )
}
