import { type Data, type Document, entriesAt, isTable, listAt, textAt, textsAt, valueAt } from '../../document'
import { resolveIn } from '../../paths'
import { parseYamlDocuments } from '../../yaml'
import type { Called } from '../called'
import { PipelineBuilder, type PipelineReading, type SystemInput, textLine, textTable } from '../pipeline'

const PATH = '.gitlab-ci.yml'
const RESERVED = new Set([
  'default',
  'include',
  'stages',
  'variables',
  'workflow',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'spec',
])
const MAX_DEPTH = 8
const MAX_FILES = 40
const MAX_PARENTS = 100
const MAX_ANCESTORS = 500

interface Source {
  readonly document: Document
  readonly lines: readonly string[]
  readonly path: string
}

/** GitLab CI with local includes, `extends`, `!reference` and `default`. */
export function readGitlab(input: SystemInput): readonly PipelineReading[] {
  if (!input.files.has(PATH)) return []
  const builder = new PipelineBuilder('gitlab-ci', PATH, 'GitLab CI', input.expander)
  const sources = loadAll(input, builder)
  builder.trigger('push', 1)
  builder.trigger('pull_request', 1)
  if (sources[0]) builder.judge(sources[0].document)
  if (sources.some(({ document }) => document.error?.isBound)) builder.cut()
  const jobs = new Map<string, { job: Data; source: Source }>()
  for (const source of sources) {
    for (const [name, job] of entriesAt(source.document.value)) if (!RESERVED.has(name)) jobs.set(name, { job, source })
  }
  const globals = sources.map((source) => valueAt(source.document.value, 'variables')).map(textTable)
  for (const [name, { job, source }] of builder.first([...jobs], 200)) {
    if (name.startsWith('.') || !isTable(job)) continue
    readJob(name, { jobs, sources, builder, env: Object.assign({}, ...globals), called: input.called }, source)
  }
  return [builder.finish()]
}

interface ScriptItem {
  readonly text: string
  readonly line: number
  readonly source: Source
}

interface Context {
  readonly jobs: ReadonlyMap<string, { job: Data; source: Source }>
  readonly sources: readonly Source[]
  readonly builder: PipelineBuilder
  readonly env: Record<string, string>
  readonly called: Called
}

