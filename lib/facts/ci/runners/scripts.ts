import { textAt } from '../../document'
import type { FilesFact } from '../../facts'
import { parseJson } from '../../json'
import { baseName, folderOf, resolveIn } from '../../paths'
import { findUpwards, type Runner } from './runner'

/** They fetch a build tool and start it: hundreds of lines that say nothing of this repository. */
const WRAPPERS = /(?:^|\/)(?:mvnw|gradlew)$/

/** Shell scripts: `./scripts/test`, `bash ci/run.sh`, `source env.sh`. */
export const runScript: Runner = ({ words, directory, files, container }) => {
  const [program = ''] = words
  const shell = /^(?:bash|sh|zsh|dash|ash|source|\.)$/.test(baseName(program))
  const written = shell ? words.slice(1).find((word) => !/^[-+]/.test(word)) : program
  if (written === undefined || /[$*{]/.test(written) || WRAPPERS.test(written) || (!shell && !written.includes('/')))
    return null
  const here = resolveIn(directory, written)
  const found =
    here !== null && files.text(here) !== null
      ? { path: here, directory }
      : container
        ? uniqueEnd(files, written)
        : null
  const path = found?.path ?? null
  const text = path === null ? null : files.text(path)
  if (path === null || text === null) return null
  if (!shell && !isShell(path, text)) return null
  return {
    scripts: [
      {
        text,
        path,
        line: 1,
        directory: found?.directory ?? directory,
        note: words.join(' '),
        errexit: /^#!.*\s-[a-z]*e/.test(text),
      },
    ],
  }
}

/** `/app/scripts/test.sh` in a container is the one file that ends so, less the folder that the image copies it to. */
function uniqueEnd(files: FilesFact, written: string): { path: string; directory: string } | null {
  const parts = written.split('/').filter((part) => part !== '' && part !== '.')
  for (let skip = 0; skip < Math.min(parts.length, 4); skip++) {
    const end = parts.slice(skip).join('/')
    const found = files.all.filter(({ path }) => path === end || path.endsWith(`/${end}`))
    const [first] = found
    if (first) return found.length === 1 ? { path: first.path, directory: first.path.slice(0, -end.length - 1) } : null
  }
  return null
}

function isShell(path: string, text: string): boolean {
  return /^#!.*\b(?:ba|z|da|a)?sh\b/.test(text.slice(0, 200)) || (path.endsWith('.sh') && !text.startsWith('#!'))
}

/** npm, yarn, pnpm and bun scripts of package.json. */
export const runNpm: Runner = ({ words, directory, files }) => {
  const [program = '', ...rest] = words
  if (!/^(?:npm|yarn|pnpm|bun)$/.test(baseName(program))) return null
  const names = rest.filter((word) => !word.startsWith('-'))
  const name = /^(?:run|run-script)$/.test(names[0] ?? '') ? names[1] : names[0] === 't' ? 'test' : names[0]
  const path = findUpwards(files, directory, ['package.json'])
  const document = path === null ? null : parseJson(files.text(path) ?? '')
  const text = name === undefined ? undefined : textAt(document?.value, 'scripts', name)
  if (path === null || document === null || name === undefined || text === undefined) return null
  const line = document.lineOf(['scripts', name]) ?? 1
  return { scripts: [{ text, path, line, directory: folderOf(path), note: words.join(' '), errexit: false }] }
}
