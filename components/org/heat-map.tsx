import clsx from 'clsx'
import Link from 'next/link'
import { characteristicName } from '@/components/ui/characteristic-name'
import { heatClass } from '@/components/ui/chart/heat'
import { formatDay } from '@/components/ui/format-time'
import { characteristicPath, repositoryPath } from '@/components/ui/paths'
import { Score } from '@/components/ui/score'
import { ScrollArea } from '@/components/ui/scroll-area'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import { VerdictShapes } from '@/components/ui/verdict-shapes'
import { CATEGORIES, CHARACTERISTICS } from '@/lib/checks/rubric'
import type { HeatMap, HeatRow } from '@/lib/data/heat-map'

/**
 * Repositories by the 20 characteristics. There are thousands of cells, so each is as little HTML as can be: its look
 * is in globals.css, its shape in one sprite, and arrows (RowKeys) reach it instead of Tab.
 */
export function HeatMapTable({ org, map }: { readonly org: string; readonly map: HeatMap }) {
  return (
    <ScrollArea label="Repositories by characteristic" className="-mx-4 max-h-[85dvh] sm:-mx-5">
      <VerdictShapes />
      <table className="heat-map">
        <caption className="sr-only">Repositories with their verdicts by characteristic</caption>
        <HeatHead org={org} columns={map.overview.columns} />
        <tbody>
          {map.rows.map((row) => (
            <HeatLine key={row.name} org={org} row={row} />
          ))}
        </tbody>
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
              <Link
                href={characteristicPath(org, id)}
                prefetch={false}
                title={name}
                className="heat-name hover:text-ink"
              >
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

function HeatLine({ org, row }: { readonly org: string; readonly row: HeatRow }) {
  const page = repositoryPath(org, row.name)
  return (
    <tr>
      <th scope="row">
        <Link href={page} prefetch={false} data-row="" title={row.name} className="hover:underline">
          {row.name}
        </Link>
      </th>
      <td>
        <Score value={row.score} className="font-semibold" />
      </td>
      {CHARACTERISTICS.map(({ id }) => {
        const verdict = row.verdicts[id]
        if (!verdict) return <td key={id} />
        return (
          <td key={id}>
            {/* biome-ignore lint/a11y/useAnchorContent: its title names it, and is the only text of thousands of cells. */}
            <a
              href={`${page}#${id}`}
              className={verdict}
              tabIndex={-1}
              data-soft=""
              title={`${characteristicName(id)}: ${VERDICT_TITLES[verdict]}${row.waived[id] ? `, waived until ${formatDay(row.waived[id])}` : ''}`}
            >
              <svg aria-hidden="true">
                <use href={`#v-${verdict}`} />
              </svg>
            </a>
          </td>
        )
      })}
    </tr>
  )
}
