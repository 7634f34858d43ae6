/** The project that a path belongs to: the deepest folder that holds it, or null outside of all. */
export function ownerOf(path: string, projects: readonly string[]): string | null {
  let owner: string | null = projects.includes('') ? '' : null
  for (const project of projects) {
    if (project !== '' && within(path, project) && project.length > (owner?.length ?? -1)) owner = project
  }
  return owner
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

/** A file of the project by its name in the project's folder. */
export function ownPath(project: string, name: string): string {
  return project === '' ? name : `${project}/${name}`
}
