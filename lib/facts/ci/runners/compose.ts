import { type Data, entriesAt, textAt, textsAt } from '../../document'
import { baseName, folderOf, resolveIn } from '../../paths'
import { parseYaml } from '../../yaml'
import type { Runner, RunnerInput, TaskScript } from './runner'

const DEFAULTS = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
/** Variants that a script may put in place of the override file before the tests. */
const TEST_OVERRIDE = /^(?:docker-)?compose\.(?=[\w.-]*\.ya?ml$)[\w.-]*(?:test|ci)/

/** What the services run: all that `up` starts, or the one that `run` names without a command of its own. */
export const runCompose: Runner = (input) => {
  const { words } = input
  const compose = baseName(words[0] ?? '') === 'docker-compose' || (words[0] === 'docker' && words[1] === 'compose')
  const verb = words.find((word) => word === 'up' || word === 'run')
  if (!compose || verb === undefined) return null
  const rest = words.slice(words.indexOf(verb) + 1).filter((word) => !word.startsWith('-'))
  const ends = words.some((word) => /^--(?:exit-code-from|abort-on-container-(?:exit|failure))/.test(word))
  if (verb === 'up' && words.some((word) => /^(?:-d|--detach|--wait)$/.test(word))) return { scripts: [] }
  const note = words.join(' ')
  const scripts = composeFiles(input, ends).flatMap((path): TaskScript[] => {
    const document = parseYaml(input.files.text(path) ?? '')
    const services = entriesAt(document.value, 'services')
    const all = verb === 'up' && !services.some(([service]) => rest.includes(service))
    return services.flatMap(([service, entry]) => {
      if (!all && !rest.includes(service)) return []
      return ['entrypoint', 'command'].flatMap((key) => {
        const text = commandOf(entry, key)
        const line = document.lineOf(['services', service, key]) ?? 1
        if (text === '') return []
        return [
          { text, path, line, directory: input.directory, note, canFail: ends || verb === 'run', container: true },
        ]
      })
    })
  })
  return { scripts }
}

function composeFiles({ files, words, directory, env }: RunnerInput, ends: boolean): readonly string[] {
  const flagged = words.flatMap((word, at) =>
    /^(?:-f|--file)$/.test(word) ? [words[at + 1] ?? ''] : (/^--file=(.+)$/.exec(word)?.[1] ?? []),
  )
  const named = flagged.length > 0 ? flagged : (env.COMPOSE_FILE ?? '').split(':').filter(Boolean)
  const written = named.length > 0 ? named : DEFAULTS
  const found = written.flatMap((name) => {
    const path = resolveIn(directory, name)
    return path !== null && files.has(path) ? [path] : []
  })
  const overrides = files.all
    .filter(({ path }) => folderOf(path) === directory && TEST_OVERRIDE.test(baseName(path)))
    .map(({ path }) => path)
  return named.length === 0 && ends ? [...found, ...overrides.filter((path) => !found.includes(path))] : found
}

function commandOf(entry: Data, key: string): string {
  return textAt(entry, key) ?? textsAt(entry, key).map(quoted).join(' ')
}

function quoted(word: string): string {
  return /[\s"'&|;<>()#]/.test(word) ? `'${word.replaceAll("'", '')}'` : word
}
