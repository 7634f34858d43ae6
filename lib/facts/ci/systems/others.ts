import { type Data, type Document, entriesAt, isTable, listAt, textAt, textsAt, valueAt } from '../../document'
import type { CiSystem, Role } from '../../facts'
import { resolveIn } from '../../paths'
import { parseYamlDocuments } from '../../yaml'
import {
  type JobBuilder,
  PipelineBuilder,
  type PipelineReading,
  type SystemInput,
  textLine,
  textTable,
} from '../pipeline'

interface Source {
  readonly document: Document
  readonly lines: readonly string[]
}

type Read = (source: Source, builder: PipelineBuilder) => void

const SYSTEMS: readonly {
  readonly pattern: RegExp
  readonly system: CiSystem
  readonly name: string
  readonly read: Read
  readonly dead?: string
}[] = [
  { pattern: /^\.buildkite\/pipeline[\w.-]*\.ya?ml$/, system: 'buildkite', name: 'Buildkite', read: readBuildkite },
  { pattern: /^\.drone\.ya?ml$/, system: 'drone', name: 'Drone', read: readDrone },
  {
    pattern: /^\.woodpecker(?:\.ya?ml$|\/[\w./-]+\.ya?ml$)/,
    system: 'woodpecker',
    name: 'Woodpecker',
    read: readDrone,
  },
  { pattern: /^bitbucket-pipelines\.ya?ml$/, system: 'bitbucket', name: 'Bitbucket Pipelines', read: readBitbucket },
  {
    pattern: /^\.?appveyor\.ya?ml$/,
    system: 'other',
    name: 'AppVeyor',
    read: (source, builder) => readKeys(source, builder, ['install', 'build_script', 'test_script', 'deploy_script']),
  },
  { pattern: /^\.cirrus\.ya?ml$/, system: 'other', name: 'Cirrus CI', read: readCirrus },
  { pattern: /^\.semaphore\/[\w-]+\.ya?ml$/, system: 'other', name: 'Semaphore', read: readSemaphore },
  {
    pattern: /(?:^|\/)cloudbuild(?:[\w.-]*|\/[\w.-]+)\.ya?ml$/,
    system: 'other',
    name: 'Google Cloud Build',
    read: readCloudBuild,
  },
  { pattern: /^buildspec[\w.-]*\.ya?ml$/, system: 'other', name: 'AWS CodeBuild', read: readBuildspec },
  {
    pattern: /^(?:ci|\.ci|concourse)\/(?:tasks\/[\w.-]+|(?=([\w./-]*pipeline))\1[\w.-]*)\.ya?ml$/,
    system: 'other',
    name: 'Concourse',
    read: readConcourse,
  },
  {
    pattern: /^\.builds?\/[\w-]+\.ya?ml$|^\.build\.ya?ml$/,
    system: 'other',
    name: 'builds.sr.ht',
    read: readSourcehut,
  },
  {
    pattern: /^circle\.ya?ml$/,
    system: 'circleci',
    name: 'CircleCI 1.0',
    read: () => {},
    dead: 'CircleCI 1.0 ended in 2018.',
  },
  {
    pattern: /^shippable\.ya?ml$/,
    system: 'other',
    name: 'Shippable',
    read: () => {},
    dead: 'Shippable ended in 2021.',
  },
  { pattern: /^wercker\.ya?ml$/, system: 'other', name: 'Wercker', read: () => {}, dead: 'Wercker ended in 2022.' },
]

/** What files of these roles say in a folder, they say of something else. */
const NOT_ITS_OWN: ReadonlySet<Role> = new Set<Role>(['vendored', 'docs', 'test', 'template', 'excluded'])

