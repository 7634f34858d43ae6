import type { ListedEntry } from '../git/object-formats'
import { readHead } from '../git/object-store'
import { listTree } from '../git/objects'
import { findSubmodule } from '../git/submodules'
import type { Host, Repository } from '../host'
import { isGenerated, languageOf } from '../rest/languages'
import { nodeId } from '../rest/node-id'
import { blobNode } from './blob-node'
import { objectFields } from './object-fields'

/** Where in a commit something lies; an object that was asked for by its id alone knows neither. */
export interface Place {
  /** The tree of the whole commit. */
  root?: string
  /** Below it, empty for the tree itself. */
  path: string
}

export function treeNode(host: Host, repository: Repository, oid: string, place: Place): object {
  return {
    ...objectFields(host, repository, 'Tree', oid),
    entries: async () => {
      const entries = (await listTree(repository.directory, oid)) ?? []
      const below = (name: string) => ({ ...place, path: place.path ? `${place.path}/${name}` : name })
      return entries.map((entry) => treeEntryNode(host, repository, entry, below(entry.name)))
    },
  }
}

export function treeEntryNode(host: Host, repository: Repository, entry: ListedEntry, place: Place): object {
  const { name, mode, type, sha, rawName = Buffer.from(name) } = entry
  const { directory } = repository
  const dot = name.lastIndexOf('.')
  const language = languageOf(name)
  const folder = place.path.slice(0, place.path.length - name.length)
  return {
    name,
    nameRaw: rawName.toString('base64'),
    path: place.path,
    pathRaw: Buffer.concat([Buffer.from(folder), rawName]).toString('base64'),
    mode: Number.parseInt(mode, 8),
    oid: sha,
    type,
    size: async () => (type === 'blob' ? ((await readHead(directory, sha))?.size ?? 0) : 0),
    extension: dot === -1 ? '' : name.slice(dot),
    isGenerated: isGenerated(place.path),
    language: language ? { id: nodeId('Language', language), name: language, color: null } : null,
    submodule: async () =>
      type === 'commit' && place.root ? findSubmodule(directory, place.root, place.path, sha) : null,
    object: () => entryObject(host, repository, entry, place),
  }
}

/** The tree or blob that an entry stands for; null for a submodule, whose commit lies elsewhere. */
export function entryObject(
  host: Host,
  repository: Repository,
  { type, sha }: Pick<ListedEntry, 'type' | 'sha'>,
  place: Place,
): object | null {
  if (type === 'commit') return null
  return type === 'tree' ? treeNode(host, repository, sha, place) : blobNode(host, repository, sha)
}
