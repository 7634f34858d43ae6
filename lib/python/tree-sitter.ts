import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { Language, Parser, type Tree } from 'web-tree-sitter'
import { attempt } from '@/lib/snapshot/attempt'
import { type CompiledParsers, PARSER_FILES } from './compiled'
import { type RawCursor, type RawModule, rawCursors } from './raw-cursor'
import { type Comment, lineAt, lineStarts, type SyntaxNode, type SyntaxTree } from './syntax'

/** Above this a module is refused: it bounds the memory of one analysis. */
const MAX_NODES = 1_200_000
/** The same before it is parsed, for what the parser itself holds of each word and sign. */
const MAX_TOKENS = 1_200_000
/**
 * How often the parser may come back for a piece of the text. It looks ahead over all comments and continued lines before
 * each of them, so that a long run of them takes time by its square. A module of 250 kB takes some 100 pieces.
 */
const MAX_PIECES = 15_000
/** What the parser takes at once. */
const PIECE = 5 * 1024
/**
 * Processor time of its thread that parsing one text may take: recovering from errors within what nests takes the
 * square of its size, which nothing but time tells. Usual are 2 s for a megabyte.
 */
const MOST_MS = { atLeast: 2500, forMegabyte: 12_000 }
/** Most modules are parsed sooner, and nobody asks for the time of their thread. */
const SHORT_MS = 50
/** The parser tells of itself several times in a millisecond. */
const ASKED_EVERY = 16

export class TooManyNodes extends Error {}

/** It would take the parser much longer than its size lets expect. */
export class TooCostly extends Error {}

export class TooSlow extends Error {}

let loaded: ReturnType<typeof loadLanguage> | undefined

/** A parser of Python text to a plain tree. `parse` throws TooManyNodes, TooCostly, TooSlow, or what WebAssembly throws. */
export async function createTreeParser(compiled: CompiledParsers = {}): Promise<{ parse(text: string): SyntaxTree }> {
  loaded ??= loadLanguage(compiled)
  const { python, walk } = await loaded
  let parser = newParser(python)
  return {
    parse(text) {
      if (hasMoreTokens(text, MAX_TOKENS)) throw new TooCostly()
      let tree: Tree | null = null
      let pieces = 0
      try {
        // Past the bound the text ends, which the parser takes better than an error.
        const read = (from: number) => (++pieces > MAX_PIECES ? '' : text.slice(from, from + PIECE))
        const isLate = afterMs(MOST_MS.atLeast + (text.length / 1e6) * MOST_MS.forMegabyte)
        tree = parser.parse(read, null, { progressCallback: isLate })
        if (pieces > MAX_PIECES) throw new TooCostly()
        if (!tree && isLate()) throw new TooSlow()
        if (!tree) throw new Error('tree-sitter gave no tree')
        return copyTree(walk(tree), text, python)
      } catch (error) {
        // It may hold all that it had begun.
        attempt(() => parser.delete())
        parser = newParser(python)
        throw error
      } finally {
        tree?.delete()
      }
    },
  }
}

async function loadLanguage(compiled: CompiledParsers) {
  const { resolve } = createRequire(import.meta.url)
  const module = {
    locateFile: () => resolve(PARSER_FILES.treeSitter),
    ...(compiled.treeSitter ? { instantiateWasm: instantiator(compiled.treeSitter) } : {}),
  }
  await Parser.init(module)
  const python = compiled.python
    ? Language.loadSync(compiled.python)
    : await Language.load(resolve(PARSER_FILES.python))
  return { python, walk: rawCursors(module as object as RawModule) }
}

type Receive = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void

function instantiator(module: WebAssembly.Module) {
  return (imports: WebAssembly.Imports, receive: Receive) => {
    receive(new WebAssembly.Instance(module, imports), module)
  }
}

function newParser(python: Language): Parser {
  const parser = new Parser()
  parser.setLanguage(python)
  return parser
}

/** Types without anything below them, which need not be looked for. */
const LEAVES = new Set(['identifier', 'integer', 'float', 'string_start', 'string_end', 'true', 'false', 'none'])

/** What becomes of a node. */
const PASSED_OVER = 0
const COMMENT = 1
const LEAF = 2
const INNER = 3

let roles: Uint8Array | undefined

/** By type. Errors have a type above all others and are inner nodes. */
function rolesOfTypes(python: Language): Uint8Array {
  roles ??= Uint8Array.from(python.types, (type, id) => {
    if (!python.nodeTypeIsNamed(id)) return PASSED_OVER
    return type === 'comment' ? COMMENT : LEAVES.has(type) ? LEAF : INNER
  })
  return roles
}

