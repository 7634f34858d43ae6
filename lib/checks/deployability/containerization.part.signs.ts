import type { DockerfileEntry, DockerStage, Evidence, LaunchCommand, LaunchFact } from '@/lib/facts/facts'

export interface ImageSigns {
  /** What stands in the way of "builds and starts it from a tagged base", as the end of a sentence. */
  readonly flaws: readonly string[]
  readonly needed: readonly Evidence[]
  /** At least two of these are asked for. */
  readonly good: readonly Evidence[]
  readonly lacking: readonly Evidence[]
  readonly missing: readonly Evidence[]
}

/** The image that a repository is judged by: the one that starts something, that compose builds and that shows most. */
export function bestImage(images: readonly DockerfileEntry[], launch: LaunchFact): DockerfileEntry | null {
  const known = (path: string) =>
    launch.commands.some(({ source, evidence }) => source === 'dockerfile' && evidence.path === path)
  const rank = (entry: DockerfileEntry) =>
    (entry.error === undefined ? 4 : 0) +
    (known(entry.path) || startsSomething(entry.final) ? 8 : 0) +
    (known(entry.path) ? 2 : 0) +
    (entry.composed ? 4 : 0) +
    (/(?:^|[._-])prod(?:uction)?(?:$|[._-])/i.test(entry.path) ? 4 : 0) +
    (/^(?:Dockerfile|Containerfile)$/.test(entry.path) ? 3 : 0)
  return [...images].sort((a, b) => rank(b) - rank(a))[0] ?? null
}

/** Bases whose own entry point starts what is copied or installed into them. */
const STARTS_ITSELF =
  /(?:^|\/)(?:airflow|astro-runtime|ap-airflow|uvicorn-gunicorn(?:-fastapi|-starlette)?|meinheld-gunicorn(?:-flask|-falcon)?|uwsgi-nginx(?:-flask)?|superset|odoo|rasa|locust|jupyter(?:hub|lab)?|[\w-]+-notebook|mlflow|prefect|pgadmin4|azure-functions\/python|unit)$|(?:^|\/)(?:airflow|jupyter|azure-functions)\//

/** It starts something itself, or the start command that goes with it is known. */
export function isStarted({ path, final, composed }: DockerfileEntry, launch: LaunchFact): boolean {
  return (
    startsSomething(final) ||
    commandOf(composed) !== null ||
    ownService(launch) !== undefined ||
    launch.commands.some(
      ({ source, development, evidence }) =>
        (source === 'dockerfile' && evidence.path === path) ||
        (!development && (source === 'compose' || source === 'kubernetes' || source === 'platform')),
    )
  )
}

/** A service of s6, which the init of bases with s6-overlay starts where the image names no command of its own. */
function ownService({ commands }: LaunchFact): LaunchCommand | undefined {
  return commands.find(
    ({ source, development, evidence }) =>
      !development && source === 'supervisor' && /(?:^|\/)(?:services|s6-rc)\.d\/[^/]+\/run$/.test(evidence.path),
  )
}

function startsSomething(stage: DockerStage | null): boolean {
  return stage !== null && (startOf(stage) !== null || startsItself(stage))
}

/** A shell without a script, or a pause for good: a box that somebody enters. */
const IDLE =
  /^(?:(?:exec )?(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|a)?sh(?: -[a-bd-z]{1,4}| --login)?|sleep infinity|tail -f \/dev\/null)$/

function commandOf(composed: DockerfileEntry['composed']): string | null {
  return composed?.command && !IDLE.test(composed.command) ? composed.command : null
}

function startOf({ entrypoint, command }: DockerStage): DockerStage['command'] {
  const start = entrypoint ?? command
  const words =
    start === entrypoint && entrypoint?.exec ? [...entrypoint.words, ...(command?.words ?? [])] : start?.words
  return IDLE.test((words ?? []).join(' ')) ? null : start
}

function startsItself({ image }: DockerStage): boolean {
  return STARTS_ITSELF.test(image ?? '')
}

