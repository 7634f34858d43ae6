import { visibleText } from '@/lib/checks/visible-text'
import { formatCount } from '@/lib/checks/wording'
import type { CodeExcerpt } from '@/lib/data/repository'

/** A few numbered lines around what evidence names, which is marked by a bar and a sign before its number. */
export function CodeExcerptView({ excerpt }: { readonly excerpt: CodeExcerpt }) {
  const { path, line, endLine, start, lines } = excerpt
  const more = endLine - (start + lines.length - 1)
  return (
    <figure className="mt-1.5 overflow-hidden rounded-md border">
      <pre className="code-excerpt" style={{ counterReset: `line ${start - 1}` }}>
        <code>
          {withoutIndent(lines).map((text, index) => {
            const number = start + index
            const written = `${visibleText(text, '\t')}\n`
            return number >= line && number <= endLine ? (
              <mark key={number}>
                {number === line && <span className="sr-only">Evidence: </span>}
                {written}
              </mark>
            ) : (
              <span key={number}>{written}</span>
            )
          })}
        </code>
      </pre>
      <figcaption className={more > 0 ? 'border-t px-3 py-1 text-muted text-xs' : 'sr-only'}>
        {more > 0
          ? `and ${more === 1 ? 'one more line' : `${formatCount(more)} more lines`}`
          : `Lines ${start} to ${start + lines.length - 1} of ${visibleText(path)}`}
      </figcaption>
    </figure>
  )
}

/** What all lines begin with is left out, so that deeply nested code has room. */
function withoutIndent(lines: readonly string[]): readonly string[] {
  const written = lines.filter((line) => line.trim() !== '')
  let indent = /^[ \t]*/.exec(written[0] ?? '')?.[0] ?? ''
  for (const line of written) while (!line.startsWith(indent)) indent = indent.slice(0, -1)
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
}