export function readOtherSystems({ files, expander, cut }: SystemInput): readonly PipelineReading[] {
  const readings: PipelineReading[] = []
  for (const { path, role } of files.all) {
    const found = SYSTEMS.find(({ pattern }) => pattern.test(path))
    if (!found || (path.includes('/') && NOT_ITS_OWN.has(role))) continue
    const text = files.text(path)
    if (text === null || readings.length > 60) {
      cut.add(path)
      continue
    }
    const builder = new PipelineBuilder(found.system, path, found.name, expander)
    if (found.dead) builder.markDead(found.dead)
    builder.trigger('push', 1)
    const documents = parseYamlDocuments(text)
    if (documents.some(({ error }) => error?.isBound)) builder.cut()
    else if (documents.every(({ error, value }) => error && !isTable(value))) builder.markDead('It can not be parsed.')
    for (const document of documents) found.read({ document, lines: text.split('\n') }, builder)
    readings.push(builder.finish())
  }
  return readings
}

/** Runs a string or a list of strings at a path, each with its line. */
function runAt(
  { document, lines }: Source,
  at: readonly (string | number)[],
  job: JobBuilder,
  options: { canFail?: boolean; name?: string | null } = {},
): void {
  const value = valueAt(document.value, ...at)
  if (typeof value === 'string') job.script(value, { line: textLine(lines, document, at), ...options })
  for (const [index, item] of (Array.isArray(value) ? value : []).entries()) {
    if (typeof item === 'string') job.script(item, { line: textLine(lines, document, [...at, index]), ...options })
  }
}

function readKeys(source: Source, builder: PipelineBuilder, keys: readonly string[]): void {
  const job = builder.job('build')
  for (const key of keys) {
    runAt(source, [key], job, { name: key })
    for (const [index, item] of listAt(source.document.value, key).entries()) {
      for (const shell of ['cmd', 'sh', 'ps', 'pwsh'])
        if (textAt(item, shell) !== undefined) runAt(source, [key, index, shell], job, { name: key })
    }
  }
}

function readBuildkite(source: Source, builder: PipelineBuilder): void {
  const read = (at: readonly (string | number)[], depth: number) => {
    for (const [index, step] of builder.first(listAt(source.document.value, ...at), 200).entries()) {
      const place = [...at, index]
      const job = builder.job(textAt(step, 'label') ?? textAt(step, 'key') ?? 'step', {
        canFail: valueAt(step, 'soft_fail') !== true,
        env: textTable(valueAt(step, 'env')),
      })
      for (const key of ['command', 'commands']) runAt(source, [...place, key], job)
      if (depth < 3) read([...place, 'steps'], depth + 1)
    }
  }
  read(['steps'], 0)
}

function readDrone(source: Source, builder: PipelineBuilder): void {
  const { value } = source.document
  const events = [...textsAt(value, 'trigger', 'event'), ...textsAt(value, 'when', 'event')]
  const onChange = events.length === 0 || events.some((event) => event === 'push' || event === 'pull_request')
  for (const key of ['steps', 'pipeline']) {
    const steps = valueAt(value, key)
    const names: readonly (string | number)[] = Array.isArray(steps)
      ? steps.map((_, index) => index)
      : entriesAt(steps).map(([name]) => name)
    for (const name of names) {
      const step = valueAt(value, key, name)
      const job = builder.job(textAt(step, 'name') ?? String(name), {
        canFail: textAt(step, 'failure') !== 'ignore',
        onChange,
        env: textTable(valueAt(step, 'environment')),
      })
      runAt(source, [key, name, 'commands'], job)
    }
  }
}

function readBitbucket(source: Source, builder: PipelineBuilder): void {
  builder.trigger('pull_request', source.document.lineOf(['pipelines', 'pull-requests']) ?? 1)
  const read = (at: readonly (string | number)[], onChange: boolean, depth: number) => {
    const value = valueAt(source.document.value, ...at)
    const items: readonly (readonly [string | number, Data])[] = Array.isArray(value)
      ? value.map((item, index) => [index, item] as const)
      : entriesAt(value)
    for (const [key, item] of builder.first(items, 200)) {
      const place = [...at, key]
      if (key === 'script') {
        const job = builder.job(textAt(value, 'name') ?? 'step', { onChange })
        runAt(source, place, job)
      } else if (depth < 8 && (isTable(item) || Array.isArray(item)))
        read(place, onChange && key !== 'tags' && key !== 'custom', depth + 1)
    }
  }
  read(['pipelines'], true, 0)
}

