const FORMATS = [
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
] as const

/** What chooses how a page looks, and not what its table holds. */
const LOOKS = [
  'page',
  'changes',
  'view',
  'cols',
  'saved',
  'trend',
  'range',
  'from',
  'to',
  'by',
  'teamq',
  'teamsort',
  'teampage',
]

/** The table beside it as a file, all of its pages. `path` is the address of the table without an ending. */
export function ExportLinks({
  what,
  path,
  search = '',
  keeps = [],
}: {
  /** What is in the table, for who hears only the links. */
  readonly what: string
  readonly path: string
  /** The filters of the page, as a query string. */
  readonly search?: string
  /** Of these, what chooses here what the table holds. */
  readonly keeps?: readonly string[]
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

function filtersIn(search: string, keeps: readonly string[]): string {
  const params = new URLSearchParams(search)
  for (const name of LOOKS) if (!keeps.includes(name)) params.delete(name)
  const text = params.toString()
  return text && `?${text}`
}
