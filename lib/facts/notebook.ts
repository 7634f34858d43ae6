import { decodeText } from './text'

/** Source of the Python code cells of a notebook, with IPython's magics turned into comments or `pass`; null when it can't be read. */
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

/** All code cells as one module, for the analyser, and the lines on which they begin. */
export function notebookModule(
  content: Uint8Array,
): { readonly text: string; readonly cells: readonly number[] } | null {
  const cells = readNotebook(content)
  if (cells === null) return null
  let line = 1
  const starts = cells.map((cell) => {
    const start = line
    line += cell.split('\n').length + 1
    return start
  })
  return { text: cells.join('\n\n'), cells: starts }
}

function sourceOf(cell: Record<string, unknown>): string {
  const source = cell.source ?? cell.input
  if (typeof source === 'string') return source
  return Array.isArray(source) ? source.filter((line) => typeof line === 'string').join('') : ''
}

/** A magic at the start of a cell, and one inside a block: what is left is told from an operator that goes on with a line. */
const MAGIC = /^(?:[ \t]*[?]|[ \t]*!(?!=)|%|[ \t]+%%?[A-Za-z])/
const ASSIGNED_MAGIC = /^([ \t]*[A-Za-z_][\w., ]*=[ \t]*)(?=!(?!=)|%[A-Za-z])/
const HELP = /^[\w.]+\?\??$/

/** Line for line, so that places stay: a magic of a block becomes `pass`, for it may be the only statement there. */
function commentMagics(source: string): string {
  if (/^\s*%%(?!time|capture|prun)/.test(source)) return source.replace(/^/gm, '# ')
  let goesOn = false
  let inBlock = false
  const withoutMagics = (line: string): string => {
    const wentOn = goesOn
    const isMagic = !wentOn && MAGIC.test(line)
    const assigned = wentOn || isMagic ? undefined : ASSIGNED_MAGIC.exec(line)?.[1]
    goesOn = (wentOn || isMagic || assigned !== undefined) && /\\\r?$/.test(line)
    if (wentOn || HELP.test(line)) return `# ${line}`
    if (isMagic && !/^[ \t]/.test(line)) inBlock = false
    if (isMagic) return inBlock ? line.replace(/^[ \t]+/, '$&pass  # ') : `# ${line}`
    if (/^[ \t]*[^\s#]/.test(line)) inBlock = /^[ \t]/.test(line) || line.includes(':')
    return assigned === undefined ? line : `${assigned}None  # ${line.slice(assigned.length)}`
  }
  return source.split('\n').map(withoutMagics).join('\n')
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
