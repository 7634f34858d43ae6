import Link from 'next/link'

/** Something that happened on the way of a line. */
export interface ChangeMark {
  /** 0 to 100 from the left. */
  readonly x: number
  readonly direction: 'better' | 'worse' | 'mixed'
  /** What happened, when: the title, and what is read aloud. */
  readonly label: string
  readonly href: string
}

const SHAPES = { better: 'M8 3l6 10H2z', worse: 'M8 13L2 3h12z', mixed: 'M8 2l6 6-6 6-6-6z' } as const

/** Marks in a lane below a line: up, down or both by their shape. They must lie far enough apart to be pressed. */
export function ChangeMarks({ marks }: { readonly marks: readonly ChangeMark[] }) {
  return (
    <ul aria-label="Changes" className="relative h-6">
      {marks.map(({ x, direction, label, href }) => (
        <li key={x} className="absolute top-0 size-6 -translate-x-1/2" style={{ left: `${x}%` }}>
          <Link
            href={href}
            prefetch={false}
            title={label}
            aria-label={label}
            className="grid size-6 place-items-center text-accent hover:text-ink"
          >
            <svg viewBox="0 0 16 16" aria-hidden="true" className="size-3">
              <path d={SHAPES[direction]} fill="currentColor" />
            </svg>
          </Link>
        </li>
      ))}
    </ul>
  )
}
