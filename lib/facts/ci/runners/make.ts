import type { FilesFact } from '../../facts'
import { baseName, inFolder, joinPath, resolveIn } from '../../paths'
import type { Runner, TaskScript } from './runner'

interface Target {
  readonly prerequisites: readonly string[]
  readonly recipe: readonly { readonly text: string; readonly line: number; readonly path: string }[]
}

interface OpenTarget extends Target {
  readonly prerequisites: string[]
  readonly recipe: { text: string; line: number; path: string }[]
}

interface Makefile {
  readonly targets: Map<string, OpenTarget>
  /** Those of targets with a `%`: what stands before and after it. */
  readonly patterns: (readonly [head: string, tail: string, target: Target])[]
  readonly variables: Map<string, string>
  first: string | null
  /** Files read, each once, in whatever circle they include each other. */
  readonly paths: Set<string>
  /** It includes files that are not here, so that an unknown target is no error. */
  open: boolean
}

const NAMES = ['GNUmakefile', 'makefile', 'Makefile']
const MAX_TARGETS = 60
const MAX_PATTERNS = 200
const MAX_KEPT = 8
const MAX_TEXT = 20_000

export const runMake: Runner = ({ words, env, directory, files }) => {
  if (!/^(?:g?make|mingw32-make)$/.test(baseName(words[0] ?? ''))) return null
  const { targets, folder, file } = readArguments(words, directory)
  if (folder === null) return { scripts: [] }
  const path =
    file === null
      ? NAMES.map((name) => inFolder(folder, name)).find((name) => files.has(name))
      : resolveIn(folder, file)
  const text = path ? files.text(path) : null
  if (!path || text === null) return { scripts: [], missing: inFolder(folder, file ?? 'Makefile') }
  const makefile = parsed(files, path, text, env)
  const wanted = targets.length > 0 ? targets : makefile.first === null ? [] : [makefile.first]
  const scripts: TaskScript[] = []
  const seen = new Set<string>()
  for (const target of wanted) collect(makefile, target, folder, scripts, seen, words.join(' '))
  return { scripts }
}

/** Of the last Makefiles, which many commands name one after another. */
const kept = new WeakMap<FilesFact, Map<string, Makefile>>()

function parsed(files: FilesFact, path: string, text: string, env: Readonly<Record<string, string>>): Makefile {
  const known = kept.get(files) ?? new Map<string, Makefile>()
  kept.set(files, known)
  const key = JSON.stringify([path, env])
  const before = known.get(key)
  if (before) return before
  const makefile: Makefile = {
    targets: new Map(),
    patterns: [],
    variables: new Map(Object.entries(env)),
    paths: new Set(),
    first: null,
    open: false,
  }
  readMakefile(makefile, files, path, text, 0)
  if (known.size >= MAX_KEPT) known.clear()
  known.set(key, makefile)
  return makefile
}

function readArguments(
  words: readonly string[],
  directory: string,
): { targets: string[]; folder: string | null; file: string | null } {
  const targets: string[] = []
  let folder: string | null = directory
  let file: string | null = null
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? ''
    const inline = /^(?:-C|-f|--directory=|--file=|--makefile=)(.+)$/.exec(word)?.[1]
    if (/^(?:-C|--directory)/.test(word)) folder = resolveIn(folder ?? '', inline ?? words[++at] ?? '')
    else if (/^(?:-f|--file|--makefile)/.test(word)) file = inline ?? words[++at] ?? ''
    else if (word === '-j' && /^\d+$/.test(words[at + 1] ?? '')) at++
    else if (!word.startsWith('-') && !word.includes('=')) targets.push(word)
  }
  return { targets, folder, file }
}

