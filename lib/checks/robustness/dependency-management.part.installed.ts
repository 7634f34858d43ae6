import { followRequirements } from '@/lib/facts/dependencies/requirements'
import { copySources } from '@/lib/facts/dockerfiles/install-order'
import { resolveSource } from '@/lib/facts/dockerfiles/sources'
import type { CiFact, DockerfileEntry, Facts, FilesFact } from '@/lib/facts/facts'
import { baseName, folderOf, joinPath, resolveIn } from '@/lib/facts/paths'
import { splitCommands } from '@/lib/facts/shell'

const PROJECT_FILES = ['pyproject.toml', 'setup.py', 'setup.cfg']

/** What a `pip install` is pointed at: requirements files, and folders of projects. */
interface Install {
  readonly files: readonly string[]
  readonly folders: readonly string[]
}

/**
 * Manifests that the image that ships is installed from, else those that the pipeline installs; empty when neither tells.
 * Where several manifests disagree, these count.
 */
export function installedManifests({
  dockerfiles,
  ci,
  files,
}: Pick<Facts, 'dockerfiles' | 'ci' | 'files'>): ReadonlySet<string> {
  const shipped = dockerfiles.application.flatMap((entry) => inImage(entry, files))
  const named = shipped.length > 0 ? shipped : inPipeline(ci, files)
  return new Set(
    named.flatMap((path) =>
      /\.(?:txt|in|pip)$/.test(path) ? followRequirements(files, path).map((each) => each.path) : [path],
    ),
  )
}

function inImage({ path, stages }: DockerfileEntry, files: FilesFact): string[] {
  const copied: string[] = []
  const found: string[] = []
  for (const { keyword, flags, arguments: text } of stages.flatMap(({ instructions }) => instructions)) {
    if ((keyword === 'COPY' || keyword === 'ADD') && !flags.some((flag) => flag.startsWith('--from')))
      copied.push(...copySources(text))
    if (keyword !== 'RUN') continue
    for (const { words } of splitCommands(text)) {
      const install = installOf(words)
      found.push(...(install?.files ?? []).flatMap((name) => copiedFile(baseName(name), copied, path, files) ?? []))
      if (install && install.folders.length > 0)
        found.push(...PROJECT_FILES.flatMap((name) => copiedFile(name, copied, path, files) ?? []))
    }
  }
  return found
}

/** The file in the repository that was copied under this name, by itself or with its folder. */
function copiedFile(name: string, copied: readonly string[], dockerfile: string, files: FilesFact): string | null {
  for (const source of copied) {
    const clean = source.replace(/(?<!\/)\/+$/, '')
    if (baseName(clean) === name) return resolveSource(clean, dockerfile, files)
    const folder = clean === '.' || clean === '' ? '' : `${clean}/`
    const besides = resolveIn(folderOf(dockerfile), `${folder}${name}`)
    const found = [besides, `${folder}${name}`].find((place) => place !== null && files.has(place))
    if (found) return found
  }
  return null
}

function inPipeline({ steps }: CiFact, files: FilesFact): string[] {
  return steps
    .filter(({ onChange }) => onChange)
    .flatMap(({ command, directory }) => {
      const { files: named = [], folders = [] } = installOf(command) ?? {}
      const places = [...named, ...folders.flatMap((folder) => PROJECT_FILES.map((name) => `${folder}/${name}`))]
      return places.flatMap((name) => {
        const place = joinPath(`${directory === '' ? '' : `${directory}/`}x`, name)
        return place !== null && files.has(place) ? [place] : []
      })
    })
}

/** `pip install -r requirements.txt`, `uv pip sync requirements.txt`, `pip install .`; null for other commands. */
function installOf(words: readonly string[]): Install | null {
  const at = words.findIndex(
    (word, index) => /^(?:install|sync)$/.test(word) && /^pip[\d.]*$/.test(baseName(words[index - 1] ?? '')),
  )
  if (at < 0) return null
  const rest = words.slice(at + 1)
  const named = rest.flatMap((word, index) => {
    if (/^(?:-r|--requirement)$/.test(word)) return rest[index + 1] ?? []
    return /^(?:-r|--requirement=)(.+)$/.exec(word)?.[1] ?? (words[at] === 'sync' && !word.startsWith('-') ? word : [])
  })
  const folders = rest.filter((word) => /^\.{1,2}(?:\/[\w./-]*)?(?:\[[^\]]*\])?$/.test(word))
  return { files: named, folders: folders.map((word) => word.replace(/\[.*/s, '')) }
}
