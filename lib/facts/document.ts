/** What TOML, YAML, INI and JSON files hold, once parsed. Tables have no prototype. */
export type Data = string | number | boolean | null | readonly Data[] | DataTable
export type DataTable = { readonly [key: string]: Data }
export type DataPath = readonly (string | number)[]

export interface Document {
  /** What could be read; a table for most files, null when nothing could. */
  readonly value: Data
  /** `isBound`: nothing is wrong with the file, but it is more than is read. */
  readonly error: { readonly message: string; readonly line?: number; readonly isBound?: boolean } | null
  /** Line (from 1) of a key or item, or of its nearest ancestor that is written there. */
  lineOf(path: DataPath): number | undefined
}

export function isTable(data: Data | undefined): data is DataTable {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

/** The value at a path, undefined when any part of it is missing. */
export function valueAt(data: Data | undefined, ...path: DataPath): Data | undefined {
  let current = data
  for (const key of path) {
    if (typeof key === 'number') current = Array.isArray(current) ? current[key] : undefined
    else current = isTable(current) && Object.hasOwn(current, key) ? current[key] : undefined
    if (current === undefined) return undefined
  }
  return current
}

/** A scalar as a text; nothing of a list or a table that stands where a text belongs, of which no text can be made. */
export function scalarText(value: Data): string {
  return typeof value === 'object' && value !== null ? '' : String(value)
}

/** Own entries of a table; nothing for any other value. */
export function entriesAt(data: Data | undefined, ...path: DataPath): [string, Data][] {
  const value = valueAt(data, ...path)
  return isTable(value) ? Object.entries(value) : []
}

/** Items of a list; nothing for any other value. */
export function listAt(data: Data | undefined, ...path: DataPath): readonly Data[] {
  const value = valueAt(data, ...path)
  return Array.isArray(value) ? value : []
}

export function textAt(data: Data | undefined, ...path: DataPath): string | undefined {
  const value = valueAt(data, ...path)
  return typeof value === 'string' ? value : undefined
}

/** The strings of a list, or of one string. */
export function textsAt(data: Data | undefined, ...path: DataPath): string[] {
  const value = valueAt(data, ...path)
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

export function emptyTable(): Record<string, Data> {
  return Object.create(null) as Record<string, Data>
}

/** Remembers the line of each key path while a parser builds its values. */
export class LineIndex {
  private readonly lines = new Map<string, number>()

  set(path: DataPath, line: number): void {
    const key = path.join('\0')
    if (!this.lines.has(key)) this.lines.set(key, line)
  }

  lineOf(path: DataPath): number | undefined {
    for (let length = path.length; length > 0; length--) {
      const line = this.lines.get(path.slice(0, length).join('\0'))
      if (line !== undefined) return line
    }
    return undefined
  }
}

/** Keeps the last results of a parser: the projects of one repository read the same lock and pipeline files again. */
export function remembering<T>(parse: (text: string) => T, most: number): (text: string) => T {
  const kept = new Map<string, T>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const value = parse(text)
    if (kept.size >= most) kept.delete(kept.keys().next().value ?? '')
    kept.set(text, value)
    return value
  }
}
