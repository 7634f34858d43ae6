import type { Dependency, FilesFact, Role } from '../facts'
import { parseIni } from '../ini'
import { baseName } from '../paths'
import { splitCommands } from '../shell'
import { parseRequirement } from './requirement'

const NOT_PRODUCTION: ReadonlySet<Role> = new Set(['test', 'docs', 'fixture', 'vendored', 'excluded', 'template'])

/** Packages that Dockerfiles install by name (`RUN pip install gunicorn`). */
export function containerInstalls(files: FilesFact): readonly Dependency[] {
  return files.all
    .filter(
      ({ path, role }) =>
        /^(?:Dockerfile|Containerfile)(?:[._-].*)?$|\.Dockerfile$/i.test(baseName(path)) && !NOT_PRODUCTION.has(role),
    )
    .slice(0, 50)
    .flatMap(({ path }) => {
      const text = (files.text(path) ?? '').replace(/^[ \t]*RUN\b(?:[ \t]+--\S+)*/gim, '')
      return splitCommands(text).flatMap(({ words, line }) => installed(words, path, line))
    })
}

function installed(words: readonly string[], path: string, line: number): Dependency[] {
  const at = words.findIndex(
    (word, index) => word === 'install' && /^pip[\d.]*$/.test(baseName(words[index - 1] ?? '')),
  )
  if (at < 0) return []
  const found: Dependency[] = []
  for (let index = at + 1; index < words.length; index++) {
    const word = words[index] ?? ''
    if (
      /^(?:-r|-c|-e|-t|-i|-f|--requirement|--constraint|--target|--index-url|--extra-index-url|--find-links|--prefix|--timeout|--root)$/.test(
        word,
      )
    ) {
      index++
      continue
    }
    const requirement = /^[-./$]/.test(word) ? null : parseRequirement(word)
    if (!requirement || requirement.name === 'pip') continue
    const { name, specifier, pinned } = requirement
    found.push({ name, specifier, pinned, scope: 'container', path, line })
  }
  return found
}

/** `deps` of tox environments. */
export function toxDependencies(files: FilesFact): readonly Dependency[] {
  return files.all
    .filter(({ path, role }) => baseName(path) === 'tox.ini' && !NOT_PRODUCTION.has(role))
    .slice(0, 10)
    .flatMap(({ path }) => {
      const document = parseIni(files.text(path) ?? '')
      return document.sections
        .filter((section) => section.startsWith('testenv'))
        .flatMap((section) => document.items(section, 'deps'))
        .flatMap(({ text, line }): Dependency[] => {
          const requirement = parseRequirement(text.replace(/^[\w{},!.-]+:\s+/, ''))
          if (!requirement || text.startsWith('-')) return []
          const { name, specifier, pinned } = requirement
          return [{ name, specifier, pinned, scope: 'test', path, line }]
        })
    })
}
