import type { LaunchCommand, PythonFact } from '../../facts'
import { oncePer } from '../../once-per'
import type { Launcher } from '../expand'

/** What a cloud calls: `src/orders.create` is the function create of src/orders.py. */
export interface Handler {
  readonly name: string
  readonly path: string | null
}

interface Deployed {
  readonly path: string
  readonly line: number
  readonly process: Extract<LaunchCommand['process'], 'web' | 'worker'>
  readonly handler: Handler | null
  readonly note: string
}

/** A function that a cloud starts, on a request or on another event. */
export function addFunction(launcher: Launcher, { path, line, process, handler, note }: Deployed): void {
  launcher.commands.push({
    process,
    words: handler ? [handler.name] : [],
    program: 'serverless',
    entry: handler?.path ?? null,
    server: process === 'web' ? 'production' : null,
    debug: false,
    source: 'serverless',
    development: false,
    evidence: { path, line, note },
  })
}

/** What a reader of templates or stacks looks for: each is compared with all modules of its name. */
export const MAX_FUNCTIONS = 1_000

/** Finds the module that a handler is written in, of all Python of the repository. */
export class FunctionFiles {
  private readonly byStem = new Map<string, string[]>()
  private readonly exports = new Map<string, ReadonlySet<string>>()

  /** The one of this fact, which all projects of a repository ask. */
  static readonly of = oncePer((python: Pick<PythonFact, 'modules'>) => new FunctionFiles(python))

  private constructor({ modules }: Pick<PythonFact, 'modules'>) {
    for (const { path, role, record } of modules) {
      if (role !== 'application' || !record.parse.ok) continue
      const stem = path.slice(path.lastIndexOf('/') + 1, -'.py'.length)
      const paths = this.byStem.get(stem)
      if (paths) paths.push(path)
      else this.byStem.set(stem, [path])
      this.exports.set(path, new Set(record.exports))
    }
  }

  /** In one of the folders that the code is said to lie in, else the only module of the repository with such a function. */
  find(handler: string, folders: readonly string[]): string | null {
    const parts = handler.replaceAll('/', '.').split('.')
    const name = parts.pop() ?? ''
    const file = `${parts.join('/')}.py`
    const found = (this.byStem.get(parts.at(-1) ?? '') ?? []).filter(
      (path) => (path === file || path.endsWith(`/${file}`)) && this.exports.get(path)?.has(name),
    )
    for (const folder of folders) {
      const exact = found.find((path) => path === (folder === '' ? file : `${folder}/${file}`))
      const below = found.filter((path) => path.startsWith(`${folder}/`))
      const inside = exact ?? (below.length === 1 ? below[0] : undefined)
      if (inside) return inside
    }
    return found.length === 1 ? (found[0] ?? null) : null
  }
}
