import { type Document, entriesAt, textsAt, valueAt } from '../document'
import type { FilesFact, ToolsFact } from '../facts'
import { parseIni } from '../ini'
import { parseToml } from '../toml'
import type { PreCommitHook } from './pre-commit'

export type StyleConfig = Pick<ToolsFact, 'ruffIgnored' | 'ruffPerFileIgnored' | 'ruffSelected'>

/** What the project's own configuration of Ruff, flake8 and pycodestyle selects and ignores. */
export function readStyleConfig(
  files: FilesFact,
  folders: readonly string[],
  pyprojects: ReadonlyMap<string, Document>,
): StyleConfig {
  const ignored = new Set<string>()
  const perFile: { glob: string; codes: readonly string[] }[] = []
  let selected: string[] | null = null
  for (const folder of folders) {
    const at = (name: string) => (folder === '' ? name : `${folder}/${name}`)
    for (const { document, prefix } of ruffTables(files, at, pyprojects)) {
      for (const table of [prefix, [...prefix, 'lint']]) {
        for (const key of ['ignore', 'extend-ignore']) {
          for (const code of textsAt(document.value, ...table, key)) ignored.add(code)
        }
        for (const key of ['select', 'extend-select']) {
          if (valueAt(document.value, ...table, key) === undefined) continue
          selected = [...(selected ?? []), ...textsAt(document.value, ...table, key)]
        }
        for (const key of ['per-file-ignores', 'extend-per-file-ignores']) {
          for (const [glob, codes] of entriesAt(document.value, ...table, key)) {
            perFile.push({ glob: inFolder(folder, glob), codes: textsAt(codes) })
          }
        }
      }
    }
    for (const name of ['.flake8', 'setup.cfg', 'tox.ini', '.pycodestyle']) {
      const text = files.text(at(name))
      if (text !== null) readFlake8(text, folder, ignored, perFile)
    }
  }
  return { ruffIgnored: [...ignored], ruffPerFileIgnored: perFile, ruffSelected: selected }
}

/** What hooks ignore by their arguments counts like what the configuration ignores. */
export function withHookOptions(config: StyleConfig, hooks: readonly PreCommitHook[]): StyleConfig {
  const ignored = hooks.flatMap(({ id, entry, arguments: words }) =>
    LINTER.test(`${id} ${entry}`) ? ignoredByOptions(words) : [],
  )
  return { ...config, ruffIgnored: [...new Set([...config.ruffIgnored, ...ignored])] }
}

const LINTER = /(?:^|\W)(?:ruff|flake8|pycodestyle|pep8)(?:\W|$)/

/** Codes after `--ignore` and `--extend-ignore` of a command line. */
export function ignoredByOptions(words: readonly string[]): string[] {
  return words.slice(0, 60).flatMap((word, at) => {
    const [, value] = /^--(?:extend-)?ignore(?:=(.{0,500}))?$/.exec(word) ?? []
    if (value !== undefined) return codesIn(value)
    return /^--(?:extend-)?ignore$/.test(word) ? codesIn(words[at + 1] ?? '') : []
  })
}

function ruffTables(
  files: FilesFact,
  at: (name: string) => string,
  pyprojects: ReadonlyMap<string, Document>,
): { document: Document; prefix: readonly string[] }[] {
  for (const name of ['.ruff.toml', 'ruff.toml']) {
    const text = files.text(at(name))
    if (text !== null) return [{ document: parseToml(text), prefix: [] }]
  }
  const document = pyprojects.get(at('pyproject.toml'))
  return document ? [{ document, prefix: ['tool', 'ruff'] }] : []
}

function readFlake8(
  text: string,
  folder: string,
  ignored: Set<string>,
  perFile: { glob: string; codes: readonly string[] }[],
): void {
  const document = parseIni(text)
  for (const section of ['flake8', 'pycodestyle', 'pep8']) {
    for (const key of ['ignore', 'extend-ignore', 'extend_ignore']) {
      for (const item of document.items(section, key)) for (const code of codesIn(item.text)) ignored.add(code)
    }
    for (const item of document.items(section, 'per-file-ignores')) {
      const [glob, codes] = item.text.split(':')
      if (glob && codes) perFile.push({ glob: inFolder(folder, glob.trim()), codes: codesIn(codes) })
    }
  }
}

function codesIn(text: string): string[] {
  return text
    .replace(/#.*/s, '')
    .split(/[\s,]+/)
    .filter((code) => /^[A-Z]+\d*$/.test(code))
}

function inFolder(folder: string, glob: string): string {
  return folder === '' ? glob : `${folder}/${glob}`
}
