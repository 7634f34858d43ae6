import { type Data, type Document, entriesAt, isTable, listAt, textAt, textsAt, valueAt } from '../../document'
import { parseYaml } from '../../yaml'
import { PipelineBuilder, type PipelineReading, type SystemInput, textTable } from '../pipeline'

const PATHS = ['.taskcluster.yml', '.taskcluster.yaml']
const MAX_DEPTH = 40
const MAX_VALUES = 20_000

interface Walk {
  readonly document: Document
  readonly builder: PipelineBuilder
  left: number
}

/** Taskcluster: the tasks of a JSON-e template, whatever conditions and variables they lie below. */
export function readTaskcluster({ files, expander, cut }: SystemInput): readonly PipelineReading[] {
  const path = PATHS.find((candidate) => files.has(candidate))
  const text = path === undefined ? null : files.text(path)
  if (path === undefined) return []
  if (text === null) {
    cut.add(path)
    return []
  }
  const document = parseYaml(text)
  const builder = new PipelineBuilder('other', path, 'Taskcluster', expander)
  builder.judge(document, 'It can not be parsed.')
  if (!document.error && !isTable(document.value)) builder.markDead('It can not be parsed.')
  for (const event of ['push', 'pull_request'] as const) {
    const at = text.split('\n').findIndex((line) => line.replaceAll('-', '_').includes(event))
    if (at >= 0) builder.trigger(event, at + 1)
  }
  if (!builder.onChange && !/github-release|tasks_for/.test(text)) builder.trigger('push', 1)
  readTasks({ document, builder, left: MAX_VALUES }, document.value, [], true)
  return [builder.finish()]
}

function readTasks(walk: Walk, value: Data, at: readonly (string | number)[], onChange: boolean): void {
  if (walk.left-- <= 0 || at.length > MAX_DEPTH) {
    walk.builder.cut()
    return
  }
  if (isTable(valueAt(value, 'payload'))) readTask(walk, value, at, onChange)
  const condition = textAt(value, '$if')
  const items: readonly (readonly [string | number, Data])[] = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : entriesAt(value)
  for (const [key, item] of items) {
    if (typeof item !== 'object' || item === null || key === 'payload') continue
    const when = key === 'then' ? condition : key === 'else' ? undefined : String(key)
    readTasks(walk, item, [...at, key], (when === undefined ? null : runsOnChange(when)) ?? onChange)
  }
}

/** What a condition says of pushes and pull requests; null when it speaks of neither. */
function runsOnChange(condition: string): boolean | null {
  if (condition.includes('!=')) return null
  if (/github-pull-request/.test(condition)) return true
  if (/github-push/.test(condition)) return !condition.includes('refs/tags') || condition.includes('refs/heads')
  return /["'](?:github-[\w-]+|cron|action)["']/.test(condition) ? false : null
}

function readTask({ document, builder }: Walk, task: Data, at: readonly (string | number)[], isReached: boolean): void {
  const command = listAt(task, 'payload', 'command')
  const events = textsAt(task, 'extra', 'github', 'events')
  const onChange = isReached && (events.length === 0 || events.some((event) => /^(?:push|pull_request)/.test(event)))
  const job = builder.job(textAt(task, 'metadata', 'name') ?? 'task', {
    onChange,
    env: textTable(valueAt(task, 'payload', 'env')),
  })
  const place = [...at, 'payload', 'command']
  const words = command.filter((item) => typeof item === 'string')
  const areLines = /\s/.test(words[0] ?? '')
  if (!areLines && words.length > 0)
    job.script(commandLine(words), { line: document.lineOf([...place, command.length - 1]) ?? 1 })
  for (const [index, item] of builder.first(command, 200).entries()) {
    const text = Array.isArray(item) ? commandLine(textsAt(item)) : areLines && typeof item === 'string' ? item : ''
    if (text !== '') job.script(inClone(text), { line: document.lineOf([...place, index]) ?? 1 })
  }
}

function commandLine(words: readonly string[]): string {
  return words.map((word) => `'${inClone(word).replaceAll("'", "'\\''")}'`).join(' ')
}

/** A task begins in an empty folder: the one it clones into is the repository's root. */
function inClone(text: string): string {
  const clones = [...text.matchAll(/\bgit (?:clone|init)\b([^\n&;|]*)/g)].map(([, words = '']) => {
    const last = words.trim().split(/\s+/).at(-1) ?? ''
    return last
      .replace(/\/$/, '')
      .replace(/^.*\//s, '')
      .replace(/\.git$/, '')
  })
  if (clones.length === 0) return text
  const folders = new Set(clones)
  return text.replace(/\bcd[ \t]+(?:[\w.${}-]*\/)*([\w.-]+)/g, (whole, folder) =>
    folders.has(folder) ? 'cd .' : whole,
  )
}
