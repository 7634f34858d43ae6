import { CopyButton } from '@/components/repo/copy-button'
import { Markdown } from './markdown'

/** An issue before it is opened: about as GitHub will show it, and its Markdown as GitHub will get it. */
export function IssueText({
  text: { title, body },
}: {
  readonly text: { readonly title: string; readonly body: string }
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <article aria-label="Preview of the issue" className="overflow-hidden rounded-md border">
        <p className="border-b bg-sunken/60 px-4 py-3 font-medium [overflow-wrap:anywhere]">{title}</p>
        <div className="px-4 py-4">
          <Markdown>{body}</Markdown>
        </div>
      </article>
      <details className="text-sm">
        <summary className="link w-fit list-none text-xs">Show its Markdown</summary>
        <div className="mt-2 flex items-start gap-2 rounded-md border bg-sunken/60 py-1 pr-1">
          <pre className="min-w-0 flex-1 px-3 py-1.5 font-mono text-code leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">
            {body}
          </pre>
          <CopyButton text={body} label="Copy: Markdown of the issue" />
        </div>
      </details>
    </div>
  )
}
