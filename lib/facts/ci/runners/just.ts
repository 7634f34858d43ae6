import { baseName, folderOf } from '../../paths'
import { findUpwards, type Runner, type TaskScript } from './runner'

interface Recipe {
  readonly dependencies: readonly string[]
  readonly lines: { text: string; line: number }[]
}

const MAX_RECIPES = 60

export const runJust: Runner = ({ words, directory, files }) => {
  if (baseName(words[0] ?? '') !== 'just') return null
  const path = findUpwards(files, directory, ['justfile', 'Justfile', '.justfile'])
  const text = path === null ? null : files.text(path)
  if (path === null || text === null) return { scripts: [], missing: 'justfile' }
  const { recipes, variables, first } = parseJustfile(text)
  const named = words.slice(1).filter((word) => recipes.has(word))
  const wanted = named.length > 0 ? named : words.length === 1 && first ? [first] : []
  const scripts: TaskScript[] = []
  const seen = new Set<string>()
  const collect = (name: string) => {
    const recipe = recipes.get(name)
    if (!recipe || seen.has(name) || seen.size > MAX_RECIPES) return
    seen.add(name)
    for (const dependency of recipe.dependencies) collect(dependency)
    for (const { text: raw, line } of recipe.lines) {
      const [, marks = '', command = ''] = /^([@-]*)(.*)/s.exec(fill(raw, variables)) ?? []
      scripts.push({
        text: command,
        path,
        line,
        directory: folderOf(path),
        note: words.join(' '),
        canFail: !marks.includes('-'),
        errexit: false,
      })
    }
  }
  for (const name of wanted) collect(name)
  return { scripts }
}

function parseJustfile(text: string): {
  recipes: Map<string, Recipe>
  variables: Map<string, string>
  first: string | null
} {
  const recipes = new Map<string, Recipe>()
  const variables = new Map<string, string>()
  let current: Recipe | null = null
  let first: string | null = null
  const lines = text.slice(0, 500_000).split(/\r?\n/)
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1
    let content = lines[at] ?? ''
    while (content.endsWith('\\') && at + 1 < lines.length)
      content = `${content.slice(0, -1)} ${(lines[++at] ?? '').trim()}`
    if (/^\s/.test(content)) {
      if (content.trim() !== '' && !content.trim().startsWith('#')) current?.lines.push({ text: content.trim(), line })
      continue
    }
    if (content.trim() === '' || content.startsWith('#') || content.startsWith('[')) continue
    const variable = /^(?:export\s+)?([\w-]+)\s*:=\s*(.*)/s.exec(content)
    if (variable?.[1]) {
      variables.set(variable[1], (variable[2] ?? '').replace(/^(["'])(.*)\1$/, '$2'))
      continue
    }
    const head = /^@?([\w-]+)(?![\w-])[^:]*:(?!=)\s*(.*)/s.exec(content)
    if (!head?.[1]) continue
    const dependencies = (head[2] ?? '')
      .replace(/#.*/s, '')
      .split(/[\s()&]+/)
      .filter(Boolean)
    current = { dependencies, lines: [] }
    recipes.set(head[1], current)
    first ??= head[1]
  }
  return { recipes, variables, first }
}

function fill(text: string, variables: ReadonlyMap<string, string>): string {
  return text
    .slice(0, 4000)
    .replace(/\{\{\s*([\w-]+)\s*\}\}/g, (whole, name) => variables.get(name) ?? (name.length > 0 ? '' : whole))
}
