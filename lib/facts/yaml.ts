import { isNode, isPair, LineCounter, parseAllDocuments, type Document as YamlDocument } from 'yaml'
import { type Data, type DataPath, type Document, emptyTable, remembering } from './document'
import { hasDeepBlocks, hasDeepBrackets } from './nesting'

/** The parser takes up to 20 µs for a character of hostile text; locks, which tools write, may be larger. */
const MAX_TEXT = 512 * 1024
export const MAX_LOCK_TEXT = 2 * 1024 * 1024
const MAX_DOCUMENTS = 200
const MAX_VALUES = 200_000
const MAX_ALIASES = 200

/** Parses the first document of a YAML 1.2 file (where `on` is a string). Never throws: see `error`. */
export function parseYaml(text: string, limit = MAX_TEXT): Document {
  return parseYamlDocuments(text, limit)[0] ?? failure('The file is empty.')
}

/** Parses all documents of a YAML file. Unknown tags keep their plain value; duplicate keys are tolerated. */
export function parseYamlDocuments(text: string, limit = MAX_TEXT): readonly Document[] {
  if (text.length > limit) return [beyond(`The file is larger than ${limit / 1024} KiB.`)]
  return rememberedDocuments(text)
}

const rememberedDocuments: (text: string) => readonly Document[] = remembering(parseAll, 48)

function parseAll(text: string): readonly Document[] {
  if (hasDeepBrackets(text) || hasDeepBlocks(text)) return [beyond('The file is nested too deeply.')]
  const lines = new LineCounter()
  try {
    const documents = parseAllDocuments(text, {
      lineCounter: lines,
      merge: true,
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
      strict: false,
    })
    if (!Array.isArray(documents)) return []
    return documents.slice(0, MAX_DOCUMENTS).map((document) => read(document, lines))
  } catch (error) {
    return [
      error instanceof RangeError ? beyond('The file is nested too deeply.') : failure('The file can not be parsed.'),
    ]
  }
}

function read(document: YamlDocument.Parsed, lines: LineCounter): Document {
  const first = document.errors[0]
  const problem = first ? { message: first.message, line: lines.linePos(first.pos[0]).line } : null
  try {
    const budget = { left: MAX_VALUES }
    // As maps, because keys that are mappings themselves are written out for objects: a few hundred braces take for ever.
    const value = plain(document.toJS({ maxAliasCount: MAX_ALIASES, mapAsMap: true }), budget)
    return { value, error: problem, lineOf: (path) => lineOf(document, lines, path) }
  } catch {
    if (problem) return failure(problem.message, problem.line)
    return beyond('The file holds too many aliases or values.')
  }
}

function beyond(message: string): Document {
  return { value: null, error: { message, isBound: true }, lineOf: () => undefined }
}

function failure(message: string, line?: number): Document {
  return { value: null, error: line === undefined ? { message } : { message, line }, lineOf: () => undefined }
}

/** Copies into tables without a prototype; the budget bounds what aliases can blow up. */
function plain(value: unknown, budget: { left: number }): Data {
  if (budget.left-- <= 0) throw new RangeError('too many values')
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map((item) => plain(item, budget))
  if (typeof value === 'object') {
    const table = emptyTable()
    for (const [key, item] of value instanceof Map ? value : Object.entries(value)) {
      table[String(key)] = plain(item, budget)
    }
    return table
  }
  return String(value)
}

function lineOf(document: YamlDocument.Parsed, lines: LineCounter, path: DataPath): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const offset = offsetOf(document, path.slice(0, length))
    if (offset !== undefined) return lines.linePos(offset).line
  }
  return undefined
}

/** Where the key (in a mapping) or the item (in a sequence) begins. */
function offsetOf(document: YamlDocument.Parsed, path: DataPath): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const last = path.at(-1)
  if (!parent || typeof parent !== 'object' || !('items' in parent) || !Array.isArray(parent.items)) return undefined
  const placed = typeof last === 'number' ? parent.items[last] : undefined
  if (isNode(placed)) return placed.range?.[0]
  for (const item of parent.items) {
    if (!isPair(item)) continue
    const key = item.key
    if (isNode(key) && 'value' in key && String(key.value) === String(last)) return key.range?.[0]
  }
  return undefined
}
