import { HiddenFields } from '@/components/org/hidden-fields'
import { characteristicName } from '@/components/ui/characteristic-name'
import { SelectField } from '@/components/ui/field'
import { FormShortcuts } from '@/components/ui/form-shortcuts'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { type ChangesQuery, changesSearch } from '@/lib/data/changes-query'
import { WITHOUT_TEAM } from '@/lib/data/scorecard-query'

/** Narrows what changed to one characteristic, and to a team where there are several: a plain GET form. */
export function ChangesFilters({
  path,
  kept,
  query,
  teams,
}: {
  readonly path: string
  readonly kept: string
  readonly query: ChangesQuery
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
}) {
  const rest = changesSearch(query, { characteristic: undefined, ...(teams.length > 0 && { team: undefined }) }, kept)
  return (
    <search aria-label="What changed" className="print:hidden">
      <form action={path} autoComplete="off" className="flex flex-wrap items-end gap-3">
        <div className="w-56 max-w-full">
          <SelectField
            label="Characteristic"
            name="characteristic"
            value={query.characteristic}
            any="Any characteristic"
            options={CHARACTERISTICS.map(({ id }) => ({ value: id, label: characteristicName(id) }))}
          />
        </div>
        {teams.length > 0 && (
          <div className="w-56 max-w-full">
            <SelectField
              label="Team"
              name="team"
              value={query.team}
              any="Any team"
              options={[
                ...teams.map(({ slug, name }) => ({ value: slug, label: name })),
                { value: WITHOUT_TEAM, label: 'Without a team' },
              ]}
            />
          </div>
        )}
        <HiddenFields search={rest} />
        <FormShortcuts />
      </form>
    </search>
  )
}
