import { compiledFormat } from '../dependencies/lock-requirements'
import type { FilesFact } from '../facts'

const LOCK =
  /(?:^|\/)(?:(?:poetry|uv|pdm|pixi)\.lock|pylock(?:\.[\w-]+)?\.toml|pipfile\.lock|[\w.-]*conda-lock[\w.-]*)$/i

/**
 * Whether what a Dockerfile names is a lock: its tool's lock file, or requirements that a compiler wrote. For a folder or
 * a pattern it is one that is there. Requirements pinned by hand lock nothing that these bring along. Null when not found.
 */
export function isLockSource(source: string, dockerfile: string, files: FilesFact): boolean | null {
  const clean = source.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '')
  if (/^\.?$|\*/.test(clean)) {
    const start = clean.replace(/\*.*/s, '').replace(/^\.$/, '')
    const name = (path: string) => path.slice(path.lastIndexOf('/') + 1)
    return files.all.some(({ path }) => LOCK.test(path) && (path.startsWith(start) || name(path).startsWith(start)))
  }
  const path = resolveSource(source, dockerfile, files)
  if (path === null) return LOCK.test(clean) || null
  return LOCK.test(path) || compiledFormat(files.text(path) ?? '') !== null
}

/** The path in the repository of what COPY or `-r` names: from the root, the Dockerfile's folder, or by its name alone. */
export function resolveSource(source: string, dockerfile: string, files: FilesFact): string | null {
  const clean = source.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '')
  const folder = dockerfile.includes('/') ? dockerfile.slice(0, dockerfile.lastIndexOf('/') + 1) : ''
  const places = [clean, `${folder}${clean}`]
  const found = places.find((place) => files.has(place))
  if (found) return found
  const name = clean.slice(clean.lastIndexOf('/') + 1)
  const named = files.all.filter(({ path }) => path === name || path.endsWith(`/${name}`))
  return named.length === 1 ? (named[0]?.path ?? null) : null
}

/** What COPY names is a Python file of the application, or a folder that has some. */
export function holdsCode(source: string, dockerfile: string, files: FilesFact): boolean {
  const clean = source.replace(/^(?:\.?\/)+/, '').replace(/\/?\*?$/, '')
  const folder = dockerfile.includes('/') ? dockerfile.slice(0, dockerfile.lastIndexOf('/') + 1) : ''
  return files.all.some(
    ({ path, role }) =>
      role === 'application' &&
      path.endsWith('.py') &&
      [clean, `${folder}${clean}`].some((place) => path === place || path.startsWith(`${place}/`)),
  )
}