function readMakefile(makefile: Makefile, files: FilesFact, path: string, text: string, depth: number): void {
  makefile.paths.add(path)
  const lines = text.slice(0, 500_000).split(/\r?\n/)
  let current: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1
    let content = lines[at] ?? ''
    while (content.endsWith('\\') && at + 1 < lines.length)
      content = `${content.slice(0, -1)} ${(lines[++at] ?? '').trim()}`
    if (content.startsWith('\t')) {
      for (const name of current) makefile.targets.get(name)?.recipe.push({ text: content.trim(), line, path })
      continue
    }
    if (content.trim() === '' || content.trim().startsWith('#')) continue
    const include = /^-?s?include\s+(\S.*)/s.exec(content)?.[1]
    if (include) {
      includeFiles(makefile, files, path, include, depth)
      continue
    }
    const variable = /^(?:export\s+|override\s+)?([A-Za-z_][\w.-]*)\s*(?:[:?+]{0,3}=)\s*(.*)/s.exec(content)
    if (variable?.[1]) {
      if (!makefile.variables.has(variable[1])) makefile.variables.set(variable[1], variable[2] ?? '')
      current = []
      continue
    }
    const rule = /^([^:=#\t][^:=#]*)::?(?!=)\s*(.*)/s.exec(content)
    if (!rule?.[1]) continue
    const [prerequisites = '', inline] = (rule[2] ?? '').split(/;(.*)/s)
    current = rule[1].split(/\s+/).filter((name) => name !== '' && name !== '.PHONY')
    for (const name of current) {
      const target = makefile.targets.get(name) ?? newTarget(makefile, name)
      target.prerequisites.push(
        ...prerequisites
          .replace(/#.*/s, '')
          .split(/\s+/)
          .filter((word) => word !== '' && word !== '|'),
      )
      if (inline) target.recipe.push({ text: inline.trim(), line, path })
      if (makefile.first === null && !name.startsWith('.') && !name.includes('%')) makefile.first = name
    }
  }
}

function newTarget(makefile: Makefile, name: string): OpenTarget {
  const target: OpenTarget = { prerequisites: [], recipe: [] }
  makefile.targets.set(name, target)
  const [head = '', tail] = name.split('%')
  if (tail !== undefined && makefile.patterns.length < MAX_PATTERNS) makefile.patterns.push([head, tail, target])
  return target
}

function includeFiles(makefile: Makefile, files: FilesFact, path: string, names: string, depth: number): void {
  for (const name of names.split(/\s+/).filter(Boolean).slice(0, 20)) {
    const target = joinPath(
      path,
      substitute(name, (key) => makefile.variables.get(key)),
    )
    const text = target === null ? null : files.text(target)
    if (target === null || text === null) makefile.open = true
    else if (depth < 5 && !makefile.paths.has(target)) readMakefile(makefile, files, target, text, depth + 1)
  }
}

function collect(
  makefile: Makefile,
  name: string,
  folder: string,
  scripts: TaskScript[],
  seen: Set<string>,
  note: string,
): void {
  if (seen.has(name) || seen.size > MAX_TARGETS) return
  const target = makefile.targets.get(name) ?? patternTarget(makefile, name)
  if (!target) return
  seen.add(name)
  for (const prerequisite of target.prerequisites) {
    for (const word of substitute(prerequisite, (key) => makefile.variables.get(key)).split(/\s+/)) {
      collect(makefile, word, folder, scripts, seen, note)
    }
  }
  const lookUp = (key: string) => (key === '@' ? name : key === 'MAKE' ? 'make' : makefile.variables.get(key))
  for (const { text, line, path } of target.recipe) {
    const [, marks = '', command = ''] = /^([@+\-\s]*)(.*)/s.exec(substitute(text, lookUp)) ?? []
    scripts.push({ text: command, path, line, directory: folder, note, canFail: !marks.includes('-'), errexit: false })
  }
}

function patternTarget(makefile: Makefile, name: string): Target | undefined {
  return makefile.patterns.find(([head, tail]) => name.startsWith(head) && name.endsWith(tail))?.[2]
}

/** Fills in `$(X)`, `${X}` and `$@`; `$$` becomes `$`; functions and unknown names stay. */
function substitute(text: string, lookUp: (name: string) => string | undefined): string {
  let result = text.slice(0, 4000)
  for (let round = 0; round < 5 && result.length < MAX_TEXT; round++) {
    let room = MAX_TEXT
    const next = result.replace(/(?<!\$)\$(?:\(([\w.-]+)\)|\{([\w.-]+)\}|(@))/g, (whole, a, b, c) => {
      const value = (lookUp(a ?? b ?? c) ?? whole).slice(0, room)
      room -= value.length
      return value
    })
    if (next === result) break
    result = next
  }
  return result.slice(0, MAX_TEXT).replaceAll('$$', '$')
}
