import { type Data, type Document, isTable, listAt, textAt, textsAt, valueAt } from '../../document'
import type { FilesFact } from '../../facts'
import { baseName, folderOf } from '../../paths'
import { parseToml } from '../../toml'
import { findUpwards, type Runner, type RunnerInput, type TaskScript } from './runner'

type Key = readonly (string | number)[]

interface Found {
  readonly document: Document
  readonly path: string
}

const MAX_DEPTH = 8

/** Tasks of poe, PDM, taskipy, Rye, Pixi and Hatch, which stand in pyproject.toml. */
export const runProjectTask: Runner = (input) => {
  const [program = '', ...rest] = input.words
  const names = rest.filter((word) => !word.startsWith('-'))
  const name = baseName(program)
  if (name === 'poe')
    return tasks(input, [['tool', 'poe', 'tasks'], ['tasks']], names[0], ['poe_tasks.toml', 'pyproject.toml'])
  if (name === 'pdm') return tasks(input, [['tool', 'pdm', 'scripts']], names[0] === 'run' ? names[1] : names[0])
  if (name === 'task') return tasks(input, [['tool', 'taskipy', 'tasks']], names[0])
  if (name === 'rye') return tasks(input, [['tool', 'rye', 'scripts']], names[0] === 'run' ? names[1] : undefined)
  if (name === 'pixi') {
    return tasks(
      input,
      [['tool', 'pixi', 'tasks'], ['tasks'], ...features(input)],
      names[0] === 'run' ? names[1] : undefined,
      ['pixi.toml', 'pyproject.toml'],
    )
  }
  if (name === 'hatch') return hatch(input, names)
  return null
}

/** A word that PDM or Pixi itself does not know, run through a prefix that was taken off before. */
export const runBareTask: Runner = (input) => {
  const [name = ''] = input.words
  if (input.words.length === 0 || name.includes('/') || name.includes('.')) return null
  return tasks(
    input,
    [
      ['tool', 'pdm', 'scripts'],
      ['tool', 'rye', 'scripts'],
      ['tool', 'pixi', 'tasks'],
    ],
    name,
  )
}

function features(input: RunnerInput): Key[] {
  const document = load(input.files, input.directory, ['pixi.toml', 'pyproject.toml'])?.document
  return ['', 'tool.pixi.'].flatMap((prefix) => {
    const base = prefix === '' ? [] : ['tool', 'pixi']
    const table = valueAt(document?.value, ...base, 'feature')
    return isTable(table) ? Object.keys(table).map((feature) => [...base, 'feature', feature, 'tasks']) : []
  })
}

function tasks(
  input: RunnerInput,
  tables: readonly Key[],
  name: string | undefined,
  files: readonly string[] = ['pyproject.toml'],
): ReturnType<Runner> {
  if (name === undefined) return null
  for (const file of files) {
    const found = load(input.files, input.directory, [file])
    const table = found && tables.find((key) => valueAt(found.document.value, ...key, name) !== undefined)
    if (!found || !table) continue
    const scripts: TaskScript[] = []
    collect({ ...found, table, scripts, note: input.words.join(' '), seen: new Set() }, name, 0)
    return { scripts }
  }
  return null
}

interface Collector extends Found {
  readonly table: Key
  readonly scripts: TaskScript[]
  readonly note: string
  /** Each task once: what a second call repeats is run already. */
  readonly seen: Set<string>
}

function collect(collector: Collector, name: string, depth: number): void {
  const { document, path, table, scripts, note, seen } = collector
  const value = valueAt(document.value, ...table, name)
  if (value === undefined || depth > MAX_DEPTH || seen.has(name)) return
  seen.add(name)
  const line = document.lineOf([...table, name]) ?? 1
  const push = (text: string) => scripts.push({ text, path, line, directory: folderOf(path), note })
  const one = (item: Data) => {
    if (typeof item === 'string') {
      const [first = ''] = item.split(/\s/)
      if (valueAt(document.value, ...table, first) !== undefined && first !== name) {
        collect(collector, first, depth + 1)
      } else push(item)
      return
    }
    if (Array.isArray(item)) {
      for (const part of item) one(part)
      return
    }
    for (const dependency of [...textsAt(item, 'depends-on'), ...textsAt(item, 'depends_on'), ...textsAt(item, 'deps')])
      one(dependency)
    const words = listAt(item, 'cmd')
    if (words.length > 0 && textAt(item, 'cmd') === undefined)
      push(words.filter((word) => typeof word === 'string').join(' '))
    for (const key of ['cmd', 'shell', 'ref']) {
      const text = textAt(item, key)
      if (text !== undefined) one(text)
    }
    for (const key of ['sequence', 'composite', 'parallel', 'chain']) for (const part of listAt(item, key)) one(part)
  }
  one(value)
}

/** `hatch run test`, `hatch run lint:style`, `hatch test`, `hatch fmt --check`. */
function hatch(input: RunnerInput, names: readonly string[]): ReturnType<Runner> {
  const note = input.words.join(' ')
  const built = (text: string): ReturnType<Runner> => ({
    scripts: [{ text, path: 'pyproject.toml', line: 1, directory: input.directory, note }],
  })
  const option = input.words.findIndex((word) => word === '-e' || word === '--env')
  const chosen = option < 0 ? input.env.HATCH_ENV : input.words[option + 1]
  if (option > 0 && names[0] === chosen) return hatch(input, names.slice(1))
  if (names[0] === 'test') return built('pytest')
  if (names[0] === 'fmt')
    return built(input.words.includes('--check') ? 'ruff check\nruff format --check' : 'ruff format')
  if (names[0] !== 'run' || names[1] === undefined) return null
  const target = names[1].replace(/^\+\S+:/, '')
  const [before = '', after] = target.split(':')
  const environment = after === undefined ? (chosen ?? 'default') : before.replace(/^\+.*$/, 'default')
  const script = after ?? before
  const found = load(input.files, input.directory, ['hatch.toml', 'pyproject.toml'])
  const prefix = found?.path.endsWith('hatch.toml') ? ['envs'] : ['tool', 'hatch', 'envs']
  const table = [...prefix, environment, 'scripts']
  if (!found || valueAt(found.document.value, ...table, script) === undefined) {
    const rest = input.words.slice(input.words.indexOf(names[1]))
    return built([script, ...rest.slice(1)].join(' '))
  }
  const scripts: TaskScript[] = []
  collect({ ...found, table, scripts, note, seen: new Set() }, script, 0)
  return { scripts: scripts.map((entry) => ({ ...entry, text: entry.text.replace(/\{args(?::([^{}]*))?\}/g, '$1') })) }
}

function load(files: FilesFact, directory: string, names: readonly string[]): Found | null {
  const path = findUpwards(files, directory, names)
  const text = path === null ? null : files.text(path)
  return path === null || text === null ? null : { path, document: parseToml(text) }
}
