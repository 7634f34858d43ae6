import { copySources } from '../../dockerfiles/install-order'
import { resolveSource } from '../../dockerfiles/sources'
import { inheritedInstructions } from '../../dockerfiles/stages'
import type { DockerfileEntry, DockerStage, Facts } from '../../facts'
import type { Launcher } from '../expand'
import type { Origin } from '../origin'
import { isDevelopmentName } from '../shell-arms'

const MAX_SOURCES = 300

/** Images whose own start command runs the application that is put into them. */
const STARTING_IMAGES: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /(?:^|\/)uvicorn-gunicorn(?:-fastapi|-starlette)?$/,
    ['gunicorn', '-k', 'uvicorn.workers.UvicornWorker', 'main:app'],
  ],
  [/(?:^|\/)meinheld-gunicorn(?:-flask|-django)?$/, ['gunicorn', 'main:app']],
  [/(?:^|\/)uwsgi-nginx(?:-flask)?$/, ['uwsgi', '--module', 'main:app']],
  [/^public\.ecr\.aws\/lambda\/python$|(?:^|\/)lambda\/python$/, ['python', '-m', 'awslambdaric']],
  [/^mcr\.microsoft\.com\/azure-functions\/python$/, ['functions-framework']],
  [/(?:^|\/)s2i-python|ubi\d*\/python-/, ['gunicorn', 'wsgi']],
]

/** What the Dockerfiles that ship start, by the shell or their entry point script. */
export function addDockerCommands(
  { dockerfiles, files }: Pick<Facts, 'dockerfiles' | 'files'>,
  launcher: Launcher,
): void {
  for (const entry of dockerfiles.files) {
    if (entry.purpose === 'other' || entry.purpose === 'ci' || !entry.final) continue
    const origin = dockerOrigin(entry, entry.final, files)
    const { command, entrypoint, image } = entry.final
    if (!command && !entrypoint) {
      const words = STARTING_IMAGES.find(([pattern]) => pattern.test(image ?? ''))?.[1]
      if (words) launcher.add(words, { ...origin, line: entry.final.line })
      continue
    }
    addImageCommand(entrypoint, command, origin, launcher, image)
  }
}

function addImageCommand(
  entrypoint: DockerStage['entrypoint'],
  command: DockerStage['command'],
  origin: Origin,
  launcher: Launcher,
  image: string | null,
): void {
  const words = command?.words ?? []
  if (!entrypoint) {
    if (/(?:^|\/)lambda\/python$/.test(image ?? '')) launcher.add(['python', '-m', 'awslambdaric', ...words], origin)
    else launcher.add(words, origin)
    return
  }
  // The shell form of an entry point ignores CMD.
  const all = entrypoint.exec ? [...entrypoint.words, ...words] : entrypoint.words
  const before = launcher.commands.length
  launcher.add(all, { ...origin, line: entrypoint.line, arguments: words })
  if (launcher.commands.length === before && entrypoint.exec && words.length > 0) launcher.add(words, origin)
}

function dockerOrigin(entry: DockerfileEntry, final: DockerStage, files: Facts['files']): Origin {
  return {
    source: 'dockerfile',
    path: entry.path,
    line: (final.command ?? final.entrypoint)?.line ?? final.line,
    development: entry.purpose === 'development',
    name: nameOf(entry.path),
    env: final.environment,
    copied: copiedFiles(entry, final, files),
  }
}

function nameOf(path: string): string {
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/^(?:dockerfile|containerfile)[._-]?|[._-]?(?:dockerfile|containerfile)$/gi, '')
  return isDevelopmentName(name) ? '' : name
}

/** Where COPY puts single files: image path and bare name to the file in the repository. */
function copiedFiles(entry: DockerfileEntry, final: DockerStage, files: Facts['files']): ReadonlyMap<string, string> {
  const copied = new Map<string, string>()
  let left = MAX_SOURCES
  for (const { keyword, flags, arguments: text } of inheritedInstructions(entry.stages, final)) {
    if ((keyword !== 'COPY' && keyword !== 'ADD') || flags.some((flag) => flag.startsWith('--from'))) continue
    const target = text.trim().split(/\s+/).at(-1)?.replace(/["\]]/g, '') ?? ''
    for (const source of copySources(text).slice(0, 50)) {
      const path = left-- > 0 ? resolveSource(source, entry.path, files) : null
      if (path === null) continue
      const name = path.slice(path.lastIndexOf('/') + 1)
      const place = target.endsWith('/') || target === '.' ? `${target === '.' ? './' : target}${name}` : target
      copied.set(place, path).set(place.slice(place.lastIndexOf('/') + 1), path)
    }
  }
  return copied
}
