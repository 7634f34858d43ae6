import { type Data, entriesAt, listAt, textAt } from '../document'
import { folderOf } from '../paths'
import { parseToml } from '../toml'
import { MAX_LOCK_TEXT, parseYaml } from '../yaml'
import { compareByNames } from './lock-compare'
import { type LockInput, type LockReading, lockReading } from './lock-reading'
import { normaliseName } from './requirement'

/** Reads pdm.lock and pylock.toml, which are compared by names and versions. */
export function readTomlLock(input: LockInput, format: 'pdm' | 'pylock'): LockReading {
  const lock = parseToml(input.text)
  const locked = names(listAt(lock.value, format === 'pdm' ? 'package' : 'packages'))
  if (lock.error)
    return lockReading({ path: input.path, format, freshness: 'unknown', reason: lock.error.message }, locked)
  return compareWithNeighbour(input, format, locked)
}

/** Reads conda-lock.yml and pixi.lock by the names they hold. */
export function readYamlLock(input: LockInput, format: 'conda-lock' | 'pixi'): LockReading {
  if (/^@EXPLICIT\s*$/m.test(input.text)) {
    const urls = input.text.match(/^https?:\/\/\S+/gm) ?? []
    const locked = new Map(urls.map((url) => [condaName(url), null] as const))
    return lockReading({ path: input.path, format, freshness: 'unknown', reason: 'It names no manifest.' }, locked)
  }
  const lock = parseYaml(input.text, MAX_LOCK_TEXT)
  const items = [...listAt(lock.value, 'package'), ...listAt(lock.value, 'packages')]
  const locked = new Map([
    ...names(items),
    ...items.flatMap((item): [string, string | null][] => {
      const url = textAt(item, 'conda') ?? textAt(item, 'pypi')
      return url ? [[condaName(url), null]] : []
    }),
  ])
  if (lock.error)
    return lockReading({ path: input.path, format, freshness: 'unknown', reason: lock.error.message }, locked)
  return compareWithNeighbour(input, format, locked)
}

function names(items: readonly Data[]): Map<string, string | null> {
  const found = new Map<string, string | null>()
  for (const item of items) {
    const name = textAt(item, 'name')
    if (name) found.set(normaliseName(name), textAt(item, 'version') ?? null)
    if (entriesAt(item).length === 0) continue
  }
  return found
}

/** Name in `.../linux-64/numpy-1.26.4-py312_0.conda` or `.../requests-2.32.0-py3-none-any.whl`. */
function condaName(url: string): string {
  const file = url.split('/').at(-1) ?? ''
  return normaliseName(/^(.+?)-\d/.exec(file.slice(0, 200))?.[1] ?? file)
}

function compareWithNeighbour(
  { path, manifests }: LockInput,
  format: LockReading['format'],
  locked: ReadonlyMap<string, string | null>,
): LockReading {
  const wantedFormats = format === 'conda-lock' ? ['conda'] : format === 'pixi' ? ['pixi', 'pyproject'] : ['pyproject']
  const reading = manifests.find(
    ({ manifest }) => folderOf(manifest.path) === folderOf(path) && wantedFormats.includes(manifest.format),
  )
  if (!reading || reading.dynamic) {
    const reason = 'The manifest it was made from is not beside it.'
    return lockReading({ path, format, freshness: 'unknown', reason }, locked)
  }
  const runtime = reading.declared.filter(({ scope, specifier }) => scope === 'runtime' && !specifier.includes('://'))
  return lockReading({ path, format, ...compareByNames(runtime, locked, reading.manifest.path) }, locked)
}
