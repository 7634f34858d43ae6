import { listAt, textAt } from '../document'
import type { FilesFact, ToolConfig } from '../facts'
import { parseYaml } from '../yaml'

const RENOVATE = [
  'renovate.json',
  'renovate.json5',
  '.github/renovate.json',
  '.github/renovate.json5',
  '.gitlab/renovate.json',
  '.renovaterc',
  '.renovaterc.json',
]
const OTHERS: Readonly<Record<string, string>> = { '.pyup.yml': 'pyup', '.whitesource': 'mend', '.depfu.yml': 'depfu' }

/** Bots that update dependencies, and the ecosystems that they are told to look at. */
export function dependencyUpdates(files: FilesFact): ToolConfig[] {
  const renovate = RENOVATE.filter((path) => files.has(path)).map((path) => ({ tool: 'renovate', path, line: 1 }))
  const others = Object.entries(OTHERS).flatMap(([path, tool]) => (files.has(path) ? [{ tool, path, line: 1 }] : []))
  return [...dependabot(files), ...renovate, ...others]
}

function dependabot(files: FilesFact): ToolConfig[] {
  const path = ['.github/dependabot.yml', '.github/dependabot.yaml'].find((candidate) => files.has(candidate))
  const text = path === undefined ? null : files.text(path)
  if (path === undefined || text === null) return []
  const document = parseYaml(text)
  const updates = listAt(document.value, 'updates')
  const python = updates.findIndex((update) =>
    /^(?:pip|uv|poetry|pipenv|conda|docker|github-actions)$/.test(textAt(update, 'package-ecosystem') ?? ''),
  )
  return python < 0 ? [] : [{ tool: 'dependabot', path, line: document.lineOf(['updates', python]) ?? 1 }]
}
