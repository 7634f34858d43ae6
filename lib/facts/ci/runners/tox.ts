import { type Data, type Document, entriesAt, isTable, listAt, textAt, textsAt, valueAt } from '../../document'
import type { FilesFact } from '../../facts'
import { type IniDocument, type IniItem, parseIni } from '../../ini'
import { baseName, folderOf, resolveIn } from '../../paths'
import { parseToml } from '../../toml'
import { findUpwards, type Runner, type TaskScript } from './runner'

const MAX_ENVIRONMENTS = 40
const MAX_NAMES = 200
const MAX_COMMAND = 4_000
const MAX_FILLED = 20_000

export const runTox: Runner = ({ words, env, directory, files }) => {
  if (baseName(words[0] ?? '') !== 'tox') return null
  const config = findUpwards(files, directory, ['tox.ini', 'tox.toml', 'setup.cfg', 'pyproject.toml'])
  const named = configArgument(words, directory) ?? config
  const text = named === null ? null : files.text(named)
  if (named === null || text === null) return { scripts: [], missing: named ?? 'tox.ini' }
  const wanted = wantedEnvironments(words, env)
  const note = words.join(' ')
  if (named.endsWith('.toml')) {
    const document = parseToml(text)
    const legacy = textAt(document.value, 'tool', 'tox', 'legacy_tox_ini')
    if (legacy !== undefined) {
      const offset = document.lineOf(['tool', 'tox', 'legacy_tox_ini']) ?? 1
      return { scripts: fromIni(parseIni(legacy), named, wanted, note, offset) }
    }
    const prefix = baseName(named) === 'tox.toml' ? [] : ['tool', 'tox']
    if (!isTable(valueAt(document.value, ...prefix)) || (prefix.length > 0 && isEmpty(document, prefix))) {
      return fallback(files, directory, wanted, note)
    }
    return { scripts: fromToml(document, prefix, named, wanted, note) }
  }
  const document = parseIni(text)
  if (baseName(named) === 'setup.cfg' && !document.sections.includes('tox:tox')) {
    const other = findUpwards(files, directory, ['pyproject.toml'])
    const toml = other === null ? null : files.text(other)
    if (other !== null && toml !== null && isTable(valueAt(parseToml(toml).value, 'tool', 'tox'))) {
      return runTox({ words: ['tox', '-c', other, ...words.slice(1)], env, directory: '', files, python: EMPTY })
    }
    return { scripts: [], missing: 'tox.ini' }
  }
  return { scripts: fromIni(document, named, wanted, note, 0) }
}

const EMPTY = { modules: [] } as never

function isEmpty(document: Document, prefix: readonly string[]): boolean {
  return entriesAt(document.value, ...prefix).length === 0
}

function fallback(files: FilesFact, directory: string, wanted: string[] | null, note: string): ReturnType<Runner> {
  const path = findUpwards(files, directory, ['setup.cfg'])
  const document = path === null ? null : parseIni(files.text(path) ?? '')
  if (path === null || !document?.sections.includes('tox:tox')) return { scripts: [], missing: 'tox.ini' }
  return { scripts: fromIni(document, path, wanted, note, 0) }
}

function configArgument(words: readonly string[], directory: string): string | null {
  const at = words.findIndex((word) => word === '-c' || word === '--conf')
  const written = at > 0 ? words[at + 1] : undefined
  return written === undefined
    ? null
    : resolveIn(directory, written.endsWith('.ini') || written.endsWith('.toml') ? written : `${written}/tox.ini`)
}

/** Names after `-e`, in TOXENV or as `tox run -e`; null for the default list. */
function wantedEnvironments(words: readonly string[], env: Readonly<Record<string, string>>): string[] | null {
  const found: string[] = []
  for (const [at, word] of words.entries()) {
    if (word === '--') break
    const inline = /^(?:-e|--env=|-e=)(.+)$/.exec(word)?.[1]
    if (inline) found.push(...splitEnvironments(inline))
    else if (word === '-e' || word === '--env') found.push(...splitEnvironments(words[at + 1] ?? ''))
  }
  if (found.length === 0 && env.TOXENV) found.push(...splitEnvironments(env.TOXENV))
  return found.length === 0 || found.includes('ALL') ? null : found
}

function splitEnvironments(text: string): string[] {
  return splitOutsideBraces(text).flatMap(expandBraces).slice(0, MAX_ENVIRONMENTS)
}

function fromIni(
  document: IniDocument,
  path: string,
  wanted: string[] | null,
  note: string,
  offset: number,
): TaskScript[] {
  const listed = ['tox', 'tox:tox'].flatMap((section) =>
    ['envlist', 'env_list'].flatMap((key) => document.items(section, key)),
  )
  const all = listed.flatMap((item) => splitEnvironments(item.text))
  const environments = (wanted ?? (all.length > 0 ? all : ['py'])).slice(0, MAX_ENVIRONMENTS)
  const scripts: TaskScript[] = []
  const seen = new Set<string>()
  for (const environment of environments) {
    const section = sectionFor(document, environment)
    const own = document.items(section, 'commands')
    const from = own.length > 0 ? section : 'testenv'
    const ignored = /^true$/i.test(document.items(section, 'ignore_outcome')[0]?.text ?? '')
    const folder =
      document.items(section, 'changedir')[0]?.text ?? document.items('testenv', 'changedir')[0]?.text ?? ''
    const directory = resolveIn(folderOf(path), fill(folder, document, environment))
    for (const { text, line } of commandsOf(document, from, 0, new Set())) {
      const command = conditional(text, environment)
      if (command === null || seen.has(`${line} ${command}`)) continue
      seen.add(`${line} ${command}`)
      const swallowed = ignored || command.startsWith('-')
      const words = fill(command.replace(/^[-!]\s*/, ''), document, environment)
      scripts.push({
        text: words,
        path,
        line: line + offset,
        directory,
        note: `${note} (${environment})`,
        canFail: !swallowed,
      })
    }
  }
  return scripts
}

