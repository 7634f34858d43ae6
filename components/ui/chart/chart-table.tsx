'use client'

import { ScrollArea } from '../scroll-area'

/**
 * The numbers of a chart, one press away. Cells are text; the first of a row heads it. In the browser as well, as a page has
 * up to a dozen: it carries the cells and not their markup twice.
 */
export function ChartTable({
  caption,
  columns,
  rows,
  note,
}: {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** What the columns mean, where their names do not say it. */
  readonly note?: string
}) {
  return (
    <details className="text-xs">
      <summary className="w-fit list-none text-muted underline decoration-line-strong/60 underline-offset-2 hover:text-ink">
        Show as table
      </summary>
      <ScrollArea label={caption} className="mt-2 max-h-72">
        <table className="w-full border-collapse">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr className="border-b text-left text-muted">
              {columns.map((column, index) => (
                <th key={column} scope="col" className={`py-1 pr-4 font-medium ${index > 0 ? 'text-right' : ''}`}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([head, ...cells]) => (
              <tr key={head} className="border-b last:border-0">
                <th scope="row" className="py-1 pr-4 text-left font-normal whitespace-nowrap">
                  {head}
                </th>
                {cells.map((cell, index) => (
                  <td key={columns[index + 1]} className="py-1 pr-4 text-right">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {note && <p className="mt-1 text-muted">{note}</p>}
    </details>
  )
}
