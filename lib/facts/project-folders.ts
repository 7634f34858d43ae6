import { oncePer } from './once-per'
import { folderOf } from './paths'

const setOf = oncePer((projects: readonly string[]): ReadonlySet<string> => new Set(projects))

/** The project that a path belongs to: the deepest folder that holds it, or null outside of all. */
export function ownerOf(path: string, projects: readonly string[]): string | null {
  const known = setOf(projects)
  for (let folder = path; folder !== ''; folder = folderOf(folder)) if (known.has(folder)) return folder
  return known.has('') ? '' : null
}

/** The folder itself, or something below it. */
export function within(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

/** Folders around a project, the nearest first, the root left out. */
export function foldersAround(project: string): readonly string[] {
  const parts = project.split('/').slice(0, -1)
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('/'))
}
