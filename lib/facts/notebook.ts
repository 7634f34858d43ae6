import { decodeText } from './text'

/** Source of the Python code cells of a notebook, with IPython's magics turned into comments; null when it can't be read. */
export function readNotebook(content: Uint8Array): readonly string[] | null {
  const notebook = parseJson(decodeText(content))
  if (!isObject(notebook)) return null
  const metadata = isObject(notebook.metadata) ? notebook.metadata : {}
  const kernel = isObject(metadata.kernelspec) ? metadata.kernelspec : {}
  if (typeof kernel.language === 'string' && kernel.language !== 'python') return null
  const worksheets = Array.isArray(notebook.worksheets) ? notebook.worksheets : []
  const cells = Array.isArray(notebook.cells)
    ? notebook.cells
    : worksheets.flatMap((sheet) => (isObject(sheet) && Array.isArray(sheet.cells) ? sheet.cells : []))
  return cells
    .filter((cell) => isObject(cell) && cell.cell_type === 'code')
    .map((cell) => commentMagics(sourceOf(cell)))
}

/** All code cells as one module, for the analyser. */
export function notebookModule(content: Uint8Array): string | null {
  const cells = readNotebook(content)
  return cells === null ? null : cells.join('\n\n')
}

function sourceOf(cell: Record<string, unknown>): string {
  const source = cell.source ?? cell.input
  if (typeof source === 'string') return source
  return Array.isArray(source) ? source.filter((line) => typeof line === 'string').join('') : ''
}

function commentMagics(source: string): string {
  if (/^\s*%%(?!time|capture|prun)/.test(source)) return source.replace(/^/gm, '# ')
  return source.replace(/^(?=[ \t]*[%!?])/gm, '# ').replace(/^(?=[\w.]+\?\??$)/gm, '# ')
}

function parseJson(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
