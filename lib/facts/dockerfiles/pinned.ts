import type { FilesFact } from '../facts'

const MAX_LINES = 5_000

/** A requirements file, named as a Dockerfile names it, in which most lines are `name==version`. */
export function pinsVersions(source: string, dockerfile: string, files: FilesFact): boolean {
  const path = resolveSource(source, dockerfile, files)
  const lines = (path === null ? '' : (files.text(path) ?? ''))
    .split('\n', MAX_LINES)
    .map((line) => line.trim())
    .filter((line) => /^[A-Za-z0-9]/.test(line))
  const pinned = lines.filter((line) => /===?\s*[\w.!+-]+|@\s*\S+@[0-9a-f]{40}/.test(line.split(';')[0] ?? ''))
  return lines.length > 0 && pinned.length * 2 > lines.length
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