/** The section with the most factors in common: `testenv:lint`, `testenv:{lint,fmt}`, `testenv:py{38,39}`. */
function sectionFor(document: IniDocument, environment: string): string {
  return (
    document.sections.find(
      (section) =>
        section.startsWith('testenv:') &&
        splitOutsideBraces(section.slice('testenv:'.length)).flatMap(expandBraces).includes(environment),
    ) ?? 'testenv'
  )
}

/** Each section once: what a second reference repeats is run already. */
function commandsOf(
  document: IniDocument,
  section: string,
  depth: number,
  seen: Set<string>,
): { text: string; line: number }[] {
  if (seen.has(section)) return []
  seen.add(section)
  const joined: { text: string; line: number }[] = []
  for (const item of document.items(section, 'commands')) {
    const last = joined.at(-1)
    if (last?.text.endsWith('\\')) last.text = `${last.text.slice(0, -1)} ${item.text}`
    else joined.push({ ...item })
  }
  return joined.flatMap((item) => {
    const reference = /^\{\[([^\]]+)\]commands\}$/.exec(item.text)?.[1]
    return reference && depth < 5 ? commandsOf(document, reference, depth + 1, seen) : [item]
  })
}

/** `py39,cov: pytest --cov` only for environments with such a factor; null when it is not for this one. */
function conditional(text: string, environment: string): string | null {
  const match = /^(!?[\w.-]+(?:,\s?!?[\w.-]+)*|[\w.{},!-]+):\s+(\S.*)/s.exec(text)
  if (!match?.[1]) return text
  const factors = new Set(environment.split('-'))
  const fits = splitOutsideBraces(match[1])
    .flatMap(expandBraces)
    .some((term) =>
      term.split('-').every((factor) => (factor.startsWith('!') ? !factors.has(factor.slice(1)) : factors.has(factor))),
    )
  return fits ? (match[2] ?? '') : null
}

function fill(text: string, document: IniDocument, environment: string): string {
  let room = MAX_FILLED
  const within = (value: string) => {
    const part = value.slice(0, room)
    room -= part.length
    return part
  }
  return text
    .slice(0, MAX_COMMAND)
    .replace(/\{posargs(?::([^{}]*(?:\{[^{}]*\}[^{}]*)*))?\}/g, '$1')
    .replace(/\{\[([^\]{}]+)\]([\w-]+)\}/g, (_, section, key) =>
      room > 0 ? within(joinedText(document.items(section, key))) : '',
    )
    .replace(/\{(?:envpython|env_python)\}/g, 'python')
    .replace(/\{envbindir\}[/\\]/g, '')
    .replace(/\{(?:toxinidir|tox_root)\}[/\\]?/g, '')
    .replace(/\{envname\}/g, () => within(environment))
    .replace(/\{env:[^:{}]*:([^{}]*)\}/g, '$1')
    .slice(0, MAX_FILLED)
}

function joinedText(items: readonly IniItem[]): string {
  return items.map((item) => item.text).join(' ')
}

function fromToml(
  document: Document,
  prefix: readonly string[],
  path: string,
  wanted: string[] | null,
  note: string,
): TaskScript[] {
  const at = (...keys: string[]) => [...prefix, ...keys]
  const environments = (wanted ?? textsAt(document.value, ...at('env_list'))).slice(0, MAX_ENVIRONMENTS)
  return (environments.length > 0 ? environments : ['py']).flatMap((environment) => {
    const own = listAt(document.value, ...at('env', environment, 'commands'))
    const place = own.length > 0 ? at('env', environment, 'commands') : at('env_run_base', 'commands')
    return listAt(document.value, ...place).map((command, index) => ({
      text: textOf(command),
      path,
      line: document.lineOf([...place, index]) ?? 1,
      directory: folderOf(path),
      note: `${note} (${environment})`,
    }))
  })
}

function textOf(command: Data): string {
  if (typeof command === 'string') return command
  if (!Array.isArray(command)) return ''
  return command
    .flatMap((word) => {
      if (typeof word === 'string') return [word]
      return listAt(word, 'default').length > 0 ? textsAt(word, 'default') : []
    })
    .map((word) => (/[\s"']/.test(word) ? `'${word.replaceAll("'", '')}'` : word))
    .join(' ')
}

/** `py{38,39}-{a,b}` is four names. */
export function expandBraces(text: string): string[] {
  let names = [text.trim()]
  for (let round = 0; round < 6; round++) {
    const next = names.flatMap((name) => {
      const match = /^([^{}]*)\{([^{}]*)\}([\s\S]*)$/.exec(name)
      return match
        ? (match[2] ?? '').split(',', MAX_NAMES).map((part) => `${match[1]}${part.trim()}${match[3]}`)
        : [name]
    })
    if (next.length === names.length && next.every((name, at) => name === names[at])) break
    names = next.slice(0, MAX_NAMES)
  }
  return names.map((name) => name.replace(/^-+|(?<!-)-+$/g, '').replace(/-{2,}/g, '-')).filter((name) => name !== '')
}

function splitOutsideBraces(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at <= text.length; at++) {
    const character = text[at]
    if (character === '{') depth++
    if (character === '}') depth--
    if (at === text.length || (depth === 0 && /[,\s]/.test(character ?? ''))) {
      if (at > start) parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return parts
}
