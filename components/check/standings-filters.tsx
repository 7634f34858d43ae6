import Form from 'next/form'
import { SearchField, SelectField } from '@/components/ui/field'
import { FilterLinks } from '@/components/ui/filter-links'
import { FormShortcuts } from '@/components/ui/form-shortcuts'
import { Link } from '@/components/ui/link'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import { KIND_TITLES, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { type CharacteristicQuery, characteristicSearch } from '@/lib/data/characteristic-query'
import { WITHOUT_TEAM } from '@/lib/data/scorecard-query'

const CLEARED = { q: undefined, team: undefined, kind: undefined, waived: undefined, issue: undefined }
const YES_NO = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

/** Verdicts as links with counts, the rest as a plain GET form; every choice is in the address. */
export function StandingsFilters({
  path,
  query,
  counts,
  teams,
}: {
  /** Address of the page without its query. */
  readonly path: string
  readonly query: CharacteristicQuery
  readonly counts: Readonly<Record<Verdict, number>>
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
}) {
  const href = (verdict: Verdict | undefined) => `${path}${characteristicSearch(query, { verdict })}`
  const kept = [...new URLSearchParams(characteristicSearch(query, CLEARED))]
  const isNarrowed = Object.keys(CLEARED).some((name) => query[name as keyof typeof CLEARED] !== undefined)
  const all = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0)
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <FilterLinks
        label="Narrow to a verdict"
        links={[
          { href: href(undefined), label: 'All', count: all, current: query.verdict === undefined },
          ...VERDICTS.filter((verdict) => counts[verdict] > 0 || verdict === query.verdict).map((verdict) => ({
            href: href(verdict),
            label: VERDICT_TITLES[verdict],
            count: counts[verdict],
            current: query.verdict === verdict,
          })),
        ]}
      />
      <Form
        action={path}
        scroll={false}
        role="search"
        aria-label="Repositories"
        autoComplete="off"
        className="flex flex-wrap gap-3"
      >
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <SearchField label="Search" name="q" value={query.q} placeholder="Name of a repository" />
        {teams.length > 0 && (
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
        )}
        <SelectField
          label="Kind"
          name="kind"
          value={query.kind}
          any="Any kind"
          options={Object.entries(KIND_TITLES).map(([value, label]) => ({ value, label }))}
        />
        <SelectField label="Waived" name="waived" value={query.waived} any="Waived or not" options={YES_NO} />
        <SelectField label="Issue" name="issue" value={query.issue} any="With an issue or not" options={YES_NO} />
        <span className="flex items-end gap-3 text-sm">
          <FormShortcuts />
          {isNarrowed && (
            <Link href={`${path}${characteristicSearch(query, CLEARED)}`} scroll={false} className="link py-1.5">
              Clear
            </Link>
          )}
        </span>
      </Form>
    </div>
  )
}
