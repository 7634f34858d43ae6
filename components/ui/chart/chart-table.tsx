'use client'

import { useEffect, useRef, useState } from 'react'
import { ScrollArea } from '../scroll-area'
import { useRunsScripts } from './runs-scripts'

/**
 * The numbers of a chart, one press away. Cells are text; the first of a row heads it. A page has up to a dozen, which
 * nobody opens all: where the browser runs scripts the rows are drawn when they are asked for. Should it not do so any
 * more, the numbers are lines of text.
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
  const details = useRef<HTMLDetailsElement>(null)
  const isLater = useRunsScripts()
  const [isDrawn, setDrawn] = useState(!isLater)
  // It may have been opened before this ran.
  useEffect(() => {
    if (details.current?.open) setDrawn(true)
  }, [])
  return (
    <details ref={details} onToggle={() => setDrawn(true)} className="text-xs">
      <summary className="w-fit list-none text-muted underline decoration-line-strong/60 underline-offset-2 hover:text-ink">
        Show as table
      </summary>
      {isDrawn ? (
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
      ) : (
        <>
          <p className="mt-2 text-muted noscript:hidden">The numbers come once the page has loaded.</p>
          <noscript>
            <p className="mt-2 whitespace-pre-line">
              {[columns, ...rows].map((cells) => cells.join(' · ')).join('\n')}
            </p>
          </noscript>
        </>
      )}
      {note && <p className="mt-1 text-muted">{note}</p>}
    </details>
  )
}
