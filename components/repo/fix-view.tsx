import type { Fix } from '@/lib/checks/check'
import { CopyButton } from './copy-button'

// A region that scrolls must be reachable by keyboard.
const REACHABLE = { tabIndex: 0 }

/** What to do, and a snippet to paste. */
export function FixView({ fix }: { readonly fix: Fix }) {
  const { summary, snippet } = fix
  return (
    <div className="grid gap-3">
      <p className="text-sm">{summary}</p>
      {snippet && (
        <div className="min-w-0 overflow-hidden rounded-md border bg-surface">
          <div className="flex items-center justify-between gap-3 border-b py-1 pr-1 pl-3">
            <span className="font-mono text-muted text-xs [overflow-wrap:anywhere]">{snippet.path || 'Snippet'}</span>
            <CopyButton text={snippet.code} label={`Copy the snippet${snippet.path && ` for ${snippet.path}`}`} />
          </div>
          <section
            aria-label={`Snippet${snippet.path && ` for ${snippet.path}`}`}
            className="overflow-x-auto bg-sunken/60"
            {...REACHABLE}
          >
            <pre className="w-max min-w-full px-3 py-2 font-mono text-[0.8125rem] leading-5">
              <code>{snippet.code.replace(/\n+$/, '')}</code>
            </pre>
          </section>
        </div>
      )}
    </div>
  )
}
