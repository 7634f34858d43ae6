import { type Data, entriesAt, isTable, listAt, textAt, valueAt } from '../document'
import type { Dependency } from '../facts'
import { folderOf, resolveIn } from '../paths'
import { parseToml } from '../toml'
import { type LockInput, type LockReading, lockReading, nameList } from './lock-reading'
import type { ManifestReading } from './reading'
import { normaliseName } from './requirement'
import { sameClauses } from './versions'

/** Reads uv.lock and compares its members' `requires-dist` and `requires-dev` with their manifests. */
export function readUvLock({ path, text, manifests }: LockInput): LockReading {
  const lock = parseToml(text)
  const packages = listAt(lock.value, 'package')
  const locked = new Map(
    packages.flatMap((item): [string, string | null][] => {
      const name = textAt(item, 'name')
      return name ? [[normaliseName(name), textAt(item, 'version') ?? null]] : []
    }),
  )
  const local = new Set(packages.flatMap((item) => (memberFolder(item) === null ? [] : nameOf(item))))
  const registered = packages.filter((item) => valueAt(item, 'source', 'registry') !== undefined).flatMap(nameOf)
  const fromIndex = new Set(registered.filter((name) => !local.has(name)))
  const base = { path, format: 'uv' as const }
  if (lock.error) return lockReading({ ...base, freshness: 'unknown', reason: lock.error.message }, locked, fromIndex)
  let compared = 0
  for (const [at, item] of packages.entries()) {
    const place = memberFolder(item)
    const manifestPath = place === null ? null : resolveIn(folderOf(path), `${place}/pyproject.toml`)
    const reading = manifests.find((candidate) => candidate.manifest.path === manifestPath)
    if (!reading || reading.manifest.error || reading.dynamic) continue
    compared++
    const reason = staleReason(item, reading) ?? pythonReason(lock.value, reading, packages)
    const line = lock.lineOf(['package', at]) ?? 1
    if (reason) return lockReading({ ...base, line, freshness: 'stale', reason }, locked, fromIndex)
  }
  if (compared > 0) return lockReading({ ...base, freshness: 'matches' }, locked, fromIndex)
  return lockReading(
    { ...base, freshness: 'unknown', reason: 'None of its members is in this repository.' },
    locked,
    fromIndex,
  )
}

function nameOf(item: Data): string[] {
  const name = textAt(item, 'name')
  return name ? [normaliseName(name)] : []
}

function memberFolder(item: Data): string | null {
  for (const kind of ['editable', 'virtual', 'directory']) {
    const place = textAt(item, 'source', kind)
    if (place !== undefined) return place
  }
  return null
}

function staleReason(item: Data, { manifest, declared }: ManifestReading): string | null {
  const dist = listAt(item, 'metadata', 'requires-dist')
  const dev = entriesAt(item, 'metadata', 'requires-dev').flatMap(([, list]) => (Array.isArray(list) ? list : []))
  const wanted = declared.filter((dependency) => dependency.scope !== 'build')
  const lockedNames = new Set([...dist, ...dev].map((entry) => normaliseName(textAt(entry, 'name') ?? '')))
  const own = normaliseName(textAt(item, 'name') ?? '')
  const missing = wanted.filter(({ name }) => !lockedNames.has(name) && name !== own)
  if (missing.length > 0) return `${manifest.path} asks for ${nameList(missing)}, which the lock does not know.`
  const names = new Set(wanted.map(({ name }) => name))
  const gone = [...lockedNames].filter((name) => name !== '' && name !== own && !names.has(name))
  const listsAll = isTable(valueAt(item, 'metadata'))
  if (gone.length > 0 && listsAll)
    return `The lock still holds ${gone.slice(0, 3).join(', ')}, gone from ${manifest.path}.`
  return changedRange(dist, declared, manifest.path)
}

function changedRange(dist: readonly Data[], declared: readonly Dependency[], manifest: string): string | null {
  for (const dependency of declared) {
    if (dependency.scope !== 'runtime' || dependency.specifier.includes(':')) continue
    const entries = dist.filter((entry) => normaliseName(textAt(entry, 'name') ?? '') === dependency.name)
    const specifiers = entries.map((entry) => textAt(entry, 'specifier'))
    if (specifiers.some((specifier) => specifier === undefined && dependency.specifier !== '')) continue
    if (specifiers.some((specifier) => sameClauses(specifier ?? '', dependency.specifier))) continue
    const { name, specifier, line } = dependency
    return `${manifest}:${line} asks for ${name}${specifier}, the lock was made for ${name}${specifiers[0] ?? ''}.`
  }
  return null
}

function pythonReason(lock: Data, reading: ManifestReading, packages: readonly Data[]): string | null {
  const wanted = lowerBound(reading.package?.requiresPython ?? '')
  const held = lowerBound(textAt(lock, 'requires-python') ?? '')
  const members = packages.filter((item) => memberFolder(item) !== null).length
  if (members !== 1 || !wanted || !held || wanted === held) return null
  return `${reading.manifest.path} asks for Python >=${wanted}, the lock was made for >=${held}.`
}

function lowerBound(specifier: string): string | null {
  return />=\s*(\d+(?:\.\d+)*)/.exec(specifier)?.[1]?.replace(/(?:\.0)+$/, '') ?? null
}
