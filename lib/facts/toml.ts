import { type AST, ParseError, parseTOML } from 'toml-eslint-parser'
import { type Data, type Document, emptyTable, isTable, LineIndex, remembering } from './document'
import { hasDeepBrackets } from './nesting'

const MAX_TEXT = 2 * 1024 * 1024

/** Parses TOML 1.1 with the line of each key. Never throws: `error` says what is wrong and `value` is then an empty table. */
export const parseToml: (text: string) => Document = remembering(parse, 24)

function parse(text: string): Document {
  const index = new LineIndex()
  const empty = (message: string, line?: number): Document => ({
    value: emptyTable(),
    error: line === undefined ? { message } : { message, line },
    lineOf: () => undefined,
  })
  if (text.length > MAX_TEXT) return empty('The file is larger than 2 MiB.')
  if (hasDeepBrackets(text)) return empty('The file is nested too deeply.')
  try {
    const program = parseTOML(text, { tomlVersion: '1.1' })
    const value = readTables(program.body[0], index)
    return { value, error: null, lineOf: (path) => index.lineOf(path) }
  } catch (error) {
    if (error instanceof ParseError) return empty(error.message, error.lineNumber)
    return empty(error instanceof RangeError ? 'The file is nested too deeply.' : 'The file can not be parsed.')
  }
}

type Mutable = Record<string, Data>

function readTables(top: AST.TOMLTopLevelTable, index: LineIndex): Data {
  const root = emptyTable()
  for (const entry of top.body) {
    if (entry.type === 'TOMLKeyValue') {
      assign(root, [], entry, index)
      continue
    }
    const target = tableAt(root, entry.resolvedKey)
    for (let length = 1; length <= entry.resolvedKey.length; length++) {
      index.set(entry.resolvedKey.slice(0, length), entry.loc.start.line)
    }
    for (const pair of entry.body) assign(target, entry.resolvedKey, pair, index)
  }
  return root
}

/** The table at a resolved key, where a number is the place in an array of tables. */
function tableAt(root: Mutable, path: readonly (string | number)[]): Mutable {
  let current: Mutable | Data[] = root
  path.forEach((key, at) => {
    const fresh: Data = typeof path[at + 1] === 'number' ? [] : emptyTable()
    if (Array.isArray(current)) {
      const place = key as number
      current[place] ??= fresh
      current = current[place] as Mutable | Data[]
    } else {
      current[key] ??= fresh
      current = current[key] as Mutable | Data[]
    }
  })
  return current as unknown as Mutable
}

function assign(target: Mutable, prefix: readonly (string | number)[], pair: AST.TOMLKeyValue, index: LineIndex): void {
  const keys = pair.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))
  const last = keys.at(-1) ?? ''
  let table = target
  for (const key of keys.slice(0, -1)) {
    if (!isTable(table[key])) table[key] = emptyTable()
    table = table[key] as Mutable
  }
  const path = [...prefix, ...keys]
  for (let length = prefix.length + 1; length <= path.length; length++) {
    index.set(path.slice(0, length), pair.loc.start.line)
  }
  table[last] = readValue(pair.value, path, index)
}

function readValue(node: AST.TOMLContentNode, path: readonly (string | number)[], index: LineIndex): Data {
  if (node.type === 'TOMLArray') {
    return node.elements.map((element, at) => {
      index.set([...path, at], element.loc.start.line)
      return readValue(element, [...path, at], index)
    })
  }
  if (node.type === 'TOMLInlineTable') {
    const table = emptyTable()
    for (const pair of node.body) assign(table, path, pair, index)
    return table
  }
  return node.value instanceof Date ? node.value.toISOString() : node.value
}
