import type { FilesFact } from '../facts'
import { folderOf, resolveIn } from '../paths'

/** Where the commands of one block run, as far as `cd` tells. */
export interface Place {
  /** Null when it can't be told; '' at the start and in the clone. */
  readonly folder: string | null
  /** The repository's own folder was entered before. */
  readonly cloned: boolean
  /** Name of the folder that a clone makes. */
  readonly clone: string | null
}

export const START: Place = { folder: '', cloned: false, clone: null }

export interface PlaceReader {
  readonly follow: (place: Place, command: string) => Place
  /** The command enters a folder below one that is known, which holds no such folder. */
  readonly leadsNowhere: (place: Place, command: string) => boolean
}

/** Follows `git clone` and `cd` through the commands of a block. */
export function placeReader(readme: string, files: FilesFact): PlaceReader {
  const folders = new Set(files.all.flatMap(({ path }) => foldersOf(path)))
  return { follow, leadsNowhere }

  function follow(place: Place, command: string): Place {
    const [, address = '', folder] = /^git clone (?:-\S+ )*(\S+)(?:\s+([\w.-]+))?$/.exec(command.trimEnd()) ?? []
    const named = /(?<![\w.-])([\w.-]+?)(?:\.git)?\/?$/.exec(address)?.[1]
    if (named !== undefined) return { ...place, clone: folder ?? named }
    const target = /^(?:cd|pushd) +(?:"([^"]{1,300})"|'([^']{1,300})'|(\S{1,300}))/.exec(command)
    if (!target) return place
    return enter(place, (target[1] ?? target[2] ?? target[3] ?? '').replace(/\/$/, ''))
  }

  function leadsNowhere(place: Place, command: string): boolean {
    const target = /^cd +((?:\.\/)?\w[\w.-]*\/[\w./-]+)\s*$/.exec(command)?.[1]
    if (!target || place.folder === null || /your|path|my[-_]|folder|directory|project|clone/i.test(target))
      return false
    const bare = target.replace(/^\.\//, '').replace(/\/$/, '')
    const inClone = bare.replace(/^[^/]+\//, '')
    const ends = (path: string) => folders.has(path) || [...folders].some((folder) => folder.endsWith(`/${path}`))
    return !files.ignoredByGit(bare) && !ends(bare) && !folders.has(inClone)
  }

  function enter(place: Place, target: string): Place {
    if (place.folder === null || /^[/~$<]|[{}()<>*]/.test(target)) return { ...place, folder: null }
    if (place.folder === '' && !place.cloned && target === place.clone) return { ...place, cloned: true }
    const bases = place.folder === '' ? [folderOf(readme), ''] : [place.folder]
    const found = bases
      .map((base) => resolveIn(base, target))
      .find((folder) => folder === '' || folders.has(folder ?? ''))
    if (found !== undefined && found !== null) return { ...place, folder: found }
    // A folder that is not here is the clone itself, under whatever name.
    return place.folder === '' && !target.includes('/') ? { ...place, cloned: true } : { ...place, folder: null }
  }
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'))
}
