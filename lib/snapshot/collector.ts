import type { OmitReason, RepoSnapshot, SnapshotBounds, SnapshotFile, SnapshotLimit } from './snapshot'
import { gitBlobId } from './virtual'
import { TOO_LARGE, type Wanted } from './wanted'

export interface EntryInfo {
  readonly path: string
  readonly size: number
  readonly executable: boolean
}

/** Gathers the entries of a snapshot within bounds; every reader puts what it finds through one. */
export interface Collector {
  /** False when the entry is refused (bad path, seen before, too many); the reader then skips it. */
  admit(path: string): boolean
  /** Null when the bytes of an admitted file should be read and given to `addFile`. */
  omission(path: string, size: number): OmitReason | null
  addFile(entry: EntryInfo, content: Uint8Array, blob?: string): void
  addOmitted(entry: EntryInfo, reason: OmitReason, blob?: string): void
  /** With the bytes of a whole pointer of Git LFS that were read before. */
  addPointer(entry: EntryInfo, blob: string): void
  /** The id of its target unless another is told, such as that of a target that was not read. */
  addSymlink(path: string, target: string, blob?: string): void
  addSubmodule(path: string): void
  /** A folder of an archive, which may be all that it holds of a submodule. */
  addFolder(path: string): void
  addLimit(kind: SnapshotLimit['kind'], message: string, path?: string): void
  readonly full: boolean
  finish(about: { readonly commit: string | null; readonly committedAt: string | null }): RepoSnapshot
}

const MAX_PATHS_PER_LIMIT = 20
const LFS_MESSAGE = 'Files that are kept in Git LFS were not read: the repository holds pointers to them.'
const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1'

export function createCollector(bounds: SnapshotBounds, wanted: Wanted): Collector {
  const files = new Map<string, SnapshotFile>()
  const folders = new Set<string>()
  const limits = new Map<string, { kind: SnapshotLimit['kind']; message: string; paths: string[] }>()
  let total = 0

  const addLimit = (kind: SnapshotLimit['kind'], message: string, path?: string): void => {
    const limit = limits.get(message) ?? { kind, message, paths: [] }
    if (path !== undefined && limit.paths.length < MAX_PATHS_PER_LIMIT) limit.paths.push(beginning(path, 200))
    limits.set(message, limit)
  }

  const addSubmodule = (path: string): void => {
    addLimit('submodule', 'Submodules were not read: their code lies in other repositories.', path)
    files.set(path, { path, kind: 'submodule', executable: false, size: 0, blob: null, content: null })
  }

  const refusal = (path: string): readonly [SnapshotLimit['kind'], string] | null => {
    if (files.size >= bounds.maxEntries) return ['entries', tooManyEntries(bounds)]
    if (!isSafePath(path)) return ['path', 'Entries with unsafe paths were left out.']
    if (path.length > bounds.maxPathLength)
      return ['path', `Paths over ${bounds.maxPathLength} characters were left out.`]
    if (path.split('/').length > bounds.maxDepth)
      return ['nesting', `Folders over ${bounds.maxDepth} deep were left out.`]
    return files.has(path) ? ['path', 'Entries that appear twice were read once.'] : null
  }

  const addPointer = ({ path, size, executable }: EntryInfo, blob: string): void => {
    addLimit('lfs-pointer', LFS_MESSAGE, path)
    files.set(path, { path, kind: 'file', executable, size, blob, content: null, omitted: 'lfs-pointer' })
  }

  return {
    admit(path) {
      const refused = refusal(path)
      if (refused) addLimit(refused[0], refused[1], path)
      return refused === null
    },
    omission(path, size) {
      const reason = wanted(path, size)
      if (reason === 'too-large') addLimit('file-bytes', TOO_LARGE, path)
      if (reason) return reason
      if (total + size <= bounds.maxTotalBytes) return null
      addLimit('total-bytes', `Reading stopped at ${Math.round(bounds.maxTotalBytes / 1024 / 1024)} MiB of text.`, path)
      return 'total-limit'
    },
    addFile({ path, size, executable }, content, blob) {
      const id = blob ?? gitBlobId(content)
      if (isLfsPointer(content)) return addPointer({ path, size, executable }, id)
      total += content.length
      files.set(path, { path, kind: 'file', executable, size, blob: id, content })
    },
    addOmitted({ path, size, executable }, omitted, blob) {
      files.set(path, { path, kind: 'file', executable, size, blob: blob ?? null, content: null, omitted })
    },
    addPointer,
    addSymlink(path, target, blob) {
      const bytes = new TextEncoder().encode(target)
      const entry = { path, kind: 'symlink', executable: false, size: target.length, content: null } as const
      files.set(path, {
        ...entry,
        blob: blob ?? gitBlobId(bytes),
        target: beginning(target, bounds.maxPathLength),
      })
    },
    addSubmodule,
    addFolder(path) {
      if (folders.size < bounds.maxEntries && path.length <= bounds.maxPathLength) folders.add(path)
    },
    addLimit,
    get full() {
      return files.size >= bounds.maxEntries
    },
    finish({ commit, committedAt }) {
      for (const path of emptySubmodules(files)) if (folders.has(path)) addSubmodule(path)
      const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
      return {
        commit,
        committedAt,
        files: new Map(sorted.map((file) => [file.path, file])),
        limits: [...limits.values()],
      }
    },
  }
}

/** Folders that `.gitmodules` names and that hold no file. */
function emptySubmodules(files: ReadonlyMap<string, SnapshotFile>): ReadonlySet<string> {
  const content = files.get('.gitmodules')?.content
  if (!content) return new Set()
  const lines = new TextDecoder().decode(content.subarray(0, 256 * 1024)).split('\n')
  const declared = new Set(lines.flatMap((line) => submodulePath(line) ?? []))
  for (const path of files.keys()) {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) declared.delete(path.slice(0, end))
  }
  return declared
}

/** Without a pattern: spaces that two parts of one may take cost the cube of their number. */
function submodulePath(line: string): string | undefined {
  const equals = line.indexOf('=')
  if (equals === -1 || line.slice(0, equals).trim() !== 'path') return undefined
  const value = line.slice(equals + 1).trim()
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"')
  return (isQuoted ? value.slice(1, -1) : value) || undefined
}

/** A copy: a part of a text else keeps all of it in memory, which may be megabytes. */
function beginning(text: string, length: number): string {
  return text.length <= length ? text : Buffer.from(text.slice(0, length)).toString()
}

/** What is said where there are more entries than the bounds allow. */
export function tooManyEntries({ maxEntries }: SnapshotBounds): string {
  return `Only the first ${maxEntries.toLocaleString('en-GB')} entries were read.`
}

/** Relative, with forward slashes and nothing that could leave the folder; who shows a path escapes it. */
export function isSafePath(path: string): boolean {
  if (path === '' || path.startsWith('/') || path.includes('\0') || path.includes('\\') || /^[A-Za-z]:/.test(path))
    return false
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

function isLfsPointer(content: Uint8Array): boolean {
  if (content.length > 1024 || content.length < LFS_POINTER.length) return false
  return new TextDecoder('latin1').decode(content.subarray(0, LFS_POINTER.length)) === LFS_POINTER
}