function loadAll(input: SystemInput, builder: PipelineBuilder): Source[] {
  const sources: Source[] = []
  const queue: { path: string; line: number; first: boolean }[] = [{ path: PATH, line: 1, first: true }]
  const seen = new Set<string>()
  for (let next = queue.shift(); next && sources.length < MAX_FILES; next = queue.shift()) {
    if (seen.has(next.path)) continue
    seen.add(next.path)
    const text = input.files.text(next.path)
    if (text === null) {
      if (input.files.has(next.path)) builder.cut()
      else if (!next.path.includes('*') && !next.path.includes('$')) builder.addMissing(next.path, next.line)
      continue
    }
    const documents = parseYamlDocuments(text)
    const document = documents.find((candidate) => !isTable(valueAt(candidate.value, 'spec'))) ?? documents[0]
    if (!document) continue
    sources.push({ document, lines: text.split('\n'), path: next.path })
    const include = valueAt(document.value, 'include')
    const entries = Array.isArray(include) ? include : include === undefined ? [] : [include]
    for (const [at, entry] of entries.entries()) {
      const line = next.first ? (document.lineOf(['include', at]) ?? 1) : next.line
      const local = typeof entry === 'string' && !entry.includes('://') ? entry : textAt(entry, 'local')
      if (local !== undefined)
        queue.push({ path: resolveIn('', local.replace(/^\//, '')) ?? local, line, first: false })
      else builder.addRemote(line, `Includes ${describeInclude(entry)}.`)
    }
  }
  if (queue.length > 0) builder.cut()
  return sources
}

function describeInclude(entry: Data): string {
  if (typeof entry === 'string') return entry.slice(0, 200)
  const part = ['template', 'component', 'remote', 'project'].find((key) => textAt(entry, key) !== undefined)
  return part ? `the ${part} ${(textAt(entry, part) ?? '').slice(0, 150)}` : 'a file from elsewhere'
}

function readJob(name: string, context: Context, source: Source): void {
  const { builder, jobs } = context
  const allowed = inherited(jobs, name, 'allow_failure')
  const when = inherited(jobs, name, 'when')
  if (when === 'never') return
  const onChange = when !== 'manual' && !tagsOnly(jobs, name)
  const env = { ...context.env, ...textTable(inherited(jobs, name, 'variables')) }
  const job = builder.job(name, {
    canFail: allowed === undefined || allowed === false,
    env,
    ...(onChange ? {} : { onChange: false }),
  })
  for (const section of ['before_script', 'script', 'after_script']) {
    const place = placeOf(context, name, section, source)
    if (!place) continue
    const canFail = section !== 'after_script'
    for (const item of scripts(context, place.source, place.at, 0, '')) {
      const line =
        item.source.path === builder.path
          ? item.line
          : builder.path === source.path
            ? (source.document.lineOf([name]) ?? 1)
            : 1
      job.script(item.text, { line, name: section, canFail, pipefail: true })
    }
  }
  if (placeOf(context, name, 'script', source) === null) {
    const command = namedCommand(name, context)
    if (command) job.script(command, { line: source.document.lineOf([name]) ?? 1, name: 'script', pipefail: true })
  }
}

/** Runners whose command says nothing that the project's own files do not say better. */
const RUNNERS = /(?:^|[^a-z])(tox|nox|pre-commit)(?:[^a-z]|$)/

/**
 * A job whose script lies in a template of elsewhere, named for a runner: what that runs is visible here. A template that
 * only generates or caches is none.
 */
function namedCommand(name: string, { jobs }: Context): string | null {
  const foreign = textsAt(jobs.get(name)?.job, 'extends').filter((parent) => !jobs.has(parent))
  if (foreign.length === 0) return null
  const runner = foreign.map((parent) => RUNNERS.exec(parent)?.[1]).find((found) => found !== undefined)
  if (!runner || /generate|cache|build|image/.test(`${name} ${foreign.join(' ')}`)) return null
  return runner === 'pre-commit' ? 'pre-commit run --all-files' : runner
}

/** A key of the job or of what it extends, the nearest first. */
function inherited(
  jobs: Context['jobs'],
  name: string,
  key: string,
  depth = 0,
  seen = new Set<string>(),
): Data | undefined {
  const entry = jobs.get(name)
  if (!entry || depth > MAX_DEPTH || seen.has(name) || seen.size >= MAX_ANCESTORS) return undefined
  seen.add(name)
  const own = valueAt(entry.job, key)
  if (own !== undefined) return own
  for (const parent of parentsOf(entry.job)) {
    const found = inherited(jobs, parent, key, depth + 1, seen)
    if (found !== undefined) return found
  }
  return undefined
}

/** What a job extends, the last first: it wins. */
function parentsOf(job: Data): string[] {
  const parents = valueAt(job, 'extends')
  return textsAt(Array.isArray(parents) ? parents.slice(-MAX_PARENTS) : parents).reverse()
}

function placeOf(
  context: Context,
  name: string,
  section: string,
  fallback: Source,
): { source: Source; at: readonly string[] } | null {
  const queue = [name]
  for (let depth = 0; depth < MAX_DEPTH * 3 && queue.length > 0; depth++) {
    const current = queue.shift() ?? ''
    const entry = context.jobs.get(current)
    if (!entry) continue
    if (valueAt(entry.job, section) !== undefined) return { source: entry.source, at: [current, section] }
    queue.push(...parentsOf(entry.job))
  }
  if (section === 'script') return null
  for (const source of [fallback, ...context.sources]) {
    for (const at of [['default', section], [section]])
      if (valueAt(source.document.value, ...at) !== undefined) return { source, at }
  }
  return null
}

function scripts(
  context: Context,
  source: Source,
  at: readonly (string | number)[],
  depth: number,
  referred: string,
): ScriptItem[] {
  const value = valueAt(source.document.value, ...at)
  // Its own lines are bounded by the file, what they refer to is not.
  if (depth > 1 && context.called.isOver(referred, context.builder)) return []
  if (typeof value === 'string') return [{ text: value, line: textLine(source.lines, source.document, at), source }]
  if (!Array.isArray(value)) return []
  const [first, second] = value
  if (
    depth > 0 &&
    value.length === 2 &&
    typeof first === 'string' &&
    typeof second === 'string' &&
    context.jobs.has(first)
  ) {
    const target = context.jobs.get(first)
    let found: ScriptItem[] = []
    const name = `${first} ${second}`
    // The items of a list lie one deeper.
    const isTooDeep = depth + (Array.isArray(valueAt(target?.job, second)) ? 1 : 0) >= MAX_DEPTH
    context.called.follow(name, 0, isTooDeep, context.builder, () => {
      if (target) found = scripts(context, target.source, [first, second], depth + 1, name)
    })
    return found
  }
  if (depth >= MAX_DEPTH) {
    context.builder.cut()
    return []
  }
  return value.flatMap((_, index) => scripts(context, source, [...at, index], depth + 1, referred))
}

function tagsOnly(jobs: Context['jobs'], name: string): boolean {
  const only = inherited(jobs, name, 'only')
  const refs = Array.isArray(only) || typeof only === 'string' ? textsAt(only) : textsAt(only, 'refs')
  if (refs.length > 0)
    return refs.every((ref) => ref === 'tags' || ref === 'schedules' || ref === 'triggers' || ref === 'web')
  const rules = listAt(inherited(jobs, name, 'rules'))
  return (
    rules.length > 0 &&
    rules.every(
      (rule) =>
        textAt(rule, 'when') === 'never' ||
        textAt(rule, 'when') === 'manual' ||
        /\$CI_COMMIT_TAG|=~?\s*["']?schedule/.test(textAt(rule, 'if') ?? ''),
    )
  )
}