export function imageSigns(entry: DockerfileEntry, launch: LaunchFact): ImageSigns {
  const { path, final, composed } = entry
  if (!final) return { flaws: ['has no stage that could be built'], needed: [], good: [], lacking: [], missing: [] }
  const flaws: string[] = []
  const needed: Evidence[] = [baseEvidence(path, final)]
  if (!isTagged(final))
    flaws.push(
      final.image === null
        ? 'builds on an image that can not be told from the file'
        : 'builds on a base without a fixed tag',
    )
  const start = startOf(final)
  const service = ownService(launch)
  if (!start && startsItself(final))
    needed.push({ path, line: final.line, note: 'Its base image brings the command that starts it.' })
  else if (start) needed.push({ path, line: start.line, note: `Starts \`${start.words.join(' ').slice(0, 100)}\`.` })
  else if (composed && commandOf(composed) !== null)
    needed.push({ path: composed.path, line: composed.line, note: `Starts \`${commandOf(composed)?.slice(0, 100)}\`.` })
  else if (service) needed.push({ ...service.evidence, note: 'The init of its base image starts this service.' })
  else if (
    launch.commands.some(
      ({ source, development }) =>
        !development && (source === 'compose' || source === 'kubernetes' || source === 'platform'),
    )
  ) {
    needed.push({ path, line: final.line, note: 'Its start command is given where it is deployed.' })
  } else if (!launch.commands.some(({ source, evidence }) => source === 'dockerfile' && evidence.path === path))
    flaws.push('starts nothing')
  const good: Evidence[] = []
  const lacking: Evidence[] = []
  const sign = (evidence: Evidence | null, otherwise: string, line?: number) => {
    if (evidence) good.push(evidence)
    else lacking.push({ path, ...(line === undefined ? {} : { line }), note: otherwise })
  }
  sign(userEvidence(entry, final, launch), 'It runs as root.', final.user?.line)
  sign(
    entry.dockerignore === null ? null : { path: entry.dockerignore, note: 'Keeps files out of the build.' },
    'There is no .dockerignore.',
  )
  sign(slimEvidence(entry, final), 'One stage on a full base image.', final.line)
  sign(orderEvidence(entry), orderLack(entry), entry.dependenciesBeforeCode?.line)
  sign(
    final.healthcheck ? { path, line: final.healthcheck.line, note: 'HEALTHCHECK.' } : null,
    'There is no HEALTHCHECK.',
  )
  return { flaws, needed, good, lacking, missing: launch.missing.filter((each) => each.path === path) }
}

function baseEvidence(path: string, { image, tag, digest, line }: DockerStage): Evidence {
  const name = image ?? 'an image given at build time'
  return { path, line, note: `Builds on ${name}${tag ? `:${tag}` : ''}${digest ? ' by digest' : ''}.` }
}

function isTagged({ image, tag, digest }: DockerStage): boolean {
  if (image === 'scratch' || digest) return true
  return image !== null && tag !== null && tag !== 'latest' && tag !== ''
}

function userEvidence(
  { path }: DockerfileEntry,
  { user, image, tag }: DockerStage,
  launch: LaunchFact,
): Evidence | null {
  if (user && !isRoot(user.name)) return { path, line: user.line, note: `Runs as ${user.name}.` }
  if (user) return null
  if (
    /nonroot|rootless/.test(`${image}:${tag}`) ||
    /^(?:.*\/)?(?:airflow|jupyter\/|s2i-python|bitnami\/)/.test(image ?? '')
  ) {
    return { path, note: 'Its base image runs as an ordinary user.' }
  }
  const drop = launch.commands.find(
    ({ words, source }) =>
      source === 'dockerfile' &&
      words.some((word) => /(?:^|\/)(?:gosu|su-exec|s6-setuidgid|setpriv|chpst)$/.test(word)),
  )
  return drop ? { ...drop.evidence, note: 'Drops its rights when it starts.' } : null
}

function isRoot(name: string): boolean {
  return /^(?:root|0)(?::|$)/.test(name)
}

function slimEvidence({ path, stages }: DockerfileEntry, { image, tag, line }: DockerStage): Evidence | null {
  if (/slim|alpine|distroless|chainguard|wolfi|minimal|micro|-slim/.test(`${image}:${tag}`) || image === 'scratch')
    return { path, line, note: `A small base: ${image}${tag ? `:${tag}` : ''}.` }
  const copied = stages
    .flatMap(({ instructions }) => instructions)
    .find(({ keyword, flags }) => keyword === 'COPY' && flags.some((flag) => /^--from=(?!.*[/:])/.test(flag)))
  return copied && stages.length > 1 ? { path, line: copied.line, note: `Built in ${stages.length} stages.` } : null
}

function orderEvidence({ path, dependenciesBeforeCode }: DockerfileEntry): Evidence | null {
  if (!dependenciesBeforeCode?.ok || !dependenciesBeforeCode.locked) return null
  return { path, line: dependenciesBeforeCode.line, note: 'Installs locked dependencies before the code is copied.' }
}

function orderLack({ dependenciesBeforeCode }: DockerfileEntry): string {
  if (!dependenciesBeforeCode) return 'No installation of dependencies from a lock is seen.'
  return dependenciesBeforeCode.ok
    ? 'Dependencies are installed before the code, but not from a lock.'
    : 'The code is copied before dependencies are installed.'
}
