import clsx from 'clsx'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { CharacteristicQuery, StandingsSort } from '@/lib/data/characteristic-query'

type Order = Pick<CharacteristicQuery, 'sort' | 'order'>

/** Heads of the table of who passes and who does not; most sort by their column, or turn the order round. */
export function StandingsHeads({ query, href }: { readonly query: Order; readonly href: (order: Order) => string }) {
  const sorted = (sort: StandingsSort, label: string, className?: string) => (
    <SortHead sort={sort} label={label} query={query} href={href} className={className} />
  )
  return (
    <tr className="border-b text-left align-bottom text-muted text-xs">
      {sorted('name', 'Repository')}
      {sorted('team', 'Team')}
      {sorted('verdict', 'Verdict')}
      <th scope="col" className="px-2 py-2 font-normal">
        Why
      </th>
      {sorted('since', 'Since')}
      {sorted('waived', 'Waived until')}
      <th scope="col" className="py-2 pl-2 font-normal">
        Issue
      </th>
    </tr>
  )
}

function SortHead({
  sort,
  label,
  query,
  href,
  className,
}: {
  readonly sort: StandingsSort
  readonly label: string
  readonly query: Order
  readonly href: (order: Order) => string
  readonly className?: string | undefined
}) {
  const current = query.sort === sort
  const order = current && query.order === 'asc' ? 'desc' : 'asc'
  return (
    <th
      scope="col"
      aria-sort={current ? (query.order === 'asc' ? 'ascending' : 'descending') : undefined}
      className={clsx('px-2 py-2 font-normal first:pl-0', className)}
    >
      <Link
        href={href({ sort, order })}
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
