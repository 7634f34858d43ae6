import type { Code, Nodes, Parents, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toString as plainText } from 'mdast-util-to-string'
import { gfm } from 'micromark-extension-gfm'
import { remembering } from '../recent'
import { type MarkdownPiece, markdownPieces } from './pieces'

export interface TextBlock {
  readonly kind: 'heading' | 'prose' | 'code' | 'inline-code' | 'link'
  readonly text: string
  readonly line: number
  /** Language of a code block. */
  readonly language?: string
  /** Target of a link. */
  readonly target?: string
  /** Nearest heading above, lower case; '' before the first. */
  readonly section: string
  /** Of a heading: 1 for the document's title. */
  readonly depth?: number
}

const MAX_TEXT = 128 * 1024
const MAX_LINES = 4000
const REMEMBERED = 2 * 1024 * 1024

/** Headings, paragraphs, code and links of a README with their lines; Markdown, reStructuredText or plain text. */
export function readBlocks(path: string, text: string): readonly TextBlock[] {
  return /\.rst$/i.test(path) ? readRst(linesOf(text)) : markdownBlocks(text.slice(0, MAX_TEXT))
}

/** Parsing Markdown takes a sixth of an audit of a small repository, whose pages seldom change. */
const markdownBlocks = remembering((text): readonly TextBlock[] => {
  const blocks: TextBlock[] = []
  for (const piece of markdownPieces(linesOf(text))) {
    blocks.push(...readMarkdown(piece, blocks.findLast(({ kind }) => kind === 'heading')?.section ?? ''))
  }
  return blocks
}, REMEMBERED)

function linesOf(text: string): string[] {
  return text.slice(0, MAX_TEXT).split('\n').slice(0, MAX_LINES)
}

function readMarkdown({ text, before }: MarkdownPiece, sectionBefore: string): TextBlock[] {
  const blocks: TextBlock[] = []
  let section = sectionBefore
  let root: Root
  try {
    root = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  } catch {
    return [{ kind: 'prose', text, line: before + 1, section }]
  }
  const pending: Nodes[] = [...root.children].reverse()
  while (pending.length > 0) {
    const node = pending.pop()
    if (!node) break
    const line = before + (node.position?.start.line ?? 1)
    if (node.type === 'heading') {
      section = plainText(node).toLowerCase()
      blocks.push({ kind: 'heading', text: plainText(node), line, section, depth: node.depth })
    } else if (node.type === 'listItem' && typeof node.checked === 'boolean') {
      // Something to do, not something that is.
      continue
    } else if (node.type === 'paragraph' || node.type === 'tableCell') {
      blocks.push({ kind: 'prose', text: proseOf(node), line, section })
    } else if (node.type === 'code') {
      blocks.push({
        kind: 'code',
        text: node.value,
        line: before + codeLine(node),
        section,
        ...(node.lang ? { language: node.lang } : {}),
      })
    } else if (node.type === 'inlineCode') {
      blocks.push({ kind: 'inline-code', text: node.value, line, section })
    } else if (node.type === 'html') {
      blocks.push(...readHtml(node.value, line, section))
    } else if (node.type === 'link' || node.type === 'definition') {
      blocks.push({
        kind: 'link',
        text: node.type === 'link' ? plainText(node) : (node.label ?? ''),
        target: node.url,
        line,
        section,
      })
    }
    if ('children' in node) pending.push(...[...(node as Parents).children].reverse())
  }
  return blocks
}

/** First line of the code itself, below the fence. */
function codeLine(node: Code): number {
  const { start, end } = node.position ?? { start: { line: 1 }, end: { line: 1 } }
  const fenced = end.line - start.line + 1 > node.value.split('\n').length
  return fenced ? start.line + 1 : start.line
}

/** Text of a paragraph without images and badges; a row of links alone says nothing. */
function proseOf(node: Parents): string {
  const text = (nodes: readonly Nodes[]) =>
    nodes.map((each) => plainText(each, { includeImageAlt: false, includeHtml: false })).join('')
  const unlinked = text(node.children.filter(({ type }) => type !== 'link' && type !== 'linkReference'))
  const links = node.children.length > 2
  return links && !/[\p{L}\p{N}]/u.test(unlinked) ? '' : text(node.children).trim()
}

function readHtml(html: string, line: number, section: string): TextBlock[] {
  const links = [...html.matchAll(/<a\s[^>]{0,500}?href="([^"]{1,500})"/gi)].map(
    (match): TextBlock => ({ kind: 'link', text: '', target: match[1] ?? '', line, section }),
  )
  const prose = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return prose === '' ? links : [...links, { kind: 'prose', text: prose, line, section }]
}

function readRst(lines: readonly string[]): TextBlock[] {
  const blocks: TextBlock[] = []
  const underlines: string[] = []
  let section = ''
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const next = lines[i + 1] ?? ''
    if (
      line.trim() !== '' &&
      /^([=\-~^"'#*+`_:.])\1{2,}\s*$/.test(next) &&
      next.trim().length >= line.trim().length - 2
    ) {
      section = line.trim().toLowerCase()
      const mark = next.charAt(0)
      if (!underlines.includes(mark)) underlines.push(mark)
      blocks.push({ kind: 'heading', text: line.trim(), line: i + 1, section, depth: underlines.indexOf(mark) + 1 })
      i++
      continue
    }
    const code =
      /^\s*\.\. (?:code-block|code|sourcecode|testcode|testsetup|doctest|ipython|prompt|literalinclude) ?::\s*([\w-]*)/.exec(
        line,
      )
    if (code || (/::\s*$/.test(line) && !/^\s*\.\./.test(line))) {
      const body = indentedAfter(lines, i + 1)
      if (!code && line.trim() !== '::') blocks.push(...rstProse(line, i + 1, section))
      if (body.text.trim() !== '') {
        blocks.push({
          kind: 'code',
          text: body.text,
          line: body.line,
          section,
          ...(code?.[1] ? { language: code[1] } : {}),
        })
      }
      i = body.end - 1
      continue
    }
    blocks.push(...rstProse(line, i + 1, section))
  }
  return blocks
}

function rstProse(line: string, number: number, section: string): TextBlock[] {
  const blocks: TextBlock[] = []
  for (const match of line.matchAll(/``([^`]{1,300})``/g))
    blocks.push({ kind: 'inline-code', text: match[1] ?? '', line: number, section })
  for (const match of line.matchAll(/<?(https?:\/\/[^\s>`]{1,500})/g))
    blocks.push({ kind: 'link', text: '', target: match[1] ?? '', line: number, section })
  for (const match of line.matchAll(/`[^`<]{0,200}<([^>`\s]{1,300})>`_/g))
    blocks.push({ kind: 'link', text: '', target: match[1] ?? '', line: number, section })
  const prose = line.replace(/\|[^|]{1,100}\|_{0,2}/g, ' ').trim()
  if (prose !== '' && !/^(?:\.\. |:\w+:|[=\-~^"'#*+`]{3,}$)/.test(prose))
    blocks.push({ kind: 'prose', text: prose, line: number, section })
  return blocks
}

function indentedAfter(lines: readonly string[], start: number): { text: string; line: number; end: number } {
  let end = start
  while (end < lines.length && (lines[end]?.trim() === '' || /^\s/.test(lines[end] ?? ''))) end++
  let first = start
  while (first < end && /^\s*(?::\w[\w-]*:.*)?$/.test(lines[first] ?? '')) first++
  const body = lines.slice(first, end)
  return { text: body.map((line) => line.trim()).join('\n'), line: first + 1, end }
}
