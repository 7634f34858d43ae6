import { Prose } from '@/components/ui/prose'
import type { Fix } from '@/lib/checks/check'
import { CopyButton } from './copy-button'

// A region that scrolls must be reachable by keyboard.
const REACHABLE = { tabIndex: 0 }

/** What to do, and a snippet to paste. */
export function FixView({
  fix,
  about,
}: {
  readonly fix: Fix
  /** What it mends, in which it differs from the other fixes of the page. */
  readonly about: string
}) {
  const { summary, snippet } = fix
  const label = snippet?.path ? `Snippet for ${snippet.path}: ${about}` : `Snippet: ${about}`
  return (
    <div className="grid gap-3">
      <p className="text-sm">
        <Prose>{summary}</Prose>
      </p>
      {snippet && (
        <div className="min-w-0 overflow-hidden rounded-md border bg-surface">
          <div className="flex items-center justify-between gap-3 border-b py-1 pr-1 pl-3">
            <span className="font-mono text-muted text-xs [overflow-wrap:anywhere]">
              {snippet.path || (snippet.language === 'sh' ? 'Commands' : 'Snippet')}
            </span>
            <CopyButton text={snippet.code} label={`Copy: ${label}`} />
          </div>
          <section aria-label={label} className="overflow-x-auto bg-sunken/60" {...REACHABLE}>
            <pre className="w-max min-w-full px-3 py-2 font-mono text-code leading-5">
              <code>{snippet.code.replace(/(?<!\n)\n+$/, '')}</code>
            </pre>
          </section>
        </div>
      )}
    </div>
  )
}
