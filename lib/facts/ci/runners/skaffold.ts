import { type Data, type Document, listAt, textAt, textsAt } from '../../document'
import type { FilesFact } from '../../facts'
import { baseName, folderOf, inFolder, resolveIn } from '../../paths'
import { parseYamlDocuments } from '../../yaml'
import type { Runner, TaskScript } from './runner'

const DEFAULTS = ['skaffold.yaml', 'skaffold.yml']
const MAX_CONFIGS = 40
/** Tests of one configuration, and commands of one test. */
const MAX_TESTS = 50
/** Of a repository's configurations together, which each step may read again. */
const MAX_CHARACTERS = 1_000_000

interface Config {
  readonly path: string
  readonly document: Document
}

/** The commands that Skaffold runs as tests, in its own configuration and in those that it requires. */
export const runSkaffold: Runner = ({ words, directory, files }) => {
  if (baseName(words[0] ?? '') !== 'skaffold') return null
  const verb = words.slice(1).find((word) => !word.startsWith('-'))
  if ((verb !== 'test' && verb !== 'run') || words.includes('--skip-tests')) return { scripts: [] }
  const named = valuesOf(words, /^(?:-f|--filename)$/)[0]
  const start = named === undefined ? configIn(files, directory) : resolveIn(directory, named)
  if (start === null) return { scripts: [] }
  const modules = valuesOf(words, /^(?:-m|--module)$/).flatMap((value) => value.split(','))
  const profiles = valuesOf(words, /^(?:-p|--profile)$/).flatMap((value) => value.split(','))
  const note = words.join(' ')
  return { scripts: configsFrom(start, modules, files).flatMap((config) => scriptsOf(config, profiles, note)) }
}

/** `-m a`, `--module a` and `--module=a`. */
function valuesOf(words: readonly string[], option: RegExp): readonly string[] {
  return words.flatMap((word, at) => {
    const [name = '', ...value] = word.split('=')
    if (!option.test(name)) return []
    return value.length > 0 ? [value.join('=')] : (words[at + 1] ?? [])
  })
}

function configIn(files: FilesFact, folder: string): string | null {
  return DEFAULTS.map((name) => inFolder(folder, name)).find((path) => files.has(path)) ?? null
}

const parsed = new WeakMap<FilesFact, { readonly documents: Map<string, readonly Document[]>; left: number }>()

/** Parsed once for a repository. */
function documentsOf(path: string, files: FilesFact): readonly Document[] {
  const kept = parsed.get(files) ?? { documents: new Map<string, readonly Document[]>(), left: MAX_CHARACTERS }
  parsed.set(files, kept)
  const known = kept.documents.get(path)
  if (known) return known
  const text = files.text(path) ?? ''
  kept.left -= text.length
  const documents = kept.left < 0 ? [] : parseYamlDocuments(text)
  kept.documents.set(path, documents)
  return documents
}

/** Each configuration once, whatever requires it. */
function configsFrom(start: string, modules: readonly string[], files: FilesFact): readonly Config[] {
  const found: Config[] = []
  const seen = new Set<string>()
  const read = new Set<string>()
  const collect = (path: string, names: readonly string[]) => {
    const place = `${path} ${names.join(' ')}`
    if (read.has(place) || read.size >= MAX_CONFIGS) return
    read.add(place)
    for (const [index, document] of documentsOf(path, files).entries()) {
      const name = textAt(document.value, 'metadata', 'name') ?? ''
      const key = `${path}:${index}`
      if (seen.has(key) || seen.size >= MAX_CONFIGS || (names.length > 0 && !names.includes(name))) continue
      seen.add(key)
      found.push({ path, document })
      for (const required of listAt(document.value, 'requires').slice(0, MAX_CONFIGS)) {
        const target = requiredPath(required, path, files)
        if (target !== null) collect(target, textsAt(required, 'configs'))
      }
    }
  }
  collect(start, modules)
  return found
}

function requiredPath(required: Data, from: string, files: FilesFact): string | null {
  const written = textAt(required, 'path')
  const path = written === undefined ? from : resolveIn(folderOf(from), written)
  if (path === null) return null
  return files.has(path) ? path : configIn(files, path)
}

function scriptsOf({ path, document }: Config, profiles: readonly string[], note: string): TaskScript[] {
  const used = listAt(document.value, 'profiles')
    .slice(0, MAX_TESTS)
    .flatMap((profile, index) =>
      profiles.includes(textAt(profile, 'name') ?? '') ? [['profiles', index, 'test']] : [],
    )
  return [['test'], ...used].flatMap((place) =>
    listAt(document.value, ...place)
      .slice(0, MAX_TESTS)
      .flatMap((test, at) =>
        listAt(test, 'custom')
          .slice(0, MAX_TESTS)
          .flatMap((custom, index): TaskScript[] => {
            const text = textAt(custom, 'command')
            if (text === undefined) return []
            const line = document.lineOf([...place, at, 'custom', index, 'command']) ?? 1
            const directory = resolveIn(folderOf(path), textAt(test, 'context') ?? '.')
            return [{ text, path, line, directory, note }]
          }),
      ),
  )
}
