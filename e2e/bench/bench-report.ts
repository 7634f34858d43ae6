import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'

/** A figure that is good while it is at most its bar. */
export interface Bar {
  readonly what: string
  /** Null: it could not be measured here. */
  readonly value: number | null
  readonly most: number
}

export type Row = Readonly<Record<string, string | number | null>>

export interface BenchReport {
  readonly bench: string
  /** What was measured, in the order of the columns; the first column names the row. */
  readonly rows: readonly Row[]
  readonly bars?: readonly Bar[]
  /** What else a reader of the JSON may want. */
  readonly details?: unknown
}

/** The option that every bench has. */
export const JSON_OPTION = { json: { type: 'string' } } as const

/** Prints a table and the bars, and the same as JSON: below it, or into the file that `--json` names. */
export function publish(report: BenchReport, file: string | undefined): void {
  const [load = 0] = loadavg()
  const machine = { processors: cpus().length, load: round(load), node: process.version }
  process.stdout.write(`\n${tableOf(report.rows)}${barsOf(report.bars ?? [])}`)
  const json = `${JSON.stringify({ machine, ...report }, null, 2)}\n`
  if (file === undefined) process.stdout.write(`\n${json}`)
  else writeFileSync(file, json)
}

/** Words on the way, which disturb neither table nor JSON. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Three digits that mean something. */
export function round(value: number): number {
  return Number(value.toPrecision(Math.max(3, Math.ceil(Math.log10(Math.abs(value) + 1)))))
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

/** Columns as wide as what is in them; numbers to the right. */
export function tableOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = rows.map((row) => columns.map((column) => textOf(row[column])))
  const widths = columns.map((column, at) => Math.max(column.length, ...cells.map((row) => row[at]?.length ?? 0)))
  const line = (texts: readonly string[]) =>
    texts
      .map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  return `${[columns, ...cells].map(line).join('\n')}\n`
}

function textOf(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '-'
  return typeof value === 'number' ? round(value).toLocaleString('en-GB', { maximumFractionDigits: 6 }) : value
}

function barsOf(bars: readonly Bar[]): string {
  if (bars.length === 0) return ''
  const verdict = ({ value, most }: Bar) => {
    if (value === null) return 'not measured'
    return value <= most ? 'holds' : 'ABOVE'
  }
  const rows = bars.map((bar) => ({ bar: bar.what, figure: bar.value, 'at most': bar.most, '': verdict(bar) }))
  return `\n${tableOf(rows)}`
}
