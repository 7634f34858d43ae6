import type { Nodes, Parents } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { Fragment, type ReactNode } from 'react'

/**
 * Markdown about as GitHub shows it. Text is escaped, markup in it is shown as it stands, comments are left out, and a
 * link leads to the web or nowhere.
 */
export function Markdown({ children }: { readonly children: string }) {
  return <div className="grid grid-cols-[minmax(0,1fr)] gap-3 text-sm">{show(fromMarkdown(children))}</div>
}

function show(parent: Parents): ReactNode {
  return parent.children.map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move.
    <Fragment key={index}>{showNode(node, parent)}</Fragment>
  ))
}

function showNode(node: Nodes, parent: Parents): ReactNode {
  switch (node.type) {
    case 'heading':
      return <h3 className="mt-2 font-semibold text-base">{show(node)}</h3>
    case 'paragraph':
      return parent.type === 'listItem' ? show(node) : <p className="[overflow-wrap:anywhere]">{show(node)}</p>
    case 'list':
      return <ul className="grid list-disc gap-1 pl-5 [overflow-wrap:anywhere]">{show(node)}</ul>
    case 'listItem':
      return <li>{show(node)}</li>
    case 'strong':
      return <strong className="font-semibold">{show(node)}</strong>
    case 'emphasis':
      return <em>{show(node)}</em>
    case 'link':
      return <Reference url={node.url}>{show(node)}</Reference>
    case 'inlineCode':
      return <code className="rounded-sm bg-sunken px-1 font-mono text-[0.92em]">{node.value}</code>
    case 'code':
      return <Code>{node.value}</Code>
    case 'thematicBreak':
      return <hr className="mt-1" />
    case 'break':
      return <br />
    case 'html':
      return /^<!--.*-->$/s.test(node.value) ? null : node.value
    default:
      return 'children' in node ? show(node) : 'value' in node ? node.value : null
  }
}

function Reference({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  if (!/^https?:\/\//i.test(url)) return children
  return (
    <a href={url} rel="noreferrer" className="link">
      {children}
    </a>
  )
}

// A region that scrolls must be reachable by keyboard.
const REACHABLE = { tabIndex: 0 }

function Code({ children }: { readonly children: string }) {
  return (
    <section aria-label="Code" className="overflow-x-auto rounded-md bg-sunken" {...REACHABLE}>
      <pre className="w-max min-w-full px-3 py-2 font-mono text-code leading-5">
        <code>{children}</code>
      </pre>
    </section>
  )
}
