import { entriesAt, textAt } from '../document'
import type { FilesFact } from '../facts'
import { parseYaml } from '../yaml'

export const COMPOSE = /(?:^|\/)(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml$/i
export const COMPOSE_DEVELOPMENT =
  /(?:^|[._/-])(?:override|dev|devel|development|local|test|tests|testing|ci|debug|e2e)(?=[._/-])/i
const MAX_FILES = 50

/** `target:` of builds in compose files that are not for development. */
export function listAllTargets(files: FilesFact): readonly string[] {
  return files.all
    .filter(({ path }) => COMPOSE.test(path) && !COMPOSE_DEVELOPMENT.test(path))
    .slice(0, MAX_FILES)
    .flatMap(({ path }) => entriesAt(parseYaml(files.text(path) ?? '').value, 'services'))
    .flatMap(([, service]) => textAt(service, 'build', 'target') ?? [])
}
