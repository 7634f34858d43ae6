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
  const fields = python.fields
  const comments: Comment[] = []
  let parent: SyntaxNode | null = null
  let root: SyntaxNode | null = null
  let count = 0
  let line = 1
  for (;;) {
    let entered: SyntaxNode | null = null
    if (cursor.isNamed()) {
      const type = types[cursor.typeId()] ?? 'ERROR'
      const start = cursor.start()
      const end = cursor.end()
      count += 1
      if (count > MAX_NODES) throw new TooManyNodes()
      // Nodes come in the order of the text.
      while ((starts[line] ?? Number.POSITIVE_INFINITY) <= start) line += 1
      if (type === 'comment') {
        comments.push({ start, end, line })
      } else {
        const field = cursor.fieldId()
        const last = Math.max(start, end - 1)
        entered = {
          type,
          field: field ? (fields[field] ?? null) : null,
          start,
          end,
          line,
          endLine: (starts[line] ?? Number.POSITIVE_INFINITY) > last ? line : lineAt(starts, last),
          parent,
          children: [],
        }
        parent?.children.push(entered)
        root ??= entered
      }
    }
    if (entered && cursor.toFirstChild()) {
      parent = entered
      continue
    }
    while (!cursor.toNextSibling()) {
      if (!cursor.toParent() || !parent) {
        if (!root) throw new Error('tree-sitter gave an empty tree')
        return { text, root, comments }
      }
      parent = parent.parent
    }
  }
}
