const FORMATS = [
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
] as const

/** What chooses how a page looks, and not what its table holds. */
const LOOKS = ['page', 'view', 'cols', 'trend', 'range', 'by']

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
          href={`${path}.${format}${filtersIn(search)}`}
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

function filtersIn(search: string): string {
  const params = new URLSearchParams(search)
  for (const name of LOOKS) params.delete(name)
  const text = params.toString()
  return text && `?${text}`
}
