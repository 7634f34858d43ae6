import type { Evidence, Facts } from '../facts'
import type { TextBlock } from './document'

const OPENERS =
  /^https?:\/\/(?:[\w-]+\.)?(?:mybinder\.org|colab\.research\.google\.com|nbviewer\.(?:jupyter\.)?org|kaggle\.com\/(?:code|kernels))\//i

/** A collection of notebooks is used by opening them: a link to one of them, or to a service that opens them. */
export function opensNotebooks(
  path: string,
  blocks: readonly TextBlock[],
  { files }: Pick<Facts, 'files'>,
): Evidence | null {
  const notebooks = files.notebooks.filter(({ role }) => role === 'application')
  const inNotebooks = notebooks.reduce((sum, { codeLines }) => sum + codeLines, 0)
  if (inNotebooks <= (files.roles.application?.lines ?? 0)) return null
  const names = new Set(notebooks.map((notebook) => notebook.path.slice(notebook.path.lastIndexOf('/') + 1)))
  const block = blocks.find(({ kind, target, text }) =>
    kind === 'link' ? OPENERS.test(target ?? '') || namesOne(target ?? '', names) : namesOne(text, names),
  )
  return block ? { path, line: block.line, note: 'Shows which notebooks to open.' } : null
}

function namesOne(text: string, names: ReadonlySet<string>): boolean {
  const found = text.slice(0, 2_000).match(/[^\s/`"'()[\]|]{1,200}\.ipynb\b/g) ?? []
  return found.some((name) => names.has(decode(name)))
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
