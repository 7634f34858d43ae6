const FORMATS = [
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
] as const

/** The table beside it as a file, all of its pages. `path` is the address of the table without an ending. */
export function ExportLinks({
  what,
  path,
  search = '',
}: {
  /** What is in the table, for who hears only the links. */
  readonly what: string
  readonly path: string
  /** The filters of the page, as a query string. */
  readonly search?: string
}) {
  return (
    <p className="flex items-baseline gap-2 text-muted text-xs print:hidden">
      Export
      {FORMATS.map(({ format, label }) => (
        <a
          key={format}
          href={`${path}.${format}${search}`}
          download
          aria-label={`Export ${what} as ${label}`}
          className="link inline-block py-0.5"
        >
          {label}
        </a>
      ))}
    </p>
  )
}
