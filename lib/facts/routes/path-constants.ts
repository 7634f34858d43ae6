import type { PythonFact, PythonModule } from '../facts'
import type { ObjectFinder } from './objects'

const PLACEHOLDER = /\{([A-Za-z_][\w.]{0,100})\}/g

/** Paths that other modules hold: `{HEALTH}` of `from shop.paths import HEALTH`, `{Paths.HEALTH}`. */
export class PathConstants {
  private readonly texts = new Map<string, ReadonlyMap<string, string>>()

  constructor(
    private readonly python: PythonFact,
    private readonly finder: ObjectFinder,
  ) {}

  /** The path with what can be told put in; parameters of the path stay as they are. */
  filledIn(path: string | null, module: PythonModule): string | null {
    if (path === null || !path.includes('{')) return path
    return path.replace(PLACEHOLDER, (whole, name: string) => this.text(name, module) ?? whole)
  }

  private text(name: string, module: PythonModule): string | null {
    const [path = '', rest = ''] = this.finder.key(module.path, name).split('::')
    if (rest === '' || (path === module.path && !name.includes('.') && name === name.toLowerCase())) return null
    return this.textsOf(path).get(rest) ?? null
  }

  private textsOf(path: string): ReadonlyMap<string, string> {
    const known = this.texts.get(path)
    if (known) return known
    const found = new Map<string, string>()
    const module = this.python.modules.find((each) => each.path === path)
    for (const { target, value, scope } of module?.record.assignments ?? [])
      if (value.kind === 'string' && !scope.startsWith('function:') && !found.has(target))
        found.set(target, value.value)
    this.texts.set(path, found)
    return found
  }
}
