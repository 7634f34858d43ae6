/** One requirement as PEP 508 and pip write it. */
export interface Requirement {
  /** Normalised by PEP 503. */
  readonly name: string
  readonly extras: readonly string[]
  /** Version clauses (`>=1,<2`), or the URL of a direct reference. */
  readonly specifier: string
  readonly marker: string | null
  readonly pinned: boolean
}

const MAX_LENGTH = 2000
const NAME = /^([A-Za-z0-9](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9])?)\s*(?:\[([^\]]{0,300})\])?\s*/
const CLAUSES = /^\(?\s*((?:===|==|~=|!=|<=|>=|<|>)[^;#)]*)\)?/
const COMMIT = /@[0-9a-f]{40}(?:#|$)/

/** Reads `name[extra] >=1,<2 ; marker`, `name @ url` and the like; null for anything else. */
export function parseRequirement(text: string): Requirement | null {
  const line = text.slice(0, MAX_LENGTH).trim()
  const match = NAME.exec(line)
  if (!match?.[1]) return null
  const rest = line.slice(match[0].length)
  const base = { name: normaliseName(match[1]), extras: splitList(match[2] ?? '') }
  if (rest.startsWith('@')) {
    const [url = '', marker] = rest.slice(1).split(/\s;\s?/, 2)
    return { ...base, specifier: url.trim(), marker: marker?.trim() ?? null, pinned: isPinnedUrl(url.trim()) }
  }
  const [before = '', marker] = splitOnce(rest, ';')
  const clauses = CLAUSES.exec(before)?.[1]
  const written = before.trim()
  if (written !== '' && clauses === undefined && !written.startsWith('#')) return null
  const specifier = (clauses ?? '').replace(/\s+/g, '').replace(/,$/, '')
  return { ...base, specifier, marker: marker?.trim() ?? null, pinned: isPinnedVersion(specifier) }
}

/** `Flask_Login` and `flask.login` are `flask-login`. */
export function normaliseName(name: string): string {
  return name
    .trim()
    .replace(/[-_.]+/g, '-')
    .toLowerCase()
}

export function isPinnedVersion(specifier: string): boolean {
  return /^={2,3}[^*,]+$/.test(specifier)
}

/** A direct reference that always gives the same code: a commit id or one file with its version. */
export function isPinnedUrl(url: string): boolean {
  return COMMIT.test(url) || /\.(?:whl|tar\.gz|zip)(?:#|$)/.test(url)
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
