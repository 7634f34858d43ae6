import { madeOf } from './dockerfiles/belonging'
import { pickFinalStage } from './dockerfiles/final-stage'
import { readInstallOrder } from './dockerfiles/install-order'
import { parseDockerfile } from './dockerfiles/parse'
import { classifyPurpose } from './dockerfiles/purpose'
import { holdsCode, isLockSource } from './dockerfiles/sources'
import { readStages } from './dockerfiles/stages'
import { type ComposeBuilds, readComposeBuilds } from './dockerfiles/targets'
import type { FactInput } from './fact-input'
import type { DockerfileEntry, DockerfilesFact, FileEntry, FilesFact } from './facts'

const NAME = /(?:^|\/)(?:dockerfile|containerfile)(?:[._-][\w.-]+)?$|\.(?:dockerfile|containerfile)$/i
const NOT_NAME = /\.(?:dockerignore|j2|jinja2?|tmpl|template|tpl|erb|md|rst|txt|py|sh|ya?ml|json|in)$/i
const MAX_FILES = 200
const MAX_SOURCES = 300

export function readDockerfiles({ facts, project, repository }: FactInput): DockerfilesFact {
  const { files } = facts
  const builds = readComposeBuilds(files)
  const entries = files.all
    .filter(({ path, role }) => NAME.test(path) && !NOT_NAME.test(path) && role !== 'vendored' && role !== 'excluded')
    .slice(0, MAX_FILES)
    .map((file) => readEntry(file, files, builds))
    .filter(repository ? madeOf(project.path, repository) : () => true)
  return { files: entries, application: entries.filter(({ purpose }) => purpose === 'application') }
}

function readEntry({ path, role }: FileEntry, files: FilesFact, builds: ComposeBuilds): DockerfileEntry {
  const dockerignore = findDockerignore(path, files)
  const composed = builds.dockerfiles.get(path) ?? null
  const text = files.text(path)
  if (text === null) {
    return {
      path,
      stages: [],
      final: null,
      purpose: 'other',
      error: 'It could not be read.',
      composed,
      dockerignore,
      dependenciesBeforeCode: null,
    }
  }
  const { instructions, error } = parseDockerfile(text)
  const stages = readStages(instructions)
  const final = pickFinalStage(stages, builds.targets)
  return {
    path,
    stages,
    final,
    purpose: classifyPurpose(path, role, stages, final),
    ...(error === undefined ? {} : { error }),
    composed,
    dockerignore,
    dependenciesBeforeCode: readInstallOrder(stages, {
      isLock: remembered((source) => isLockSource(source, path, files), null),
      holdsCode: remembered((source) => holdsCode(source, path, files), false),
    }),
  }
}

/** Asks once for each source, and for so many at most: a hostile file may name thousands. */
function remembered<Answer>(ask: (source: string) => Answer, otherwise: Answer): (source: string) => Answer {
  const known = new Map<string, Answer>()
  return (source) => {
    if (!known.has(source)) known.set(source, known.size < MAX_SOURCES ? ask(source) : otherwise)
    return known.get(source) ?? otherwise
  }
}

/** Beside the Dockerfile under its own name, in its folder, in the root of the build. */
function findDockerignore(path: string, files: FilesFact): string | null {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : ''
  const top = folder.split('/')[0] ?? ''
  const places = [
    `${path}.dockerignore`,
    `${folder}.dockerignore`,
    '.dockerignore',
    ...(top ? [`${top}/.dockerignore`] : []),
  ]
  return places.find((place) => files.has(place)) ?? null
}
