import { type Data, entriesAt, isTable, listAt, textAt, textsAt, valueAt } from '../../document'
import { baseName, resolveIn } from '../../paths'
import {
  type JobBuilder,
  type JobOptions,
  PipelineBuilder,
  type PipelineReading,
  type SystemInput,
  textLine,
  textTable,
} from '../pipeline'
import type { Source } from '../sources'
import {
  conditionOf,
  type ExpressionValues,
  expressionsIn,
  fillExpressions,
  matrixVariants,
  prefixed,
} from './github-expressions'

const WORKFLOW = /^\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/
const NESTED = /\/\.github\/workflows\/[^/]+\.ya?ml$/
/** Of other projects, or there to be read. */
const NOT_OURS = /(?:^|\/)(?:tests?|testdata|fixtures?|examples?|samples?|docs?|templates?)\//i
const MAX_NESTING = 5
const MAX_WORKFLOWS = 150

interface Context {
  readonly input: SystemInput
  readonly builder: PipelineBuilder
  readonly values: ExpressionValues
  readonly nesting: number
  /** What is called here; null in a workflow itself. */
  readonly target: string | null
  /** Line of the calling workflow that stands for a called one. */
  readonly callLine: number | null
}

/** Workflows of GitHub Actions (Gitea and Forgejo too), with local reusable workflows and composite actions followed. */
export function readGithubActions(input: SystemInput): readonly PipelineReading[] {
  const nested = input.files.all
    .filter(({ path, role }) => NESTED.test(path) && !NOT_OURS.test(path) && role !== 'vendored' && role !== 'template')
    .slice(0, 50)
  const all = input.files.all.filter(({ path }) => WORKFLOW.test(path))
  const found = all.slice(0, MAX_WORKFLOWS)
  for (const { path } of all.slice(MAX_WORKFLOWS)) input.cut.add(path)
  return [
    ...found.flatMap(({ path }) => {
      const source = input.sources.load(path)
      if (!source) return []
      const name = textAt(source.document.value, 'name') ?? baseName(path)
      const system = path.startsWith('.github/') ? ('github-actions' as const) : ('other' as const)
      const builder = new PipelineBuilder(system, path, name, input.expander)
      const { error, value } = source.document
      if (!error && !isTable(valueAt(value, 'jobs'))) return []
      if (!isTable(valueAt(value, 'jobs'))) builder.judge({ ...source.document, value: null })
      readTriggers(builder, source)
      readJobs(source, { input, builder, values: {}, nesting: 0, target: null, callLine: null })
      return [builder.finish()]
    }),
    ...nested.map(({ path }) => {
      const builder = new PipelineBuilder('github-actions', path, baseName(path), input.expander)
      builder.markDead('GitHub runs only the workflows of the .github folder at the root.')
      return builder.finish()
    }),
  ]
}

/** Too much was called already; what the workflows themselves say is bounded by their length. */
function isCut({ target, input, builder }: Context): boolean {
  return target !== null && input.called.isOver(target, builder)
}

function readTriggers(builder: PipelineBuilder, { document }: Source): void {
  const on = valueAt(document.value, 'on') ?? valueAt(document.value, 'true')
  const names = typeof on === 'string' ? [on] : Array.isArray(on) ? textsAt(on) : entriesAt(on).map(([name]) => name)
  for (const name of names) {
    const options = isTable(on) ? valueAt(on, name) : undefined
    builder.trigger(eventOf(name, options), document.lineOf(['on', name]) ?? document.lineOf(['on']) ?? 1)
  }
}

function eventOf(
  name: string,
  options: Data | undefined,
): 'push' | 'pull_request' | 'schedule' | 'tag' | 'release' | 'manual' | 'other' {
  if (name === 'push') {
    const tagsOnly =
      valueAt(options, 'tags') !== undefined &&
      valueAt(options, 'branches') === undefined &&
      valueAt(options, 'branches-ignore') === undefined
    return tagsOnly ? 'tag' : 'push'
  }
  if (name === 'pull_request' || name === 'pull_request_target' || name === 'merge_group') {
    const types = textsAt(options, 'types')
    return types.length === 0 ||
      types.some((type) => /^(?:opened|synchronize|reopened|checks_requested|ready_for_review)$/.test(type))
      ? 'pull_request'
      : 'other'
  }
  if (name === 'schedule' || name === 'release') return name
  return name === 'workflow_dispatch' || name === 'repository_dispatch' ? 'manual' : 'other'
}

function readJobs(source: Source, context: Context): void {
  const { document } = source
  const defaults = textAt(document.value, 'defaults', 'run', 'working-directory')
  const globals = textTable(valueAt(document.value, 'env'))
  for (const [id, job] of context.builder.first(entriesAt(document.value, 'jobs'), 100)) {
    if (isCut(context)) return
    const condition = conditionOf(valueAt(job, 'if'))
    if (condition === 'never') continue
    const at = ['jobs', id]
    const line = context.callLine ?? document.lineOf(at) ?? 1
    const options: JobOptions = {
      canFail: valueAt(job, 'continue-on-error') !== true,
      env: { ...globals, ...textTable(valueAt(job, 'env')) },
      ...(condition === 'not-on-change' ? { onChange: false } : {}),
    }
    const uses = textAt(job, 'uses')
    if (uses !== undefined) {
      callWorkflow(id, uses, job, { ...context, callLine: line })
      continue
    }
    const builder = context.builder.job(fillExpressions(textAt(job, 'name') ?? id, context.values), options)
    const directory = textAt(job, 'defaults', 'run', 'working-directory') ?? defaults
    const matrix = valueAt(job, 'strategy', 'matrix')
    readSteps(
      source,
      [...at, 'steps'],
      builder,
      {
        ...context,
        values: {
          ...context.values,
          ...prefixed('env', valueAt(document.value, 'env')),
          ...prefixed('env', valueAt(job, 'env')),
        },
      },
      matrix,
      directory,
    )
  }
}

