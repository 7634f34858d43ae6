import clsx from 'clsx'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { defaultOrder, type ScorecardQuery, type Sort } from '@/lib/data/scorecard-query'

/** A column's head: sorts by it, or turns the order round when it is sorted by already. */
export function SortHeader({
  sort,
  label,
  query,
  href,
  className,
}: {
  readonly sort: Sort
  readonly label: string
  readonly query: ScorecardQuery
  readonly href: (order: Pick<ScorecardQuery, 'sort' | 'order'>) => string
  readonly className?: string
}) {
  const current = query.sort === sort
  const turned = query.order === 'asc' ? 'desc' : 'asc'
  return (
    <th
      scope="col"
      aria-sort={current ? (query.order === 'asc' ? 'ascending' : 'descending') : undefined}
      className={clsx('px-1 py-2 font-normal first:pl-0 last:pr-0', className)}
    >
      <Link
        href={href({ sort, order: current ? turned : defaultOrder(sort) })}
        scroll={false}
        className={clsx(
          'inline-flex min-h-6 items-center gap-0.5 whitespace-nowrap hover:text-ink',
          current && 'font-medium text-ink',
        )}
      >
        {label}
        {current && <Icon name={query.order === 'asc' ? 'arrow-up' : 'arrow-down'} className="size-3" />}
      </Link>
    </th>
  )
}
