import { CopyButton } from '@/components/repo/copy-button'

/** Lines for a terminal or a file, to copy; a long one goes on below, and is copied as one. */
export function Command({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className="flex min-w-0 items-start justify-between gap-x-2 rounded-md border bg-sunken/60 py-1 pr-1 max-sm:flex-col-reverse max-sm:items-end">
      <pre className="min-w-0 flex-1 px-3 max-sm:w-full py-1.5 font-mono text-code leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">
        <code>{text}</code>
      </pre>
      <CopyButton text={text} label={`Copy: ${label}`} />
    </div>
  )
}