function readCirrus(source: Source, builder: PipelineBuilder): void {
  for (const [name, task] of entriesAt(source.document.value)) {
    if (!/(?:^|_)task$/.test(name)) continue
    const job = builder.job(textAt(task, 'name') ?? name, {
      canFail: valueAt(task, 'allow_failures') !== true,
      env: textTable(valueAt(task, 'env')),
    })
    for (const [key] of entriesAt(task)) if (/script$/.test(key)) runAt(source, [name, key], job, { name: key })
  }
}

function readSemaphore(source: Source, builder: PipelineBuilder): void {
  for (const [at, block] of listAt(source.document.value, 'blocks').entries()) {
    for (const [index, entry] of listAt(block, 'task', 'jobs').entries()) {
      runAt(source, ['blocks', at, 'task', 'jobs', index, 'commands'], builder.job(textAt(entry, 'name') ?? 'job'))
    }
  }
}

function readCloudBuild(source: Source, builder: PipelineBuilder): void {
  for (const [index, step] of listAt(source.document.value, 'steps').entries()) {
    const job = builder.job(textAt(step, 'id') ?? `step ${index + 1}`, {
      canFail: valueAt(step, 'allowFailure') !== true,
      directory: resolveIn('', textAt(step, 'dir') ?? ''),
    })
    const line = source.document.lineOf(['steps', index]) ?? 1
    runAt(source, ['steps', index, 'script'], job)
    const image =
      (textAt(step, 'name') ?? '')
        .split('/')
        .at(-1)
        ?.replace(/[:@].*/s, '') ?? ''
    const program =
      textAt(step, 'entrypoint') ??
      (['docker', 'gcloud', 'kubectl', 'git', 'npm'].includes(image) ? image : image === 'cloud-sdk' ? 'gcloud' : '')
    const words = textsAt(step, 'args')
    if (words.length > 0)
      job.script(
        [program, ...words]
          .filter(Boolean)
          .map((word) => `'${word.replaceAll("'", '')}'`)
          .join(' '),
        { line },
      )
  }
}

function readBuildspec(source: Source, builder: PipelineBuilder): void {
  for (const [phase] of entriesAt(source.document.value, 'phases')) {
    runAt(source, ['phases', phase, 'commands'], builder.job(phase))
  }
}

function readConcourse(source: Source, builder: PipelineBuilder): void {
  const read = (at: readonly (string | number)[], name: string, depth: number) => {
    const value = valueAt(source.document.value, ...at)
    const run = valueAt(value, 'run')
    if (isTable(run) && textAt(run, 'path') !== undefined) {
      const words = [textAt(run, 'path') ?? '', ...textsAt(run, 'args')]
      const text = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
      builder.job(name).script(text, { line: source.document.lineOf([...at, 'run']) ?? 1, directory: null })
    }
    if (depth > 10) return
    const items: readonly (readonly [string | number, Data])[] = Array.isArray(value)
      ? value.map((item, index) => [index, item] as const)
      : entriesAt(value)
    for (const [key, item] of builder.first(items, 200))
      if (typeof item === 'object' && item !== null)
        read([...at, key], textAt(item, 'task') ?? textAt(item, 'name') ?? name, depth + 1)
  }
  if (valueAt(source.document.value, 'jobs') !== undefined || valueAt(source.document.value, 'run') !== undefined)
    read([], 'task', 0)
}

function readSourcehut(source: Source, builder: PipelineBuilder): void {
  for (const [index, task] of listAt(source.document.value, 'tasks').entries()) {
    for (const [name] of entriesAt(task)) runAt(source, ['tasks', index, name], builder.job(name))
  }
}
