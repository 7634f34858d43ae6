import { CodeBlock } from '@/components/ui/code-block'
import { Link } from '@/components/ui/link'
import { VerdictBadge } from '@/components/ui/verdict'
import type { Example } from '@/lib/checks/check'
import { exampleFiles } from './example-files'

/** Files without evidence only frame those with it. */
const SHOWN_BESIDE_EVIDENCE = 8

/** A tiny repository with the verdict that it gets; the lines that are cited as evidence are marked. */
export function ExampleView({
  example,
  id,
  tryAt,
}: {
  readonly example: Example
  readonly id: string
  /** Address of its editor. */
  readonly tryAt: string
}) {
  const files = exampleFiles(example)
  const shownElsewhere = files.some(({ isEvidence }) => isEvidence) ? SHOWN_BESIDE_EVIDENCE : undefined
  return (
    <article
      id={id}
      aria-label={example.name}
      className="min-w-0 scroll-mt-4 overflow-hidden rounded-lg border bg-surface"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-3">
        <VerdictBadge verdict={example.verdict} />
        <h3 className="font-medium text-sm">
          <a href={`#${id}`} className="hover:underline">
            {example.name}
          </a>
        </h3>
        <Link href={tryAt} aria-label={`Try it: ${example.name}`} className="link ml-auto py-0.5 text-sm">
          Try it
        </Link>
      </header>
      {files.length === 0 && <p className="border-t px-4 py-3 text-muted text-sm">An empty repository.</p>}
      {files.map(({ path, text, isEvidence, lines }) => (
        <div key={path} className="border-t">
          <p className="flex flex-wrap items-baseline gap-x-2 px-4 py-1.5 text-xs">
            <span className="font-mono [overflow-wrap:anywhere]">{path}</span>
            {isEvidence && (
              <span className="text-accent">
                {lines.length > 0 ? 'marked lines are the evidence' : 'cited as evidence'}
              </span>
            )}
          </p>
          {text === '' ? (
            <p className="border-t bg-sunken/60 px-4 py-1.5 text-muted text-xs">An empty file.</p>
          ) : (
            <div className="border-t">
              <CodeBlock
                label={`${path} of the example: ${example.name}`}
                code={text}
                marked={lines}
                shown={isEvidence ? undefined : shownElsewhere}
              />
            </div>
          )}
        </div>
      ))}
    </article>
  )
}
