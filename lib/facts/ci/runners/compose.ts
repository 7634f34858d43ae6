import { entriesAt, textAt, textsAt } from '../../document'
import { baseName } from '../../paths'
import { parseYaml } from '../../yaml'
import type { Runner, TaskScript } from './runner'
import { composeFiles } from './scripts'

/** What the services run: all that `up` starts, or the one that `run` names without a command of its own. */
export const runCompose: Runner = ({ words, directory, files }) => {
  const compose = baseName(words[0] ?? '') === 'docker-compose' || (words[0] === 'docker' && words[1] === 'compose')
  const verb = words.find((word) => word === 'up' || word === 'run')
  if (!compose || verb === undefined) return null
  const rest = words.slice(words.indexOf(verb) + 1).filter((word) => !word.startsWith('-'))
  const decides =
    words.some((word) => /^--(?:exit-code-from|abort-on-container-(?:exit|failure))/.test(word)) || verb === 'run'
  const scripts = composeFiles(files, words, directory).flatMap((path): TaskScript[] => {
    const document = parseYaml(files.text(path) ?? '')
    return entriesAt(document.value, 'services').flatMap(([service, entry]) => {
      if (verb === 'run' && !rest.includes(service)) return []
      const text = textAt(entry, 'command') ?? textsAt(entry, 'command').map(quoted).join(' ')
      if (text === '') return []
      const line = document.lineOf(['services', service, 'command']) ?? 1
      return [{ text, path, line, directory, note: words.join(' '), canFail: decides }]
    })
  })
  return { scripts }
}

function quoted(word: string): string {
  return /[\s"'&|;<>()#]/.test(word) ? `'${word.replaceAll("'", '')}'` : word
}
