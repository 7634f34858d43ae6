/** Folder of a path, '' for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Path of a file in a folder. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** A target written in a file, as a repository path; null when it leads outside or is absolute. */
export function joinPath(from: string, target: string): string | null {
  return resolveIn(folderOf(from), target)
}

/** A path relative to a folder, as a repository path; null when it leads outside or is absolute. */
export function resolveIn(folder: string, target: string): string | null {
  if (target.startsWith('/') || target.startsWith('~')) return null
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}
