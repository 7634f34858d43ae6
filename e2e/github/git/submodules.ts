import { findEntry, readBlob } from './objects'

/** What `.gitmodules` of a whole tree says of the submodule at a path, in GraphQL's shape; null when it says nothing. */
export async function findSubmodule(directory: string, root: string, path: string, commit: string) {
  const file = await findEntry(directory, root, '.gitmodules')
  const text = file?.type === 'blob' ? (await readBlob(directory, file.sha))?.toString() : undefined
  for (const section of (text ?? '').split(/^(?=\[submodule )/m)) {
    const name = /^\[submodule "(.+)"\]/.exec(section)?.[1]
    const value = (key: string) => new RegExp(`^\\s*${key}\\s*=\\s*(.+?)\\s*$`, 'm').exec(section)?.[1]
    if (!name || value('path') !== path) continue
    const raw = (of: string) => Buffer.from(of).toString('base64')
    return {
      name,
      nameRaw: raw(name),
      path,
      pathRaw: raw(path),
      gitUrl: value('url') ?? '',
      branch: value('branch') ?? null,
      subprojectCommitOid: commit,
    }
  }
  return null
}
