// A region that scrolls must be reachable by keyboard.
const REACHABLE = { tabIndex: 0 }

/** An issue before it is opened: its title, and its Markdown as GitHub will get it. */
export function IssueText({ text }: { readonly text: { readonly title: string; readonly body: string } }) {
  return (
    <div className="min-w-0 overflow-hidden rounded-md border">
      <p className="border-b px-4 py-3 font-medium [overflow-wrap:anywhere]">{text.title}</p>
      <section aria-label="Text of the issue" className="max-h-112 overflow-auto bg-sunken/60" {...REACHABLE}>
        <pre className="px-4 py-3 font-mono text-[0.8125rem] leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">
          {text.body}
        </pre>
      </section>
    </div>
  )
}
