import { type Data, type Document, emptyTable, LineIndex } from './document'

const MAX_TEXT = 4 * 1024 * 1024
const MAX_DEPTH = 100

/** Parses JSON with the line of each key; comments and trailing commas are tolerated. Never throws: see `error`. */
export function parseJson(text: string): Document {
  const index = new LineIndex()
  if (text.length > MAX_TEXT) return failure('The file is larger than 4 MiB.')
  const reader = new JsonReader(text, index)
  try {
    const value = reader.document()
    return { value, error: null, lineOf: (path) => index.lineOf(path) }
  } catch (error) {
    return failure(error instanceof Error ? error.message : 'The file can not be parsed.', reader.line)
  }
}

function failure(message: string, line?: number): Document {
  return { value: null, error: line === undefined ? { message } : { message, line }, lineOf: () => undefined }
}

class JsonReader {
  line = 1
  private at = 0

  constructor(
    private readonly text: string,
    private readonly index: LineIndex,
  ) {}

  document(): Data {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1
    const value = this.value([], 0)
    this.space()
    if (this.at < this.text.length) throw new SyntaxError('Text follows the value.')
    return value
  }

  private value(path: readonly (string | number)[], depth: number): Data {
    if (depth > MAX_DEPTH) throw new SyntaxError('The file is nested too deeply.')
    this.space()
    const start = this.text[this.at]
    if (start === '{') return this.table(path, depth)
    if (start === '[') return this.list(path, depth)
    if (start === '"') return this.string()
    const word = /[\w.+-]*/y
    word.lastIndex = this.at
    const literal = word.exec(this.text)?.[0] ?? ''
    if (literal === '') throw new SyntaxError('A value is missing.')
    this.at += literal.length
    return JSON.parse(literal) as Data
  }

  private table(path: readonly (string | number)[], depth: number): Data {
    const table = emptyTable()
    this.at++
    for (;;) {
      this.space()
      if (this.take('}')) return table
      const { line } = this
      const key = this.string()
      this.index.set([...path, key], line)
      this.space()
      if (!this.take(':')) throw new SyntaxError('A colon is missing.')
      table[key] = this.value([...path, key], depth + 1)
      this.space()
      if (this.take(',')) continue
      if (this.take('}')) return table
      throw new SyntaxError('A comma or brace is missing.')
    }
  }

  private list(path: readonly (string | number)[], depth: number): Data {
    const list: Data[] = []
    this.at++
    for (;;) {
      this.space()
      if (this.take(']')) return list
      this.index.set([...path, list.length], this.line)
      list.push(this.value([...path, list.length], depth + 1))
      this.space()
      if (this.take(',')) continue
      if (this.take(']')) return list
      throw new SyntaxError('A comma or bracket is missing.')
    }
  }

  private string(): string {
    if (this.text[this.at] !== '"') throw new SyntaxError('A string is missing.')
    let end = this.at + 1
    while (end < this.text.length && this.text[end] !== '"' && this.text[end] !== '\n') {
      end += this.text[end] === '\\' ? 2 : 1
    }
    if (this.text[end] !== '"') throw new SyntaxError('A string has no end.')
    const value = JSON.parse(this.text.slice(this.at, end + 1)) as string
    this.at = end + 1
    return value
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at++
    return true
  }

  /** Passes white space and comments. */
  private space(): void {
    while (this.at < this.text.length) {
      const character = this.text[this.at]
      if (character === '\n') this.line++
      if (character === '\n' || character === ' ' || character === '\t' || character === '\r') this.at++
      else if (this.text.startsWith('//', this.at)) this.skipTo('\n', 0)
      else if (this.text.startsWith('/*', this.at)) this.skipTo('*/', 2)
      else return
    }
  }

  private skipTo(mark: string, extra: number): void {
    const end = this.text.indexOf(mark, this.at)
    const next = end < 0 ? this.text.length : end + extra
    for (let at = this.at; at < next; at++) if (this.text[at] === '\n') this.line++
    this.at = next
  }
}
