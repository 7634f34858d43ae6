import { type Data, emptyTable, entriesAt, isTable, listAt, textAt, valueAt } from '../document'
import { folderOf, resolveIn } from '../paths'
import { parseToml } from '../toml'
import { type LockInput, type LockReading, lockReading } from './lock-reading'
import { pythonJsonHash } from './python-json'
import { normaliseName } from './requirement'

/** Reads poetry.lock and recomputes its content hash from the pyproject.toml beside it. */
export function readPoetryLock({ path, text, files }: LockInput): LockReading {
  const lock = parseToml(text)
  const locked = new Map(
    listAt(lock.value, 'package').flatMap((item): [string, string | null][] => {
      const name = textAt(item, 'name')
      return name ? [[normaliseName(name), textAt(item, 'version') ?? null]] : []
    }),
  )
  const hash = textAt(lock.value, 'metadata', 'content-hash')
  const line = lock.lineOf(['metadata', 'content-hash'])
  const base = { path, format: 'poetry' as const, ...(line === undefined ? {} : { line }) }
  if (lock.error) return lockReading({ ...base, freshness: 'unknown', reason: lock.error.message }, locked)
  const manifestPath = resolveIn(folderOf(path), 'pyproject.toml') ?? ''
  const manifest = files.text(manifestPath)
  if (manifest === null) {
    return lockReading({ ...base, freshness: 'stale', reason: 'There is no pyproject.toml beside it.' }, locked)
  }
  const document = parseToml(manifest)
  if (hash === undefined || document.error) {
    return lockReading({ ...base, freshness: 'unknown', reason: 'It has no content hash to compare.' }, locked)
  }
  if (contentHashes(document.value).includes(hash)) return lockReading({ ...base, freshness: 'matches' }, locked)
  const reason = `${manifestPath} was changed after it: its content hash no longer matches.`
  return lockReading({ ...base, freshness: 'stale', reason }, locked)
}

const LEGACY_KEYS = ['dependencies', 'source', 'extras', 'dev-dependencies']
const PROJECT_KEYS = ['requires-python', 'dependencies', 'optional-dependencies']

/** The hashes that the versions of Poetry in use would write. */
export function contentHashes(pyproject: Data): string[] {
  const project = emptyTable()
  for (const key of PROJECT_KEYS) {
    const value = valueAt(pyproject, 'project', key)
    if (value !== undefined) project[key] = value
  }
  const groups = valueAt(pyproject, 'dependency-groups')
  const hasGroups = isTable(groups) && Object.keys(groups).length > 0
  const hasProject = Object.keys(project).length > 0
  const modern = poetryTable(pyproject, false)
  const legacy = poetryTable(pyproject, true)
  const candidates: Data[] = [legacy]
  if (hasProject) candidates.push({ project, tool: { poetry: modern } })
  if (hasGroups) candidates.push({ project, 'dependency-groups': groups, tool: { poetry: modern } })
  return candidates.map((candidate) => pythonJsonHash(candidate))
}

function poetryTable(pyproject: Data, withNulls: boolean): Data {
  const table = emptyTable()
  const poetry = new Map(entriesAt(pyproject, 'tool', 'poetry'))
  for (const key of [...LEGACY_KEYS, 'group']) {
    const value = poetry.get(key)
    if (value !== undefined) table[key] = value
    else if (withNulls && key !== 'group') table[key] = null
  }
  return table
}
