'use client'

import { characteristicName } from '@/components/ui/characteristic-name'
import { formatDay } from '@/components/ui/format-time'
import { repositoryPath } from '@/components/ui/paths'
import { Score } from '@/components/ui/score'
import { VERDICT_TITLES } from '@/components/ui/verdict'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import type { HeatRow } from '@/lib/data/heat-map'

/**
 * The rows of the heat map. Rendered from their data in the browser as well, so that the page carries that data once
 * instead of the markup of thousands of cells twice.
 */
export function HeatRows({ org, rows }: { readonly org: string; readonly rows: readonly HeatRow[] }) {
  return (
    <tbody>
      {rows.map((row) => (
        <HeatLine key={row.name} org={org} row={row} />
      ))}
    </tbody>
  )
}

function HeatLine({ org, row }: { readonly org: string; readonly row: HeatRow }) {
  const page = repositoryPath(org, row.name)
  return (
    <tr>
      <th scope="row">
        <a href={page} data-row="" data-soft="" title={row.name} className="hover:underline">
          {row.name}
        </a>
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
