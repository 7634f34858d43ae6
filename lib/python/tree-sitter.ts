import { createRequire } from 'node:module'
import { Language, Parser, type Tree } from 'web-tree-sitter'
import { type Comment, lineAt, lineStarts, type SyntaxNode, type SyntaxTree } from './syntax'

/** Above this a module is refused: it bounds the memory of one analysis. */
const MAX_NODES = 1_200_000

export class TooManyNodes extends Error {}

let language: Promise<Language> | undefined

/** A parser of Python text to a plain tree. `parse` throws TooManyNodes, or what WebAssembly throws. */
export async function createTreeParser(): Promise<{ parse(text: string): SyntaxTree }> {
  language ??= loadLanguage()
  const python = await language
  let parser = newParser(python)
  return {
    parse(text) {
      let tree: Tree | null = null
      try {
        tree = parser.parse(text)
        if (!tree) throw new Error('tree-sitter gave no tree')
        return copyTree(tree, text, python)
      } catch (error) {
        parser = newParser(python)
        throw error
      } finally {
        tree?.delete()
      }
    },
  }
}

async function loadLanguage(): Promise<Language> {
  await Parser.init()
  return Language.load(createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm'))
}

function newParser(python: Language): Parser {
  const parser = new Parser()
  parser.setLanguage(python)
  return parser
}

function copyTree(tree: Tree, text: string, python: Language): SyntaxTree {
  const starts = lineStarts(text)
  const types = python.types
  const fields = python.fields
  const cursor = tree.walk()
  const comments: Comment[] = []
  let parent: SyntaxNode | null = null
  let root: SyntaxNode | null = null
  let count = 0
  try {
    for (;;) {
      let entered: SyntaxNode | null = null
      if (cursor.nodeIsNamed) {
        const type = types[cursor.nodeTypeId] ?? cursor.nodeType
        const start = cursor.startIndex
        const end = cursor.endIndex
        count += 1
        if (count > MAX_NODES) throw new TooManyNodes()
        if (type === 'comment') {
          comments.push({ start, end, line: lineAt(starts, start) })
        } else {
          const field = cursor.currentFieldId
          entered = {
            type,
            field: field ? (fields[field] ?? null) : null,
            start,
            end,
            line: lineAt(starts, start),
            endLine: lineAt(starts, Math.max(start, end - 1)),
            parent,
            children: [],
          }
          parent?.children.push(entered)
          root ??= entered
        }
      }
      if (entered && cursor.gotoFirstChild()) {
        parent = entered
        continue
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent() || !parent) {
          if (!root) throw new Error('tree-sitter gave an empty tree')
          return { text, root, comments }
        }
        parent = parent.parent
      }
    }
  } finally {
    cursor.delete()
  }
}
