import { characteristicName } from '@/components/ui/characteristic-name'
import { NumberField, type Option, SearchField, SelectField } from '@/components/ui/field'
import { FormShortcuts } from '@/components/ui/form-shortcuts'
import { Link } from '@/components/ui/link'
import { orgPath } from '@/components/ui/paths'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import { CATEGORIES, CHARACTERISTICS, KIND_TITLES, VERDICTS } from '@/lib/checks/rubric'
import { isFiltered, type ScorecardQuery, VISIBILITIES, valuesOf, withoutFilters } from '@/lib/data/scorecard-query'
import { KeptParameters } from './kept-parameters'
import { PUSHED_TITLES } from './pushed-titles'
import { scorecardPath } from './scorecard-path'

const SORT_OPTIONS = [
  { value: 'name', label: 'Name' },
  { value: 'change', label: 'Change' },
  { value: 'pushed', label: 'Last push' },
  { value: 'coverage', label: 'Coverage' },
  { value: 'fails', label: 'Fails' },
  { value: 'lines', label: 'Lines of code' },
  { value: 'visibility', label: 'Visibility' },
  ...CATEGORIES.map(({ id, short }) => ({ value: id, label: short })),
]

/** What the fields of the form name; the rest of the address is kept. */
const FIELDS = [
  'q',
  'team',
  'kind',
  'category',
  'characteristic',
  'verdict',
  'min',
  'max',
  'visibility',
  'pushed',
  'ready',
  'sort',
]

/** Search and filters as a plain GET form; every choice is in the address. */
export function RepositoryFilters({
  org,
  query,
  teams,
}: {
  readonly org: string
  readonly query: ScorecardQuery
  /** To choose from; without a team is one of them. Empty where there is none. */
  readonly teams: readonly Option[]
}) {
  return (
    <search aria-label="Repositories">
      <form action={orgPath(org)} autoComplete="off">
        <div className="grid grid-cols-2 gap-3 md:grid-cols-4 xl:grid-cols-6">
          <div className="max-md:col-span-2">
            <SearchField label="Search" name="q" value={query.q} placeholder="Name or description" />
          </div>
          {teams.length > 0 && (
            <SelectField
              label="Team"
              name="team"
              value={query.team}
              any="Any team"
              options={withSeveral(query.team, teams, 'teams')}
            />
          )}
          <SelectField
            label="Kind"
            name="kind"
            value={query.kind}
            any="Any kind"
            options={withSeveral(query.kind, entries(KIND_TITLES), 'kinds')}
          />
          <SelectField
            label="Weak in"
            name="category"
            value={query.category}
            any="Any category"
            options={withSeveral(
              query.category,
              CATEGORIES.map(({ id, short }) => ({ value: id, label: short })),
              'categories',
            )}
          />
          <SelectField
            label="Characteristic"
            name="characteristic"
            value={query.characteristic}
            any="Any characteristic"
            options={withSeveral(
              query.characteristic,
              CHARACTERISTICS.map(({ id }) => ({ value: id, label: characteristicName(id) })),
              'characteristics',
            )}
          />
          <SelectField
            label="Verdict"
            name="verdict"
            value={query.verdict}
            any="Any verdict"
            options={withSeveral(
              query.verdict,
              VERDICTS.map((verdict) => ({ value: verdict, label: VERDICT_TITLES[verdict] })),
              'verdicts',
            )}
          />
          <fieldset className="grid min-w-0 grid-cols-2 gap-1.5">
            <legend className="sr-only">Score</legend>
            <NumberField label="Score from" name="min" value={query.min} min={0} max={100} placeholder="0" />
            <NumberField label="to" name="max" value={query.max} min={0} max={100} placeholder="100" />
          </fieldset>
          <SelectField
            label="Visibility"
            name="visibility"
            value={query.visibility}
            any="Any"
            options={VISIBILITIES.map((value) => ({ value, label: value === 'public' ? 'Public' : 'Private' }))}
          />
          <SelectField
            label="Last push"
            name="pushed"
            value={query.pushed}
            any="Any time"
            options={entries(PUSHED_TITLES)}
          />
          <SelectField
            label="Readiness"
            name="ready"
            value={query.ready}
            any="Any"
            options={[
              { value: 'yes', label: 'Ready' },
              { value: 'no', label: 'Not ready' },
            ]}
          />
          <div className={query.view === 'table' ? 'md:hidden' : undefined}>
            <SelectField
              label="Sort by"
              name="sort"
              value={query.sort === 'score' ? '' : query.sort}
              any="Score"
              options={SORT_OPTIONS}
            />
          </div>
          <KeptParameters query={query} without={FIELDS} />
          <div className="flex items-end gap-3 text-sm">
            <FormShortcuts />
            {isFiltered(query) && (
              <Link href={scorecardPath(org, withoutFilters(query))} scroll={false} className="link py-1.5">
                Clear
              </Link>
            )}
          </div>
        </div>
      </form>
    </search>
  )
}

function entries(titles: Readonly<Record<string, string>>) {
  return Object.entries(titles).map(([value, label]) => ({ value, label }))
}

/** A field shows one value; several that the address holds are one more option, so that they are kept until another is chosen. */
function withSeveral(value: string | undefined, options: readonly Option[], noun: string): readonly Option[] {
  if (value === undefined || options.some((option) => option.value === value)) return options
  const count = valuesOf(value).length
  return [...options, { value, label: count === 1 ? 'As chosen' : `${count} ${noun}` }]
}
