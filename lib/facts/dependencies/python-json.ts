import { createHash } from 'node:crypto'
import type { Data } from '../document'

/** SHA-256 of a value as Python's `json.dumps(value, sort_keys=True)` writes it, which lock files hash. */
export function pythonJsonHash(value: Data, compact = false): string {
  return createHash('sha256').update(pythonJson(value, compact)).digest('hex')
}

export function pythonJson(value: Data, compact: boolean): string {
  const comma = compact ? ',' : ', '
  const colon = compact ? ':' : ': '
  if (Array.isArray(value)) return `[${value.map((item) => pythonJson(item, compact)).join(comma)}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, item]) => quote(key) + colon + pythonJson(item, compact)).join(comma)}}`
  }
  return typeof value === 'string' ? quote(value) : JSON.stringify(value)
}

/** As Python does with `ensure_ascii`. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
