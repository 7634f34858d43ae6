import { type Data, type Document, listAt, textAt, textsAt, valueAt } from '../../document'
import type { FilesFact } from '../../facts'
import { baseName, folderOf, joinPath, resolveIn } from '../../paths'
import { parseYaml } from '../../yaml'
import { findUpwards, type Runner, type TaskScript } from './runner'

const NAMES = ['Taskfile.yml', 'Taskfile.yaml', 'taskfile.yml', 'taskfile.yaml', 'Taskfile.dist.yml']
const MAX_TASKS = 60

/** go-task: commands of a task, its dependencies and the tasks that it calls, also in included files. */
export const runTask: Runner = ({ words, directory, files }) => {
  if (!/^(?:task|go-task)$/.test(baseName(words[0] ?? ''))) return null
  const path = findUpwards(files, directory, NAMES)
  if (path === null) return null
  const named = words.slice(1).filter((word) => !word.startsWith('-') && !word.includes('='))
  const wanted = named.length > 0 ? named : ['default']
  const scripts: TaskScript[] = []
  const seen = new Set<string>()
  for (const name of wanted) collect({ files, scripts, seen, note: words.join(' ') }, path, name)
  return { scripts }
}

interface Collector {
  readonly files: FilesFact
  readonly scripts: TaskScript[]
  readonly seen: Set<string>
  readonly note: string
}

function collect(collector: Collector, path: string, name: string): void {
  const key = `${path}#${name}`
  if (collector.seen.has(key) || collector.seen.size > MAX_TASKS) return
  collector.seen.add(key)
  const document = parseYaml(collector.files.text(path) ?? '')
  const task = valueAt(document.value, 'tasks', name)
  if (task === undefined) {
    collectIncluded(collector, document, path, name)
    return
  }
  const written = textAt(task, 'dir')
  const directory =
    written === undefined ? folderOf(path) : written.includes('{{') ? null : resolveIn(folderOf(path), written)
  for (const dependency of listAt(task, 'deps')) collect(collector, path, nameOf(dependency))
  const place =
    typeof task === 'string' ? ['tasks', name] : ['tasks', name, valueAt(task, 'cmds') === undefined ? 'cmd' : 'cmds']
  const commands =
    typeof task === 'string' ? [task] : Array.isArray(task) ? task : [...textsAt(task, 'cmd'), ...listAt(task, 'cmds')]
  for (const [at, command] of commands.entries()) {
    const called = textAt(command, 'task')
    if (called !== undefined) collect(collector, path, called.replace(/^:/, ''))
    const text = typeof command === 'string' ? command : textAt(command, 'cmd')
    if (text === undefined) continue
    const canFail = valueAt(command, 'ignore_error') !== true
    collector.scripts.push({
      text: text.replace(/\{\{[^{}]*\}\}/g, ''),
      path,
      line: document.lineOf([...place, at]) ?? 1,
      directory,
      note: collector.note,
      canFail,
    })
  }
}

function collectIncluded(collector: Collector, document: Document, path: string, name: string): void {
  const [space = '', ...rest] = name.split(':')
  if (rest.length === 0) return
  const include = valueAt(document.value, 'includes', space)
  const target = typeof include === 'string' ? include : textAt(include, 'taskfile')
  const found = target === undefined ? null : joinPath(path, target)
  if (found === null) return
  const file = [found, ...NAMES.map((candidate) => `${found}/${candidate}`)].find(
    (candidate) => collector.files.text(candidate) !== null,
  )
  if (file) collect(collector, file, rest.join(':'))
}

function nameOf(dependency: Data): string {
  return typeof dependency === 'string' ? dependency : (textAt(dependency, 'task') ?? '')
}
