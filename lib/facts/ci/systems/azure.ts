import { type Data, entriesAt, isTable, listAt, textAt, valueAt } from '../../document'
import { joinPath, resolveIn } from '../../paths'
import {
  type JobBuilder,
  PipelineBuilder,
  type PipelineReading,
  type SystemInput,
  textLine,
  textTable,
} from '../pipeline'
import type { Source } from '../sources'

const FILE =
  /^(?:[\w.-]*azure-pipelines[\w.-]*\.ya?ml|\.azure-pipelines\/[\w./-]+\.ya?ml|\.azuredevops\/[\w./-]+\.ya?ml|\.?(?:ci|pipelines)\/azure[\w./-]*\.ya?ml)$/
const MAX_DEPTH = 6
const MAX_FILES = 40

interface Context {
  readonly input: SystemInput
  readonly builder: PipelineBuilder
  readonly depth: number
  /** The template that is read; null in a pipeline itself. */
  readonly target: string | null
  readonly callLine: number | null
}

/** Azure Pipelines: stages, jobs, steps and local templates. */
export function readAzure(input: SystemInput): readonly PipelineReading[] {
  const all = input.files.all.filter(({ path }) => FILE.test(path))
  const candidates = all.slice(0, MAX_FILES)
  for (const { path } of all.slice(MAX_FILES)) input.cut.add(path)
  return candidates.flatMap(({ path }) => {
    const source = input.sources.load(path)
    const value = source?.document.value
    const isTemplate =
      valueAt(value, 'parameters') !== undefined && valueAt(value, 'trigger') === undefined && candidates.length > 1
    if (!source || isTemplate) return []
    const builder = new PipelineBuilder('azure-pipelines', path, 'Azure Pipelines', input.expander)
    readTriggers(builder, source)
    readBody(source, [], { input, builder, depth: 0, target: null, callLine: null }, null)
    return [builder.finish()]
  })
}

/** Too much was called already; what the pipelines themselves say is bounded by their length. */
function isCut({ target, input, builder }: Context): boolean {
  return target !== null && input.called.isOver(target, builder)
}

function readTriggers(builder: PipelineBuilder, { document }: Source): void {
  const trigger = valueAt(document.value, 'trigger')
  const tagsOnly =
    isTable(trigger) && valueAt(trigger, 'tags') !== undefined && valueAt(trigger, 'branches') === undefined
  if (trigger !== 'none') builder.trigger(tagsOnly ? 'tag' : 'push', document.lineOf(['trigger']) ?? 1)
  if (valueAt(document.value, 'pr') !== 'none') builder.trigger('pull_request', document.lineOf(['pr']) ?? 1)
  if (valueAt(document.value, 'schedules') !== undefined)
    builder.trigger('schedule', document.lineOf(['schedules']) ?? 1)
}

function readBody(source: Source, at: readonly (string | number)[], context: Context, job: JobBuilder | null): void {
  if (isCut(context)) return
  const table = valueAt(source.document.value, ...at)
  const list = (key: string) => listAt(table, key)
  for (const key of ['stages', 'jobs']) {
    for (const [index] of context.builder.first(list(key), 100).entries())
      readEntry(source, [...at, key, index], context)
  }
  if (list('steps').length === 0) return
  const name = textAt(table, 'displayName') ?? textAt(table, 'job') ?? 'steps'
  const canFail = valueAt(table, 'continueOnError') !== true
  const env = { ...textTable(valueAt(source.document.value, 'variables')), ...textTable(valueAt(table, 'variables')) }
  readSteps(source, [...at, 'steps'], context, job ?? context.builder.job(name, { canFail, env }))
}

function readEntry(source: Source, at: readonly (string | number)[], context: Context): void {
  const entry = valueAt(source.document.value, ...at)
  const template = textAt(entry, 'template')
  if (template !== undefined) follow(source, template, at, context, null)
  else if (textAt(entry, 'deployment') !== undefined) {
    for (const [strategy] of entriesAt(entry, 'strategy'))
      readBody(source, [...at, 'strategy', strategy, 'deploy'], context, null)
  } else readBody(source, at, context, null)
}

function readSteps(source: Source, at: readonly (string | number)[], context: Context, job: JobBuilder): void {
  const { document, lines } = source
  for (const [index, step] of context.builder.first(listAt(document.value, ...at), 200).entries()) {
    if (isCut(context)) return
    const place = [...at, index]
    const template = textAt(step, 'template')
    if (template !== undefined) {
      follow(source, template, place, context, job)
      continue
    }
    if (valueAt(step, 'enabled') === false) continue
    const [key, text] = scriptOf(step)
    const line =
      context.callLine ??
      (text === null ? (document.lineOf(place) ?? 1) : textLine(lines, document, [...place, ...key]))
    const folder = textAt(step, 'workingDirectory') ?? textAt(step, 'inputs', 'workingDirectory') ?? ''
    const options = {
      line,
      name: textAt(step, 'displayName') ?? null,
      canFail: valueAt(step, 'continueOnError') !== true,
    }
    if (text !== null) {
      job.script(text.replace(/\$\((\w[\w.]*)\)/g, '$$$1'), {
        ...options,
        directory: /^[$/]/.test(folder) ? null : resolveIn('', folder),
        errexit: false,
        env: textTable(valueAt(step, 'env')),
      })
    } else if (textAt(step, 'task') !== undefined)
      job.action(`task:${textAt(step, 'task')}`, textTable(valueAt(step, 'inputs')), options)
  }
}

function scriptOf(step: Data): [readonly string[], string | null] {
  for (const key of ['script', 'bash', 'pwsh', 'powershell']) {
    const text = textAt(step, key)
    if (text !== undefined) return [[key], text]
  }
  const task = textAt(step, 'task') ?? ''
  if (/^(?:Bash|CmdLine|PowerShell|ShellScript|PythonScript)@/.test(task)) {
    return [['inputs', 'script'], textAt(step, 'inputs', 'script') ?? textAt(step, 'inputs', 'filePath') ?? null]
  }
  return [[], null]
}

function follow(
  source: Source,
  template: string,
  at: readonly (string | number)[],
  context: Context,
  job: JobBuilder | null,
): void {
  const line = context.callLine ?? source.document.lineOf(at) ?? 1
  if (template.includes('@') || template.includes('$')) {
    context.builder.addRemote(line, `Uses the template ${template.slice(0, 200)}.`)
    return
  }
  const path = template.startsWith('/') ? resolveIn('', template.slice(1)) : joinPath(source.path, template)
  const target = path === null ? null : context.input.sources.load(path)
  if (!target) {
    if (path === null || !context.input.files.has(path)) context.builder.addMissing(path ?? template, line)
    return
  }
  const inside = { ...context, depth: context.depth + 1, target: target.path, callLine: line }
  context.input.called.follow(target.path, target.size, context.depth >= MAX_DEPTH, context.builder, () =>
    readBody(target, [], inside, job),
  )
}
