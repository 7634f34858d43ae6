import { type Data, entriesAt, listAt, textAt, textsAt, valueAt } from '../document'
import type { DockerfileEntry, FilesFact } from '../facts'
import { folderOf, resolveIn } from '../paths'
import { parseYaml } from '../yaml'

export const COMPOSE = /(?:^|\/)(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml$/i
export const COMPOSE_DEVELOPMENT =
  /(?:^|[._/-])(?:override|dev|devel|development|local|test|tests|testing|ci|debug|e2e)(?=[._/-])/i
const TESTS = /(?:^|[\s/])(?:py\.?test|tox|nox|nose2?|unittest|runtests\.py)(?=\s|$)|\btest\b/
const MAX_FILES = 50

/** Where a compose file builds an image, and with what command. */
export type ComposeBuild = NonNullable<DockerfileEntry['composed']>

export interface ComposeBuilds {
  /** Stages that are built. */
  readonly targets: readonly string[]
  readonly dockerfiles: ReadonlyMap<string, ComposeBuild>
}

/** What compose files build that are not for development. */
export function readComposeBuilds(files: FilesFact): ComposeBuilds {
  const targets: string[] = []
  const dockerfiles = new Map<string, ComposeBuild>()
  const composes = files.all.filter(({ path }) => COMPOSE.test(path) && !COMPOSE_DEVELOPMENT.test(path))
  for (const { path } of composes.slice(0, MAX_FILES)) {
    const document = parseYaml(files.text(path) ?? '')
    for (const [name, service] of entriesAt(document.value, 'services')) {
      targets.push(...textsAt(valueAt(service, 'build'), 'target'))
      const built = builtFile(path, service)
      if (built === null || dockerfiles.get(built)?.command) continue
      const given = textsAt(service, 'command').join(' ')
      const command = mountsCode(service) || TESTS.test(given) ? '' : given
      const line = document.lineOf(['services', name, command === '' ? 'build' : 'command']) ?? 1
      dockerfiles.set(built, { path, line, command: command === '' ? null : command })
    }
  }
  return { targets, dockerfiles }
}

/** `build: ./api`, or a context with a `dockerfile:` in it. */
function builtFile(path: string, service: Data): string | null {
  const context = textAt(service, 'build') ?? textAt(service, 'build', 'context')
  const named = textAt(service, 'build', 'dockerfile')
  if (context === undefined && named === undefined) return null
  const folder = resolveIn(folderOf(path), context ?? '.')
  return folder === null ? null : resolveIn(folder, named ?? 'Dockerfile')
}

/** The code is mounted over the image: made for a developer's machine. */
export function mountsCode(service: Data): boolean {
  return listAt(service, 'volumes').some((volume) => {
    const source = typeof volume === 'string' ? (volume.split(':')[0] ?? '') : (textAt(volume, 'source') ?? '')
    const target = typeof volume === 'string' ? (volume.split(':')[1] ?? '') : (textAt(volume, 'target') ?? '')
    if (/^\.\/?$/.test(source)) return true
    return /^\.\/(?:src|app|backend|api|server|code|web)\/?$/.test(source) && target.startsWith('/')
  })
}
