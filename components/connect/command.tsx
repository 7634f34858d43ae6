import { CopyButton } from '@/components/repo/copy-button'

// A region that scrolls must be reachable by keyboard.
const REACHABLE = { tabIndex: 0 }

/** Lines for a terminal or a file, to copy. */
export function Command({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className="flex min-w-0 items-start gap-2 rounded-md border bg-sunken/60 py-1 pr-1">
      <section aria-label={label} className="min-w-0 flex-1 overflow-x-auto" {...REACHABLE}>
        <pre className="w-max min-w-full px-3 py-1.5 font-mono text-[0.8125rem] leading-5">
          <code>{text}</code>
        </pre>
      </section>
      <CopyButton text={text} label={`Copy: ${label}`} />
    </div>
  )
}
