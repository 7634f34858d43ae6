import { type Document, emptyTable, LineIndex, remembering } from './document'

/** One line of a multi-line value, trimmed, with where it stands. */
export interface IniItem {
  readonly text: string
  readonly line: number
}

export interface IniDocument extends Document {
  /** Non-empty lines of a value, in order; empty when the key is not there. Keys are lower case. */
  items(section: string, key: string): readonly IniItem[]
  readonly sections: readonly string[]
}

const MAX_LINES = 50_000

/**
 * Parses setup.cfg, tox.ini, .flake8 and the like as Python's configparser does: indented lines continue a value, `#` and
 * `;` begin a comment at the start of a line. Keys are lower case. Lines that fit nothing are passed over.
 */
export const parseIni: (text: string) => IniDocument = remembering(parse, 8)

function parse(text: string): IniDocument {
  const index = new LineIndex()
  const values = new Map<string, Map<string, IniItem[]>>()
  let section: Map<string, IniItem[]> | null = null
  let sectionName = ''
  let current: IniItem[] | null = null
  let error: Document['error'] = null
  for (const [at, raw] of text.split(/\r?\n/, MAX_LINES).entries()) {
    const line = at + 1
    const trimmed = raw.trim()
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue
    if (/^\s/.test(raw) && current) {
      current.push({ text: trimmed, line })
      continue
    }
    current = null
    if (trimmed.startsWith('[') && trimmed.endsWith(']')) {
      const name = trimmed.slice(1, -1).trim()
      sectionName = name
      section = values.get(name) ?? new Map()
      values.set(name, section)
      index.set([name], line)
      continue
    }
    const separator = trimmed.search(/[=:]/)
    if (!section || separator <= 0) {
      error ??= { message: 'A line is neither a section nor a key with a value.', line }
      continue
    }
    const key = trimmed.slice(0, separator).trim().toLowerCase()
    const first = trimmed.slice(separator + 1).trim()
    current = first === '' ? [] : [{ text: first, line }]
    section.set(key, current)
    index.set([sectionName, key], line)
  }
  const root = emptyTable()
  for (const [name, keys] of values) {
    const table = emptyTable()
    for (const [key, items] of keys) table[key] = items.map((item) => item.text).join('\n')
    root[name] = table
  }
  return {
    value: root,
    error,
    sections: [...values.keys()],
    lineOf: (path) => index.lineOf(path),
    items: (name, key) => values.get(name)?.get(key.toLowerCase()) ?? [],
  }
}
