import type { CharacteristicId } from '@/lib/checks/rubric'
import type { Standing } from '@/lib/data/characteristic'
import type { CharacteristicQuery } from '@/lib/data/characteristic-query'
import { StandingsHeads } from './standings-heads'
import { StandingsRows } from './standings-rows'

/** Repository by repository: the verdict, why, since when, and what is done about it; cards on a phone. */
export function StandingsTable({
  org,
  id,
  rows,
  query,
  href,
}: {
  readonly org: string
  readonly id: CharacteristicId
  readonly rows: readonly Standing[]
  readonly query: Pick<CharacteristicQuery, 'sort' | 'order'>
  /** Builds the address of another order. */
  readonly href: (order: Pick<CharacteristicQuery, 'sort' | 'order'>) => string
}) {
  return (
    <table className="w-full border-collapse text-sm max-md:block">
      <caption className="sr-only">Repositories with their verdicts, and why</caption>
      <thead className="max-md:sr-only">
        <StandingsHeads query={query} href={href} />
      </thead>
      <StandingsRows org={org} id={id} rows={rows} />
    </table>
  )
}
