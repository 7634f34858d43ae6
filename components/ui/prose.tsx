import { visibleText } from '@/lib/checks/visible-text'

/** A sentence in which what stands between backticks is code. The text is shown as it is, never as markup. */
export function Prose({ children }: { readonly children: string }) {
  const parts = proseParts(visibleText(children))
  return parts.map(({ at, text, isCode }) =>
    isCode ? (
      <code key={at} className="font-mono text-[0.92em] [overflow-wrap:anywhere]">
        {text}
      </code>
    ) : (
      <span key={at}>{text}</span>
    ),
  )
}

interface ProsePart {
  /** Where it begins in the sentence. */
  readonly at: number
  readonly text: string
  readonly isCode: boolean
}

function proseParts(sentence: string): readonly ProsePart[] {
  const texts = sentence.split('`')
  // An odd backtick closes nothing.
  if (texts.length % 2 === 0) return [{ at: 0, text: sentence, isCode: false }]
  const parts: ProsePart[] = []
  let at = 0
  for (const [index, text] of texts.entries()) {
    if (text !== '') parts.push({ at, text, isCode: index % 2 === 1 })
    at += text.length + 1
  }
  return parts
}