const NONE: readonly SyntaxNode[] = []

/** Children are put in place when the last of them has been read. */
type OpenNode = { -readonly [K in keyof SyntaxNode]: K extends 'parent' ? OpenNode | null : SyntaxNode[K] }

/** Reads the tree once, node by node, which is most of what an analysis costs beside the parsers: see `RawCursor`. */
function copyTree(cursor: RawCursor, text: string, python: Language): SyntaxTree {
  try {
    return readTree(cursor, text, python)
  } finally {
    cursor.delete()
  }
}

function readTree(cursor: RawCursor, text: string, python: Language): SyntaxTree {
  const starts = lineStarts(text)
  const types = python.types
  const roleOf = rolesOfTypes(python)
  const fields = python.fields
  const comments: Comment[] = []
  // Nodes whose parent is not complete, in the order of the text; for each open parent where its own begin.
  const waiting: SyntaxNode[] = []
  const begins: number[] = []
  let top = 0
  let parent: OpenNode | null = null
  let root: OpenNode | null = null
  let count = 0
  let line = 1
  for (;;) {
    let entered: OpenNode | null = null
    const id = cursor.typeId()
    const role = roleOf[id] ?? INNER
    if (role !== PASSED_OVER) {
      const start = cursor.start()
      const end = cursor.end()
      count += 1
      if (count > MAX_NODES) throw new TooManyNodes()
      // Nodes come in the order of the text.
      while ((starts[line] ?? Number.POSITIVE_INFINITY) <= start) line += 1
      if (role === COMMENT) {
        comments.push({ start, end, line })
      } else {
        const field = cursor.fieldId()
        const last = Math.max(start, end - 1)
        const node: OpenNode = {
          type: types[id] ?? 'ERROR',
          field: field ? (fields[field] ?? null) : null,
          start,
          end,
          line,
          endLine: (starts[line] ?? Number.POSITIVE_INFINITY) > last ? line : lineAt(starts, last),
          parent,
          children: NONE,
        }
        waiting[top] = node
        top += 1
        root ??= node
        if (role === INNER) entered = node
      }
    }
    if (entered && cursor.toFirstChild()) {
      parent = entered
      begins.push(top)
      continue
    }
    while (!cursor.toNextSibling()) {
      if (parent) {
        const begin = begins.pop() as number
        if (top > begin) parent.children = waiting.slice(begin, top)
        top = begin
      }
      if (!cursor.toParent() || !parent) {
        if (!root) throw new Error('tree-sitter gave an empty tree')
        return { text, root, comments }
      }
      parent = parent.parent
    }
  }
}

/**
 * Whether this thread took so much processor time since now. The process's is asked first, and seldom, which costs next to
 * nothing: a thread can't have taken more than its process.
 */
function afterMs(most: number): () => boolean {
  const start = process.cpuUsage()
  let turns = 0
  let threadStart: number | null | undefined
  let isOver = false
  return () => {
    turns += 1
    // The first ones more often: of some texts a turn takes the better part of a second.
    const isAsked = turns % ASKED_EVERY === 0 || (turns & (turns - 1)) === 0
    if (isOver || !isAsked) return isOver
    const { user, system } = process.cpuUsage(start)
    const ofProcess = (user + system) / 1000
    if (ofProcess < SHORT_MS) return false
    // What its first moments took counts for nothing.
    if (threadStart === undefined) threadStart = threadMs()
    if (ofProcess <= most) return false
    const now = threadMs()
    isOver = now === null || threadStart === null ? ofProcess > most * availableParallelism() : now - threadStart > most
    return isOver
  }
}

/** Processor time of this thread by Linux, in milliseconds; null where there is no telling. */
function threadMs(): number | null {
  const told = attempt(() => readFileSync('/proc/thread-self/schedstat', 'latin1'))
  const nanoseconds = Number(told?.split(' ', 1)[0])
  return told !== null && Number.isFinite(nanoseconds) ? nanoseconds / 1e6 : null
}

/** Whether a text has more than so many words and other signs. */
function hasMoreTokens(text: string, most: number): boolean {
  if (text.length <= most) return false
  let count = 0
  let inWord = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isWord = isWordCode(code)
    if (isWord ? !inWord : code > 32) count += 1
    inWord = isWord
  }
  return count > most
}

/** Letters, digits, the underscore, and all that is not ASCII. */
function isWordCode(code: number): boolean {
  return code > 127 || (code > 47 && code < 58) || ((code | 32) > 96 && (code | 32) < 123) || code === 95
}
