import { copySources } from '../dockerfiles/install-order'
import type { DockerfilesFact, Evidence, FilesFact } from '../facts'

const BUILT =
  /(?:^|\/)(?:dist|build|target|out|wheels?|node_modules|static|staticfiles|public|bin|\.next|artifacts?|certs?|models?)(?:\/|$)|\.(?:whl|jar|zip|tar|gz|deb|pem|crt|key|exe|so|bin|onnx|pt|pkl|db|sqlite3?)$/i
const MAX_FOUND = 20

/** Sources of COPY in the images that ship which are nowhere in the repository. */
export function missingCopies({ application }: DockerfilesFact, files: FilesFact): Evidence[] {
  const folders = new Set(files.all.flatMap(({ path }) => foldersOf(path)))
  const found: Evidence[] = []
  for (const { path, stages } of application) {
    for (const { keyword, flags, arguments: text, line } of stages.flatMap(({ instructions }) => instructions)) {
      if (keyword !== 'COPY' || flags.some((flag) => flag.startsWith('--from')) || text.trim().startsWith('<<'))
        continue
      for (const source of copySources(text)) {
        const clean = source.replace(/\/$/, '')
        if (found.length >= MAX_FOUND || !isChecked(clean) || exists(clean, path, files, folders)) continue
        found.push({ path, line, note: `It copies ${clean}, which is not in the repository.` })
      }
    }
  }
  return found
}

function isChecked(source: string): boolean {
  return /^[\w@./-]+$/.test(source) && !/^\.*$/.test(source) && !BUILT.test(source)
}

/** From any folder: the context of the build is not always known. */
function exists(source: string, dockerfile: string, files: FilesFact, folders: ReadonlySet<string>): boolean {
  if (files.has(source) || folders.has(source)) return true
  // Git ignores a .env for a reason: a fresh checkout has none, and what is in it is no part of an image.
  if (source !== '.env' && files.ignoredByGit(source)) return true
  const parts = dockerfile.split('/').slice(0, -1)
  for (let depth = parts.length; depth > 0; depth--) {
    const place = [...parts.slice(0, depth), source].join('/')
    if (files.has(place) || folders.has(place)) return true
  }
  return (
    files.all.some(({ path }) => path.endsWith(`/${source}`)) ||
    [...folders].some((folder) => folder.endsWith(`/${source}`))
  )
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'))
}
