import type { RepoSnapshot, SnapshotFile } from '@/lib/snapshot/snapshot'
import { parentOf } from './folders'

const MAX_PROJECTS = 80
/** Folders whose manifests describe something else than a project of this repository. */
const NOT_PROJECTS =
  /(^|\/)(?:[^/{]*\{(?:[^/{]+\{)*\{|(tests?|testing|fixtures?|testdata|test_data|examples?|samples?|demos?|docs?|templates?|tutorials?|vendor|_vendor|third_party|thirdparty|node_modules|site-packages|dist-packages|\.[^/]+|venv|env|build|dist|benchmarks?)(\/|$))/i
const NOT_LEFT_OVER = /(^|\/)(scripts?|tools?|ci|dev|bin|contrib|hack|utils?|deploy|infra)\//i
const ROOT_LINES = 50
const LISTS_NEEDS = /^(requirements[\w.-]*\.(txt|in)|Pipfile|environment\.ya?ml)$/
const DESCRIBES_PROJECT = /^(pyproject\.toml|setup\.(py|cfg))$/
/** Folders that package the application beside them, with at most a helper script of their own. */
const PACKAGING =
  /(^|\/)(docker|dockerfiles?|deploy(ment)?|containers?|images?|infra(structure)?|ops|packaging|build)$/i

/**
 * Folders of the projects in a repository, sorted; `['']` for a single one. A project has a manifest of its own
 * (pyproject.toml with a project, setup.py, setup.cfg), or requirements or a Dockerfile beside Python code.
 */
export function findProjects(snapshot: RepoSnapshot): readonly string[] {
  const folders = readFolders(snapshot)
  const candidates = [...folders].filter(([path, folder]) => isProject(path, folder, folders)).map(([path]) => path)
  if (candidates.length < 2) return ['']
  const owned = candidates.filter((path) => path !== '' && ownsCode(path, candidates, folders))
  if (owned.length === 0) return ['']
  const rootLines = leftOverLines(snapshot, owned)
  const projects = [...(rootLines >= (candidates.includes('') ? 1 : ROOT_LINES) ? [''] : []), ...owned]
  return projects.length < 2 ? [''] : projects.sort().slice(0, MAX_PROJECTS)
}

interface Folder {
  readonly files: Map<string, SnapshotFile>
  /** Python files here and in the folders right below. */
  python: number
}

function readFolders(snapshot: RepoSnapshot): Map<string, Folder> {
  const folders = new Map<string, Folder>()
  const at = (path: string): Folder => {
    const folder = folders.get(path) ?? { files: new Map(), python: 0 }
    folders.set(path, folder)
    return folder
  }
  for (const file of snapshot.files.values()) {
    if (file.kind !== 'file') continue
    const parent = parentOf(file.path)
    at(parent).files.set(file.path.slice(parent === '' ? 0 : parent.length + 1), file)
    if (!isCode(file.path)) continue
    at(parent).python += 1
    if (parent !== '') at(parentOf(parent)).python += 1
  }
  return folders
}

function isProject(path: string, { files, python }: Folder, folders: ReadonlyMap<string, Folder>): boolean {
  if (path !== '' && NOT_PROJECTS.test(path)) return false
  if (holds(files.get('pyproject.toml'), /^[ \t]*\[(project|tool\.poetry)\]/m)) return true
  if (packs(files.get('setup.py')) || holds(files.get('setup.cfg'), /^[ \t]*\[metadata\]/m)) return true
  if (python === 0 || isSubpackage(path, folders)) return false
  const names = [...files.keys()]
  if (names.some((name) => LISTS_NEEDS.test(name))) return true
  return (
    names.some((name) => /^Dockerfile(\.|$)/i.test(name)) && !PACKAGING.test(path) && linesOfCode(files) >= ROOT_LINES
  )
}

/** A view that is called `setup` sets up an application and packs nothing. */
function packs(file: SnapshotFile | undefined): boolean {
  return holds(file, /\bsetup\s?\(/) && !holds(file, /\bdef setup\s?\(/)
}

function linesOfCode(files: ReadonlyMap<string, SnapshotFile>): number {
  let lines = 0
  for (const [name, { content }] of files) {
    if (!content || !isCode(name)) continue
    for (const byte of content) if (byte === 10) lines += 1
  }
  return lines
}

/** Modules of its own beside a list of what they need: packages below it are its parts, whatever they list themselves. */
function isProgram(folder: Folder | undefined): boolean {
  const names = [...(folder?.files.keys() ?? [])]
  return (
    names.some((name) => isCode(name) && name !== 'setup.py') &&
    names.some((name) => LISTS_NEEDS.test(name) || DESCRIBES_PROJECT.test(name))
  )
}

function isSubpackage(path: string, folders: ReadonlyMap<string, Folder>): boolean {
  if (path === '') return false
  const isPackage = (folder: string) => folders.get(folder)?.files.has('__init__.py') ?? false
  return isPackage(path) && (isPackage(parentOf(path)) || isProgram(folders.get(parentOf(path))))
}

/** Some Python below it that is not a deeper project's. */
function ownsCode(path: string, candidates: readonly string[], folders: ReadonlyMap<string, Folder>): boolean {
  const deeper = candidates.filter((other) => other.startsWith(`${path}/`))
  for (const [folder, { files }] of folders) {
    if (folder !== path && !folder.startsWith(`${path}/`)) continue
    if (deeper.some((other) => folder === other || folder.startsWith(`${other}/`))) continue
    if ([...files.keys()].some((name) => isCode(name) && name !== 'setup.py')) return true
  }
  return false
}

function leftOverLines(snapshot: RepoSnapshot, owned: readonly string[]): number {
  let lines = 0
  for (const { path, content } of snapshot.files.values()) {
    if (!content || !path.endsWith('.py') || path === 'setup.py') continue
    if (NOT_PROJECTS.test(parentOf(path)) || NOT_LEFT_OVER.test(path)) continue
    if (owned.some((project) => path.startsWith(`${project}/`))) continue
    for (const byte of content) if (byte === 10) lines += 1
    if (lines >= ROOT_LINES) return lines
  }
  return lines
}

function isCode(path: string): boolean {
  return /\.(py|ipynb)$/.test(path)
}

function holds(file: SnapshotFile | undefined, pattern: RegExp): boolean {
  return file?.content ? pattern.test(new TextDecoder().decode(file.content.subarray(0, 200_000))) : false
}
