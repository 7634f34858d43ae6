/** Folder of a path; '' for what lies at the root. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash === -1 ? '' : path.slice(0, slash)
}

/** The project that a path belongs to: the deepest folder that holds it, or null outside of all. */
export function ownerOf(path: string, projects: ReadonlySet<string>): string | null {
  for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) if (projects.has(folder)) return folder
  return projects.has('') ? '' : null
}
