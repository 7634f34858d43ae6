/** Opens what paper shows of what is closed in the page's main part, where a style alone can't; the answer closes it again. */
export function openForPrint(page: Pick<Document, 'querySelectorAll'>): () => void {
  const closed = [...page.querySelectorAll<HTMLDetailsElement>('main details:not([open], .folded-on-paper)')]
  for (const details of closed) details.open = true
  return () => {
    for (const details of closed) details.open = false
  }
}
