import type { FilesFact } from '../facts'
import { joinPath } from '../paths'
import { isPinnedUrl, normaliseName, parseRequirement } from './requirement'

export interface RequirementLine {
  readonly name: string
  readonly specifier: string
  readonly pinned: boolean
  readonly hashed: boolean
  readonly path: string
  readonly line: number
  /** Sources that a compiler noted (`# via -r requirements.in`). */
  readonly via: readonly string[]
}

export interface RequirementsText {
  readonly path: string
  readonly lines: readonly RequirementLine[]
  /** Files included by `-r` and `-c`, as repository paths, and whether they exist. */
  readonly includes: readonly { readonly path: string; readonly constraint: boolean; readonly line: number }[]
  /** `-e .` or `.`: the project itself with its own dependencies. */
  readonly installsProject: boolean
  readonly header: string
}

const MAX_LINES = 20_000

/** Reads one requirements file as pip does, tolerantly: what is no requirement is passed over. */
export function parseRequirements(path: string, text: string): RequirementsText {
  const lines: RequirementLine[] = []
  const includes: RequirementsText['includes'][number][] = []
  let installsProject = false
  const physical = text.split(/\r?\n/, MAX_LINES)
  for (let at = 0; at < physical.length; at++) {
    const line = at + 1
    let logical = physical[at] ?? ''
    while (logical.endsWith('\\') && at + 1 < physical.length)
      logical = `${logical.slice(0, -1)} ${physical[++at] ?? ''}`
    const via = viaOf(logical, physical, at + 1)
    const content = logical.replace(/(?:^|\s)#.*/s, '').trim()
    if (content === '') continue
    const include = /^(?:-r|--requirement|-c|--constraint)(?:\s+|=)?(\S+)$/.exec(content)
    if (include?.[1]) {
      const target = joinPath(path, include[1])
      if (target !== null) includes.push({ path: target, constraint: /^(?:-c|--c)/.test(content), line })
      continue
    }
    const editable = /^(?:-e|--editable)(?:\s+|=)(\S.*)$/.exec(content)?.[1] ?? null
    if ((editable ?? content).startsWith('.')) {
      installsProject = true
      continue
    }
    if (content.startsWith('-') && editable === null) continue
    const [requirement = '', ...options] = (editable ?? content).split(/(?<!\s)\s+--/)
    const parsed = parseLine(requirement)
    if (parsed) lines.push({ ...parsed, hashed: options.some((o) => o.startsWith('hash')), path, line, via })
  }
  return { path, lines, includes, installsProject, header: physical.slice(0, 12).join('\n') }
}

function parseLine(text: string): { name: string; specifier: string; pinned: boolean } | null {
  const url = /^(?:git\+|hg\+|svn\+|bzr\+|https?:|ssh:|file:)\S+/.exec(text)?.[0]
  if (url) {
    const egg = /^[^#]*#(?:.*[#&])?egg=([A-Za-z0-9._-]+)/.exec(url)?.[1] ?? nameFromUrl(url)
    return egg ? { name: normaliseName(egg), specifier: url, pinned: isPinnedUrl(url) } : null
  }
  return parseRequirement(text)
}

/** `https://example.org/a/thing.git@v1` is called thing, and so is `thing-1.2-py3-none-any.whl`. */
function nameFromUrl(url: string): string | undefined {
  const last =
    url
      .replace(/[#?].*/s, '')
      .replace(/@[^@/]*$/, '')
      .split('/')
      .at(-1) ?? ''
  const stem = last.replace(/\.(?:git|whl|zip|tar\.gz)$/, '').replace(/-\d.*/s, '')
  return /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(stem) ? stem : undefined
}

function viaOf(logical: string, physical: readonly string[], next: number): string[] {
  const own = /#\s*via\s+(\S.*)/s.exec(logical)?.[1]
  if (own) return own.split(',').map((part) => part.trim())
  const found: string[] = []
  for (let at = next; at < Math.min(physical.length, next + 200); at++) {
    const text = physical[at] ?? ''
    if (!/^\s+#/.test(text)) break
    const source = text.replace(/^\s+#\s*(?:via\b)?\s*/, '').trim()
    if (source !== '') found.push(source)
  }
  return found
}

/** A file and everything that it includes, each once; at most 40 files. */
export function followRequirements(files: FilesFact, path: string): readonly RequirementsText[] {
  const seen = new Set<string>()
  const found: RequirementsText[] = []
  const queue = [path]
  for (let next = queue.shift(); next !== undefined && found.length < 40; next = queue.shift()) {
    if (seen.has(next)) continue
    seen.add(next)
    const text = files.text(next)
    if (text === null) continue
    const parsed = parseRequirements(next, text)
    found.push(parsed)
    queue.push(...parsed.includes.filter((include) => !include.constraint).map((include) => include.path))
  }
  return found
}
