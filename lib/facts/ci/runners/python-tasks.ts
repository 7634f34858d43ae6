import type { CallRecord, Value } from '@/lib/python/record'
import type { PythonModule } from '../../facts'
import { baseName, folderOf } from '../../paths'
import { findUpwards, type Runner, type RunnerInput, type TaskScript } from './runner'

/** nox: what each session runs, read from the module record of noxfile.py. */
export const runNox: Runner = (input) => {
  if (baseName(input.words[0] ?? '') !== 'nox') return null
  const path = findUpwards(input.files, input.directory, ['noxfile.py'])
  const module = input.python.modules.find((candidate) => candidate.path === path)
  if (path === null) return { scripts: [], missing: 'noxfile.py' }
  if (!module) return { scripts: [] }
  const sessions = module.record.functions.filter((fn) =>
    fn.decorators.some(({ name }) => /(?:^|\.)session$/.test(name)),
  )
  const wanted = wantedSessions(input, module)
  const chosen = sessions.filter((fn) => {
    if (wanted === null) return true
    const decorator = fn.decorators.find(({ name }) => /(?:^|\.)session$/.test(name))
    const named = decorator?.keywords.name?.kind === 'string' ? decorator.keywords.name.value : fn.name
    return wanted.some(
      (name) => [fn.name, named].includes(name.replace(/[-(].*/s, '')) || [fn.name, named].includes(name),
    )
  })
  return { scripts: chosen.flatMap((fn) => runsIn(module, fn.qualifiedName, `nox -s ${fn.name}`)) }
}

function wantedSessions({ words, env }: RunnerInput, module: PythonModule): string[] | null {
  const found: string[] = []
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') break
    if (/^(?:-s|--sessions?|-e)$/.test(word)) {
      while (at + 1 < words.length && !(words[at + 1] ?? '').startsWith('-')) found.push(words[++at] ?? '')
    } else if (/^(?:-s|--sessions?=)/.test(word)) found.push(word.replace(/^(?:-s|--sessions?=)/, ''))
  }
  if (found.length === 0 && env.NOXSESSION) found.push(...env.NOXSESSION.split(','))
  if (found.length > 0) return found.some((name) => name.includes('$')) ? null : found
  const options = module.record.assignments.find(({ target }) => target === 'nox.options.sessions')?.value
  const named =
    options?.kind === 'list' ? options.items.flatMap((item) => (item.kind === 'string' ? [item.value] : [])) : []
  return named.length > 0 ? named : null
}

/** invoke: what each task of tasks.py runs. */
export const runInvoke: Runner = ({ words, directory, files, python }) => {
  if (!/^(?:inv|invoke|duty)$/.test(baseName(words[0] ?? ''))) return null
  const path = findUpwards(files, directory, ['tasks.py', 'duties.py', 'tasks/__init__.py'])
  const folder = path?.endsWith('__init__.py') ? folderOf(path) : null
  const modules = python.modules.filter(
    (module) => module.path === path || (folder !== null && folderOf(module.path) === folder),
  )
  const wanted = words.slice(1).filter((word) => !word.startsWith('-'))
  const scripts = modules.flatMap((module) =>
    module.record.functions
      .filter((fn) => wanted.some((name) => (name.split('.').at(-1) ?? name).replaceAll('-', '_') === fn.name))
      .flatMap((fn) => runsIn(module, fn.qualifiedName, words.join(' '))),
  )
  return { scripts }
}

/** A Python script that runs commands: `subprocess.run(['pytest'])`, `os.system('...')`, `pytest.main()`. */
export const runPythonScript: Runner = ({ words, directory, python }) => {
  if (!/^(?:python|pypy)[\d.]*$|^py$/.test(baseName(words[0] ?? ''))) return null
  const script = words.slice(1).find((word) => !word.startsWith('-'))
  if (!script?.endsWith('.py') || script.startsWith('/')) return null
  const path = directory === '' ? script.replace(/^\.\//, '') : `${directory}/${script.replace(/^\.\//, '')}`
  const module = python.modules.find((candidate) => candidate.path === path)
  return module && module.role !== 'application' ? { scripts: runsIn(module, null, words.join(' ')) } : null
}

const RUN_CALL = /(?:^|\.)(?:run|system|check_call|check_output|call|Popen|run_always|local|sudo|shell|sh)$/
const MAX_CALLS = 100

function runsIn(module: PythonModule, scope: string | null, note: string): TaskScript[] {
  return module.record.calls
    .filter((call) => scope === null || call.scope === scope || (call.scope ?? '').startsWith(`${scope}.`))
    .slice(0, 2000)
    .flatMap((call) => {
      const text = commandText(call)
      if (text === null) return []
      const swallowed = call.keywords.warn?.kind === 'bool' && call.keywords.warn.value
      return [{ text, path: module.path, line: call.line, directory: folderOf(module.path), note, canFail: !swallowed }]
    })
    .slice(0, MAX_CALLS)
}

function commandText(call: CallRecord): string | null {
  if (call.callee === 'pytest.main') return 'pytest'
  if (call.callee === 'unittest.main') return 'python -m unittest'
  if (!RUN_CALL.test(call.callee)) return null
  const [first] = call.args
  if (first?.kind === 'list') return wordsText(first.items)
  const words = wordsText(call.args)
  return words === '' ? null : words
}

function wordsText(values: readonly Value[]): string {
  const [first] = values
  if (values.length === 1 && (first?.kind === 'string' || first?.kind === 'fstring')) return first.value
  return values
    .flatMap((value) => {
      if (value.kind === 'string' || value.kind === 'fstring') return [value.value]
      return value.kind === 'name' && value.value === 'sys.executable' ? ['python'] : []
    })
    .map((word) => (/[\s"'$&|;<>()#]/.test(word) ? `'${word.replaceAll("'", '')}'` : word))
    .join(' ')
}
