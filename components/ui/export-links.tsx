const FORMATS = [
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
] as const

/** What chooses how a page looks, and not what its table holds. */
const LOOKS = ['page', 'changes', 'view', 'cols', 'trend', 'range'] as const

/** The table beside it as a file, all of its pages. `path` is the address of the table without an ending. */
export function ExportLinks({
  what,
  path,
  search = '',
  keeps,
}: {
  /** What is in the table, for who hears only the links. */
  readonly what: string
  readonly path: string
  /** The filters of the page, as a query string. */
  readonly search?: string
  /** A part of the address that elsewhere only chooses how the page looks, and here what the table holds. */
  readonly keeps?: (typeof LOOKS)[number]
}) {
  return (
    <p className="flex items-baseline gap-2 text-muted text-xs print:hidden">
      Export
      {FORMATS.map(({ format, label }) => (
        <a
          key={format}
          href={`${path}.${format}${filtersIn(search, keeps)}`}
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

function filtersIn(search: string, keeps: string | undefined): string {
  const params = new URLSearchParams(search)
  for (const name of LOOKS) if (name !== keeps) params.delete(name)
  const text = params.toString()
  return text && `?${text}`
}
