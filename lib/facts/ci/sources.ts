import type { Document } from '../document'
import type { FilesFact } from '../facts'
import { Recent } from '../recent'
import { parseYaml } from '../yaml'

/** A YAML file of a pipeline, or one that it calls. */
export interface Source {
  readonly document: Document
  readonly lines: readonly string[]
  readonly path: string
  /** In characters. */
  readonly size: number
}

const MAX_CHARACTERS = 2_000_000

/** Parses what pipelines call once, however often they call it. */
export class Sources {
  private readonly kept = new Recent<Source>(MAX_CHARACTERS)

  constructor(
    private readonly files: Pick<FilesFact, 'has' | 'text'>,
    private readonly cut: Set<string>,
  ) {}

  load(path: string): Source | null {
    const known = this.kept.get(path)
    if (known) return known
    const text = this.files.text(path)
    if (text === null) {
      if (this.files.has(path)) this.cut.add(path)
      return null
    }
    const source = { document: parseYaml(text), lines: text.split('\n'), path, size: text.length }
    if (source.document.error?.isBound) this.cut.add(path)
    this.kept.set(path, source, text.length)
    return source
  }
}
