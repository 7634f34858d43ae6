import clsx from 'clsx'
import { characteristicName } from '@/components/ui/characteristic-name'
import { heatClass } from '@/components/ui/chart/heat'
import { Link } from '@/components/ui/link'
import { characteristicPath } from '@/components/ui/paths'
import { ScrollArea } from '@/components/ui/scroll-area'
import { CATEGORIES, CHARACTERISTICS } from '@/lib/checks/rubric'
import type { HeatMap } from '@/lib/data/heat-map'
import { HeatRows } from './heat-rows'

/**
 * Repositories by the 20 characteristics. There are thousands of cells, so each is as little HTML as can be: its look
 * is in globals.css, its shape in one sprite, and arrows (RowKeys) reach it instead of Tab.
 */
export function HeatMapTable({ org, map }: { readonly org: string; readonly map: HeatMap }) {
  return (
    <ScrollArea label="Repositories by characteristic" className="-mx-4 max-h-[85dvh] sm:-mx-5">
      <table className="heat-map">
        <caption className="sr-only">Repositories with their verdicts by characteristic</caption>
        <HeatHead org={org} columns={map.overview.columns} />
        <HeatRows org={org} rows={map.rows} />
      </table>
    </ScrollArea>
  )
}

function HeatHead({ org, columns }: { readonly org: string; readonly columns: HeatMap['overview']['columns'] }) {
  return (
    <thead className="text-muted text-xs">
      <tr>
        <th scope="col" rowSpan={2}>
          Repository
        </th>
        <th scope="col" rowSpan={2} className="px-2">
          Score
        </th>
        {CATEGORIES.map(({ id, short }) => (
          <th
            key={id}
            scope="colgroup"
            colSpan={CHARACTERISTICS.filter(({ category }) => category === id).length}
            className="truncate border-l px-1 text-left"
            title={short}
          >
            {short}
          </th>
        ))}
      </tr>
      <tr>
        {CHARACTERISTICS.map(({ id }) => {
          const share = columns[id]?.passing
          const name = characteristicName(id)
          return (
            <th key={id} scope="col">
              <Link href={characteristicPath(org, id)} title={name} className="heat-name hover:text-ink">
                {name}
              </Link>
              <span
                className={clsx('grid h-5 place-items-center text-2xs text-ink', heatClass(share ?? null))}
                title={share === undefined ? 'Judged nowhere' : `${Math.round(share)} % pass`}
              >
                {share === undefined ? '–' : Math.round(share)}
                <span className="sr-only">{share === undefined ? ' judged nowhere' : ' % pass'}</span>
              </span>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
