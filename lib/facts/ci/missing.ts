import type { FilesFact } from '../facts'
import { baseName, resolveIn } from '../paths'
import { belowWorkspace } from './directory'
import type { JobHistory } from './history'

/**
 * A file that a command needs and that the repository does not hold. Only told when nothing can have made it: not when an
 * earlier command names it, git ignores it, it lies in a submodule, or the job checks out other code.
 */
export function missingTarget(
  words: readonly string[],
  directory: string,
  files: FilesFact,
  history: JobHistory,
): string | null {
  if (history.isForeign) return null
  for (const written of wantedFiles(words)) {
    const below = belowWorkspace(written)
    const named = below ?? written
    if (named === '' || /[$*?{}<>|`~%]/.test(named) || named.startsWith('/') || named.includes('://')) continue
    const path = resolveIn(below === null ? directory : '', named)
    if (path === null || path === '' || exists(files, path)) continue
    if (mentionedTwice(history.text, baseName(path)) || files.ignoredByGit(path) || inSubmodule(files, path)) continue
    return path
  }
  return null
}

function wantedFiles(words: readonly string[]): readonly string[] {
  const program = baseName(words[0] ?? '')
  if (/^pip[\d.]*$/.test(program) || (program === 'uv' && words[1] === 'pip')) {
    return words.flatMap((word, at) =>
      /^(?:-r|--requirement|-c|--constraint)$/.test(word)
        ? [words[at + 1] ?? '']
        : (/^(?:-r|--requirement=|-c|--constraint=)([^-].*)$/.exec(word)?.[1] ?? []),
    )
  }
  if (/^(?:python|pypy)[\d.]*$/.test(program) || /^(?:bash|sh|zsh)$/.test(program)) {
    const script = words.slice(1).find((word) => !/^[-+]/.test(word))
    return script && /\.(?:py|sh)$/.test(script) && words[1] === script ? [script] : []
  }
  if (/^\.\/[\w./-]+$/.test(words[0] ?? '') && /\.(?:py|sh)$/.test(program)) return [words[0] ?? '']
  if (program === 'pytest') {
    return words
      .slice(1)
      .filter(
        (word, at, rest) =>
          /^[\w./-]+(?:\.py|\/)$/.test(word) &&
          !word.startsWith('-') &&
          !/^-[a-z]$|^--[\w-]+$/.test(rest[at - 1] ?? ''),
      )
  }
  return []
}

/** Once is the command itself; another mention may be what makes the file. */
function mentionedTwice(text: string, name: string): boolean {
  const first = text.indexOf(name)
  return first >= 0 && text.indexOf(name, first + name.length) >= 0
}

function exists(files: FilesFact, path: string): boolean {
  const folder = `${path.replace(/\/$/, '')}/`
  return files.has(path) || files.all.some((file) => file.path.startsWith(folder))
}

/** A submodule is a path that the snapshot has and that holds no file. */
function inSubmodule(files: FilesFact, path: string): boolean {
  const parts = path.split('/')
  return parts.some((_, at) => at > 0 && files.has(parts.slice(0, at).join('/')))
}