function callWorkflow(id: string, uses: string, job: Data, context: Context): void {
  if (!uses.startsWith('./')) {
    context.builder.job(id).action(uses, textTable(valueAt(job, 'with')), { line: context.callLine ?? 1 })
    context.builder.addRemote(
      context.callLine ?? 1,
      `Calls the workflow ${uses.slice(0, 200)}, which is in another repository.`,
    )
    return
  }
  const path = resolveIn('', uses)
  const source = path === null ? null : context.input.sources.load(path)
  if (!source) {
    if (path === null || !context.input.files.has(path))
      context.builder.addMissing(uses.slice(2), context.callLine ?? 1)
    return
  }
  follow(source, context, (inside) => {
    const declared = valueAt(source.document.value, 'on', 'workflow_call', 'inputs')
    const values = { ...defaultsOf(declared), ...prefixed('inputs', valueAt(job, 'with')) }
    readJobs(source, { ...inside, values })
  })
}

function defaultsOf(inputs: Data | undefined): Record<string, string> {
  const defaults = entriesAt(inputs).map(([name, input]) => [name, valueAt(input, 'default') ?? null] as const)
  return prefixed('inputs', Object.fromEntries(defaults))
}

function readSteps(
  source: Source,
  at: readonly string[],
  job: JobBuilder,
  context: Context,
  matrix: Data | undefined,
  directory: string | undefined,
): void {
  const { document, lines } = source
  const inValues = isTable(matrix) ? expressionsIn(JSON.stringify(context.values)) : ''
  for (const [index, step] of context.builder.first(listAt(document.value, ...at), 200).entries()) {
    if (isCut(context)) return
    const condition = conditionOf(valueAt(step, 'if'))
    if (condition === 'never') continue
    const place = [...at, index]
    const line = context.callLine ?? document.lineOf([...place, 'run']) ?? document.lineOf(place) ?? 1
    const canFail = valueAt(step, 'continue-on-error') !== true
    const name = textAt(step, 'name') ?? null
    const onChange = condition === 'not-on-change' ? { onChange: false } : {}
    const run = textAt(step, 'run')
    const env = textTable(valueAt(step, 'env'))
    if (run !== undefined) {
      const shell = textAt(step, 'shell') ?? ''
      const folder = textAt(step, 'working-directory') ?? directory ?? ''
      const script = [run, ...Object.values(env), inValues].join('\n')
      for (const variant of matrixVariants(matrix, { script, folder })) {
        const values = { ...context.values, ...variant }
        const filled = fillExpressions(folder, values)
        job.script(fillExpressions(run, values), {
          line: context.callLine ?? textLine(lines, document, [...place, 'run']),
          name,
          canFail,
          directory: filled.includes('$') ? null : resolveIn('', filled),
          env: Object.fromEntries(Object.entries(env).map(([key, value]) => [key, fillExpressions(value, values)])),
          pipefail: shell === 'bash',
          errexit: !/^(?:bash|sh)\s(?!.*-[a-z]*e)/.test(shell),
          ...onChange,
        })
      }
      continue
    }
    const uses = textAt(step, 'uses')
    if (uses !== undefined) runAction(uses, step, { line, name, canFail, ...onChange }, job, context, matrix)
  }
}

function runAction(
  uses: string,
  step: Data,
  options: { line: number; name: string | null; canFail: boolean; onChange?: boolean },
  job: JobBuilder,
  context: Context,
  matrix: Data | undefined,
): void {
  const inputs = textTable(valueAt(step, 'with'))
  if (/^actions\/checkout/.test(uses) && (inputs.repository !== undefined || inputs.path !== undefined)) {
    job.history.foreign = true
  }
  if (/^actions\/(?:download-artifact|cache)/.test(uses)) job.history.add(`${inputs.path ?? ''} ${inputs.name ?? ''}`)
  if (!uses.startsWith('./')) {
    job.action(uses, inputs, options)
    for (const key of ['run', 'command', 'script', 'cmd', 'commands']) {
      const text = inputs[key]
      if (text !== undefined && !/^actions\//.test(uses))
        job.script(fillExpressions(text, context.values), { ...options, directory: null })
    }
    return
  }
  const folder = resolveIn('', uses)
  const path =
    folder === null
      ? undefined
      : [`${folder}/action.yml`, `${folder}/action.yaml`].find((candidate) => context.input.files.has(candidate))
  const source = path === undefined ? null : context.input.sources.load(path)
  if (!source) {
    if (path === undefined && folder?.startsWith('.github/') && !job.history.foreign)
      context.builder.addMissing(folder, options.line)
    return
  }
  follow(source, context, (inside) => {
    const values = {
      ...defaultsOf(valueAt(source.document.value, 'inputs')),
      ...prefixed('inputs', valueAt(step, 'with')),
    }
    readSteps(source, ['runs', 'steps'], job, { ...inside, values, callLine: options.line }, matrix, undefined)
  })
}

function follow({ path, size }: Source, context: Context, read: (inside: Context) => void): void {
  const { input, builder, nesting } = context
  const inside = { ...context, nesting: nesting + 1, target: path }
  input.called.follow(path, size, nesting >= MAX_NESTING, builder, () => read(inside))
}
