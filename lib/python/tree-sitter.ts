import { createRequire } from 'node:module'
import { Language, Parser, type Tree } from 'web-tree-sitter'
import { type CompiledParsers, PARSER_FILES } from './compiled'
import { type RawCursor, type RawModule, rawCursors } from './raw-cursor'
import { type Comment, lineAt, lineStarts, type SyntaxNode, type SyntaxTree } from './syntax'

/** Above this a module is refused: it bounds the memory of one analysis. */
const MAX_NODES = 1_200_000

export class TooManyNodes extends Error {}

let loaded: ReturnType<typeof loadLanguage> | undefined

/** A parser of Python text to a plain tree. `parse` throws TooManyNodes, or what WebAssembly throws. */
export async function createTreeParser(compiled: CompiledParsers = {}): Promise<{ parse(text: string): SyntaxTree }> {
  loaded ??= loadLanguage(compiled)
  const { python, walk } = await loaded
  let parser = newParser(python)
  return {
    parse(text) {
      let tree: Tree | null = null
      try {
        tree = parser.parse(text)
        if (!tree) throw new Error('tree-sitter gave no tree')
        return copyTree(walk(tree), text, python)
      } catch (error) {
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
