import clsx from 'clsx'
import { type CodeLine, codeParts, codeRuns } from './code-lines'

// A region that scrolls must be reachable by keyboard.
const REACHABLE = { tabIndex: 0 }

/** Text of a file with numbered lines; long stretches without a mark are folded. Lines are counted from 1. */
export function CodeBlock({
  label,
  code,
  marked = [],
  shown,
}: {
  /** What it shows, for assistive technology. */
  readonly label: string
  readonly code: string
  readonly marked?: readonly number[]
  /** Lines at the beginning that are never folded. */
  readonly shown?: number
}) {
  const parts = codeParts(code, marked, shown)
  return (
    <section
      aria-label={label}
      className="overflow-x-auto bg-sunken/60 py-2 font-mono text-code leading-5"
      {...REACHABLE}
    >
      <div className="w-max min-w-full">
        {parts.map(({ folded, lines }) =>
          folded ? (
            <details key={lines[0]?.number}>
              <summary className="sticky left-0 w-fit list-none px-4 py-0.5 font-sans text-muted text-xs underline decoration-line-strong/60 underline-offset-2 hover:text-ink">
                {lines.length} more lines
              </summary>
              <Lines lines={lines} />
            </details>
          ) : (
            <Lines key={lines[0]?.number} lines={lines} />
          ),
        )}
      </div>
    </section>
  )
}

function Lines({ lines }: { readonly lines: readonly CodeLine[] }) {
  return codeRuns(lines).map(({ first, isMarked, numbers, text }) => (
    <pre
      key={first}
      className={clsx('flex border-l-2 pr-4', isMarked ? 'border-accent bg-accent-soft' : 'border-transparent')}
    >
      <span aria-hidden="true" className="w-12 shrink-0 select-none pr-4 text-right text-faint">
        {numbers}
      </span>
      <code>
        {isMarked && <span className="sr-only">Evidence: </span>}
        {text}
      </code>
    </pre>
  ))
}
