import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { teamsPath } from '@/components/ui/paths'
import { type TeamSort, type TeamsQuery, teamsSearch } from '@/lib/data/teams-query'

/** A head of the table of teams that sorts by its column, or turns the order round when it is sorted by already. */
export function TeamHead({
  org,
  query,
  sort,
  trend,
  label,
  className,
}: {
  readonly org: string
  readonly query: TeamsQuery
  readonly sort: TeamSort
  /** What is compared then. */
  readonly trend: TeamsQuery['trend']
  readonly label: string
  readonly className: string
}) {
  const current = query.sort === sort && (sort !== 'score' || query.trend === trend)
  const order = current && query.order === 'asc' ? 'desc' : 'asc'
  return (
    <th
      scope="col"
      aria-sort={current ? (query.order === 'asc' ? 'ascending' : 'descending') : undefined}
      className={`py-2 font-normal ${className}`}
    >
      <Link
        href={`${teamsPath(org)}${teamsSearch(query, { sort, order, trend })}`}
        scroll={false}
        className={`inline-flex min-h-6 items-center gap-0.5 hover:text-ink ${current ? 'font-medium text-ink' : ''}`}
      >
        {label}
        {current && <Icon name={query.order === 'asc' ? 'arrow-up' : 'arrow-down'} className="size-3" />}
      </Link>
    </th>
  )
}
