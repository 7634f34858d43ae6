import { type Data, isTable, textAt } from '../document'

/** A Poetry constraint as PEP 440 clauses where that is simple; `^1.2` and `~1.2` stay as written, `*` is ''. */
export function poetrySpecifier(constraint: Data): string {
  if (typeof constraint === 'string') return fromText(constraint)
  if (Array.isArray(constraint)) {
    const parts = constraint.map(poetrySpecifier)
    return parts.every((part) => /^={2}/.test(part))
      ? (parts[0] ?? '')
      : parts.filter((part) => part !== '').join(' || ')
  }
  if (!isTable(constraint)) return ''
  const git = textAt(constraint, 'git')
  if (git !== undefined) return `git+${git}@${textAt(constraint, 'rev') ?? textAt(constraint, 'tag') ?? ''}`
  const place = textAt(constraint, 'url') ?? textAt(constraint, 'path')
  if (place !== undefined) return place
  return fromText(textAt(constraint, 'version') ?? '')
}

function fromText(text: string): string {
  const constraint = text.replace(/\s+/g, '')
  if (constraint === '*' || constraint === '') return ''
  if (/^\d[\w.+!-]*$/.test(constraint)) return `==${constraint}`
  if (/^=\d/.test(constraint)) return `=${constraint}`
  return constraint
}
