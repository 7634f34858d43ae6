import { type Data, emptyTable, entriesAt, isTable, textAt, valueAt } from '../document'
import { parseJson } from '../json'
import { folderOf, resolveIn } from '../paths'
import { parseToml } from '../toml'
import { compareByNames } from './lock-compare'
import { type LockInput, type LockReading, lockReading } from './lock-reading'
import { pythonJsonHash } from './python-json'
import { normaliseName } from './requirement'

const SECTIONS = new Set(['source', 'packages', 'dev-packages', 'requires', 'scripts', 'pipfile', 'pipenv'])

/** Reads Pipfile.lock and recomputes the hash of the Pipfile beside it. */
export function readPipfileLock({ path, text, files, manifests }: LockInput): LockReading {
  const lock = parseJson(text)
  const locked = new Map(
    entriesAt(lock.value)
      .filter(([section]) => section !== '_meta')
      .flatMap(([, packages]) => entriesAt(packages))
      .map(([name, entry]) => [normaliseName(name), textAt(entry, 'version')?.replace(/^==/, '') ?? null] as const),
  )
  const line = lock.lineOf(['_meta', 'hash', 'sha256'])
  const base = { path, format: 'pipenv' as const, ...(line === undefined ? {} : { line }) }
  if (lock.error) return lockReading({ ...base, freshness: 'unknown', reason: lock.error.message }, locked)
  const manifestPath = resolveIn(folderOf(path), 'Pipfile') ?? ''
  const manifest = files.text(manifestPath)
  if (manifest === null) {
    return lockReading({ ...base, freshness: 'stale', reason: 'There is no Pipfile beside it.' }, locked)
  }
  const document = parseToml(manifest)
  const hash = textAt(lock.value, '_meta', 'hash', 'sha256') ?? ''
  if (!document.error && pipfileHashes(document.value).includes(hash)) {
    return lockReading({ ...base, freshness: 'matches' }, locked)
  }
  const declared = manifests.find((reading) => reading.manifest.path === manifestPath)?.declared ?? []
  const byNames = compareByNames(declared, locked, manifestPath)
  if (byNames.freshness === 'stale') return lockReading({ ...base, ...byNames }, locked)
  if (hash !== '' && !document.error && isHashed(document.value, manifest)) {
    const reason = `${manifestPath} was changed after it: its hash no longer matches.`
    return lockReading({ ...base, freshness: 'stale', reason }, locked)
  }
  const reason = 'Its hash is not the one of the Pipfile, but every name and range fits.'
  return lockReading({ ...base, freshness: 'unknown', reason }, locked)
}

/** Pipenv hashes what the Pipfile says, but for sources that it fills in: a default one, or values of the environment. */
function isHashed(pipfile: Data, text: string): boolean {
  return valueAt(pipfile, 'source') !== undefined && !text.includes('$')
}

export function pipfileHashes(pipfile: Data): string[] {
  const fallback = [{ name: 'pypi', url: 'https://pypi.org/simple', verify_ssl: true }]
  const data = emptyTable()
  data._meta = {
    sources: valueAt(pipfile, 'source') ?? fallback,
    requires: valueAt(pipfile, 'requires') ?? {},
  }
  data.default = valueAt(pipfile, 'packages') ?? {}
  data.develop = valueAt(pipfile, 'dev-packages') ?? {}
  const withCategories = Object.assign(emptyTable(), data)
  for (const [name, value] of entriesAt(pipfile))
    if (!SECTIONS.has(name) && isTable(value)) withCategories[name] = value
  return [pythonJsonHash(data, true), pythonJsonHash(withCategories, true)]
}
