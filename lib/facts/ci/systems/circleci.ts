import { type Data, type Document, entriesAt, isTable, listAt, textAt, valueAt } from '../../document'
import { resolveIn } from '../../paths'
import { parseYaml } from '../../yaml'
import type { Called } from '../called'
import {
  type JobBuilder,
  PipelineBuilder,
  type PipelineReading,
  type SystemInput,
  textLine,
  textTable,
} from '../pipeline'

const PATHS = ['.circleci/config.yml', '.circleci/config.yaml']
const MAX_DEPTH = 5
/** Characters that one weighs. */
const PARAMETER = 50

interface Source {
  readonly document: Document
  readonly lines: readonly string[]
  readonly called: Called
  readonly builder: PipelineBuilder
}

/** CircleCI 2.x with its own reusable commands and job parameters. */
export function readCircle({ files, expander, called, cut }: SystemInput): readonly PipelineReading[] {
  const path = PATHS.find((candidate) => files.has(candidate))
  const text = path === undefined ? null : files.text(path)
  if (path === undefined) return []
  if (text === null) {
    cut.add(path)
    return []
  }
  const builder = new PipelineBuilder('circleci', path, 'CircleCI', expander)
  const source = { document: parseYaml(text), lines: text.split('\n'), called, builder }
  const { value, lineOf } = source.document
  builder.judge(source.document)
  builder.trigger('push', lineOf(['workflows']) ?? 1)
  for (const [name, orb] of entriesAt(value, 'orbs')) {
    if (typeof orb === 'string') builder.addRemote(lineOf(['orbs', name]) ?? 1, `Uses the orb ${orb.slice(0, 100)}.`)
  }
  const used = workflowJobs(value)
  for (const [name, job] of builder.first(entriesAt(value, 'jobs'), 100)) {
    const calls = used.filter((call) => call.name === name)
    if (used.length > 0 && calls.length === 0 && name !== 'build') continue
    const onChange = calls.length === 0 || calls.some((call) => call.onChange)
    const parameters = { ...defaults(valueAt(job, 'parameters')), ...(calls[0]?.parameters ?? {}) }
    const jobBuilder = builder.job(name, {
      env: textTable(valueAt(job, 'environment')),
      directory: '',
      ...(onChange ? {} : { onChange: false }),
    })
    readSteps(source, ['jobs', name, 'steps'], jobBuilder, parameters, { depth: 0, command: '' })
  }
  return [builder.finish()]
}

function workflowJobs(value: Data): { name: string; onChange: boolean; parameters: Record<string, string> }[] {
  return entriesAt(value, 'workflows').flatMap(([, workflow]) => {
    const scheduled = listAt(workflow, 'triggers').some((trigger) => valueAt(trigger, 'schedule') !== undefined)
    return listAt(workflow, 'jobs').flatMap((entry) => {
      if (typeof entry === 'string') return [{ name: entry, onChange: !scheduled, parameters: {} }]
      return entriesAt(entry).map(([name, options]) => {
        const tags =
          isTable(valueAt(options, 'filters', 'tags')) && textAt(options, 'filters', 'branches', 'ignore') === '/.*/'
        return { name, onChange: !scheduled && !tags, parameters: textTable(options) }
      })
    })
  })
}

function defaults(parameters: Data | undefined): Record<string, string> {
  return Object.assign(
    {},
    ...entriesAt(parameters).map(([name, parameter]) => textTable({ [name]: valueAt(parameter, 'default') ?? null })),
  )
}

function readSteps(
  source: Source,
  at: readonly (string | number)[],
  job: JobBuilder,
  parameters: Record<string, string>,
  { depth, command }: { readonly depth: number; readonly command: string },
): void {
  const { document, lines, builder, called } = source
  for (const [index, step] of builder.first(listAt(document.value, ...at), 200).entries()) {
    if (depth > 0 && called.isOver(command, builder)) return
    const place = [...at, index]
    const [entry] = entriesAt(step)
    const name = typeof step === 'string' ? step : entry?.[0]
    const options = entry?.[1]
    if (name === undefined) continue
    if (name === 'run') {
      const key = typeof options === 'string' ? [...place, 'run'] : [...place, 'run', 'command']
      const text = typeof options === 'string' ? options : textAt(options, 'command')
      const folder = textAt(options, 'working_directory') ?? ''
      if (text === undefined) continue
      job.script(fill(text, parameters), {
        line: textLine(lines, document, key),
        name: textAt(options, 'name') ?? null,
        canFail: textAt(options, 'when') !== 'on_fail',
        directory: /^[~/$<]/.test(folder) ? null : resolveIn('', folder),
        env: textTable(valueAt(options, 'environment')),
        pipefail: true,
      })
    } else if (name === 'when' || name === 'unless')
      readSteps(source, [...place, name, 'steps'], job, parameters, { depth: depth + 1, command })
    else if (isTable(valueAt(document.value, 'commands', name))) {
      const declared = valueAt(document.value, 'commands', name, 'parameters')
      const size = PARAMETER * (entriesAt(declared).length + entriesAt(options).length)
      called.follow(name, size, depth >= MAX_DEPTH, builder, () => {
        const inner = { ...defaults(declared), ...textTable(options) }
        readSteps(source, ['commands', name, 'steps'], job, inner, { depth: depth + 1, command: name })
      })
    } else if (name.includes('/')) job.action(`orb:${name}`, textTable(options), { line: document.lineOf(place) ?? 1 })
  }
}

function fill(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replace(/<<\s*parameters\.([\w-]+)\s*>>/g, (whole, name: string) => parameters[name] ?? whole)
}
