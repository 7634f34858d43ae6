import Form from 'next/form'
import { characteristicName } from '@/components/ui/characteristic-name'
import { SelectField } from '@/components/ui/field'
import { FormShortcuts } from '@/components/ui/form-shortcuts'
import { Link } from '@/components/ui/link'
import { waiversPath } from '@/components/ui/paths'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { WITHOUT_TEAM } from '@/lib/data/scorecard-query'
import type { WaiversQuery } from '@/lib/data/waivers-query'

/** Narrows an organisation's waivers to a characteristic and a team; a plain GET form. */
export function WaiverFilters({
  org,
  query: { characteristic, team },
  teams,
}: {
  readonly org: string
  readonly query: WaiversQuery
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
}) {
  const path = waiversPath(org)
  return (
    <Form
      action={path}
      scroll={false}
      role="search"
      aria-label="Waivers"
      autoComplete="off"
      className="flex flex-wrap items-end gap-3"
    >
      <SelectField
        label="Characteristic"
        name="characteristic"
        value={characteristic}
        any="Any characteristic"
        options={CHARACTERISTICS.map(({ id }) => ({ value: id, label: characteristicName(id) }))}
      />
      {teams.length > 0 && (
        <SelectField
          label="Team"
          name="team"
          value={team}
          any="Any team"
          options={[
            ...teams.map(({ slug, name }) => ({ value: slug, label: name })),
            { value: WITHOUT_TEAM, label: 'Without a team' },
          ]}
        />
      )}
      <span className="flex items-end gap-3 text-sm">
        <FormShortcuts />
        {(characteristic || team) && (
          <Link href={path} scroll={false} className="link py-1.5">
            Clear
          </Link>
        )}
      </span>
    </Form>
  )
}
