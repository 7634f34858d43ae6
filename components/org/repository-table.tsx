import clsx from 'clsx'
import Link from 'next/link'
import { heatClass } from '@/components/ui/chart/heat'
import { repositoryPath } from '@/components/ui/paths'
import { Change, formatCoverage, Score } from '@/components/ui/score'
import { Tag } from '@/components/ui/tag'
import { Time } from '@/components/ui/time'
import { CATEGORIES, type CategoryId, KIND_TITLES } from '@/lib/checks/rubric'
import type { RepositoryRow } from '@/lib/data/repository-list'
import type { ScorecardQuery, Sort } from '@/lib/data/scorecard-query'
import { SortHeader } from './sort-header'

const ABBREVIATIONS: Readonly<Record<CategoryId, string>> = {
  robustness: 'Robust.',
  observability: 'Observ.',
  maintainability: 'Maint.',
  configuration: 'Config.',
  deployability: 'Deploy.',
  documentation: 'Docs',
}

const LOW_COVERAGE = 0.8

/** Repositories by the six categories as a heat map; cards on a phone. `href` builds the address of another order. */
export function RepositoryTable({
  org,
  rows,
  query,
  href,
}: {
  readonly org: string
  readonly rows: readonly RepositoryRow[]
  readonly query: ScorecardQuery
  readonly href: (order: Pick<ScorecardQuery, 'sort' | 'order'>) => string
}) {
  const header = (sort: Sort, label: string, className?: string) => (
    <SortHeader sort={sort} label={label} query={query} href={href} className={className} />
  )
  return (
    <table className="w-full border-collapse text-sm max-md:block">
      <caption className="sr-only">Repositories with their scores by category</caption>
      <thead className="max-md:sr-only">
        <tr className="border-b text-left align-bottom text-muted text-xs">
          {header('name', 'Repository')}
          {header('score', 'Score', 'text-right')}
          {header('change', `${query.window} days`, 'text-right')}
          {CATEGORIES.map(({ id, short }) => (
            <SortHeader key={id} sort={id} label={short} query={query} href={href} className="text-center" />
          ))}
          {header('pushed', 'Pushed', 'text-right')}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <tr
            key={row.id}
            className="border-b last:border-0 max-md:grid max-md:grid-cols-6 max-md:gap-x-1 max-md:gap-y-2 max-md:py-3 md:hover:bg-sunken/50"
          >
            <th
              scope="row"
              className="min-w-0 text-left font-normal max-md:col-span-4 md:w-full md:max-w-0 md:py-2 md:pr-4"
            >
              <Name org={org} row={row} />
            </th>
            <td className="text-right max-md:order-1 max-md:row-start-1 max-md:col-start-5 max-md:col-span-2 md:px-2">
              <Score value={row.score} reason={row.noScoreReason ?? undefined} className="font-semibold text-base" />
              <Change points={row.change} className="ml-2 text-xs md:hidden" />
            </td>
            <td className="px-2 text-right max-md:hidden">
              <Change points={row.change} reason="Nothing to compare with: the repository or the rules are newer." />
            </td>
            {CATEGORIES.map(({ id, short }) => (
              <HeatCell key={id} org={org} row={row} category={id} label={short} />
            ))}
            <td className="pl-3 text-right text-muted text-xs whitespace-nowrap max-md:col-span-6 max-md:pl-0 max-md:text-left">
              {row.pushedAt ? (
                <>
                  <span className="md:sr-only">Pushed </span>
                  <Time at={row.pushedAt} />
                </>
              ) : (
                '–'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Name({ org, row }: { readonly org: string; readonly row: RepositoryRow }) {
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link href={repositoryPath(org, row.name)} className="font-medium [overflow-wrap:anywhere] hover:underline">
          {row.name}
        </Link>
        {row.kind && <span className="text-muted text-xs">{KIND_TITLES[row.kind]}</span>}
        {row.isPrivate && <Tag icon="lock">Private</Tag>}
        {row.isArchived && <Tag icon="archive">Archived</Tag>}
        {row.score !== null && row.coverage !== null && row.coverage < LOW_COVERAGE && (
          <span className="text-unknown text-xs" title="The rest could not be looked at: the score stands on less">
            {formatCoverage(row.coverage)} judged
          </span>
        )}
      </span>
      {row.noScoreReason ? (
        <span className="block truncate text-muted text-xs">{row.noScoreReason}</span>
      ) : (
        row.description && <span className="block truncate text-faint text-xs max-md:hidden">{row.description}</span>
      )}
    </>
  )
}

function HeatCell({
  org,
  row,
  category,
  label,
}: {
  readonly org: string
  readonly row: RepositoryRow
  readonly category: CategoryId
  readonly label: string
}) {
  const score = row.categories[category]
  const look = 'grid h-9 place-items-center rounded-sm text-sm max-md:h-8'
  return (
    <td className="max-md:order-2 md:w-24 md:min-w-14 md:p-px">
      <span aria-hidden="true" className="block truncate text-center text-2xs text-muted md:hidden">
        {ABBREVIATIONS[category]}
      </span>
      {score === null ? (
        <span className={clsx(look, 'text-faint')}>
          <Score value={null} reason={`Nothing was judged in ${label}.`} />
        </span>
      ) : (
        <Link
          href={repositoryPath(org, row.name, category)}
          prefetch={false}
          className={clsx(look, heatClass(score), 'hover:ring-1 hover:ring-ink')}
        >
          <span className="sr-only">{`${label} of ${row.name}: `}</span>
          {Math.round(score)}
        </Link>
      )}
    </td>
  )
}
