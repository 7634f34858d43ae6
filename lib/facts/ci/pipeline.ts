import { type Data, type Document, isTable } from '../document'
import type { CiPipeline, CiStep, CiSystem, Evidence, FilesFact, PythonFact } from '../facts'
import type { Called } from './called'
import type { Expander } from './expander'
import { JobHistory } from './history'
import type { Sources } from './sources'

export interface SystemInput {
  readonly files: FilesFact
  readonly python: PythonFact
  readonly expander: Expander
  readonly sources: Sources
  /** Of all pipelines of the repository together. */
  readonly called: Called
  /** Gathers files of which not all is read. */
  readonly cut: Set<string>
}

export interface PipelineReading {
  readonly pipeline: CiPipeline
  readonly steps: readonly CiStep[]
  readonly remote: readonly Evidence[]
  /** Not all of it, or of what it calls, was read. */
  readonly isCut: boolean
}

type Trigger = CiPipeline['triggers'][number]

export interface JobOptions {
  readonly canFail?: boolean
  readonly onChange?: boolean
  readonly directory?: string | null
  readonly env?: Readonly<Record<string, string>>
}

export interface StepOptions extends JobOptions {
  readonly line: number
  readonly name?: string | null
  readonly errexit?: boolean
  readonly pipefail?: boolean
}

const MAX_STEPS = 5000
const MAX_ENTRIES = 500

/** Gathers one pipeline file: its triggers, jobs and steps, with commands followed through task runners. */
export class PipelineBuilder {
  private readonly triggers: Trigger[] = []
  private readonly steps: CiStep[] = []
  private readonly missing = new Map<string, CiPipeline['missing'][number]>()
  private readonly remote: Evidence[] = []
  private readonly seen = new Set<string>()
  private dead: string | null = null
  private isCut = false

  constructor(
    private readonly system: CiSystem,
    readonly path: string,
    private readonly name: string,
    private readonly expander: Expander,
  ) {}

  trigger(event: Trigger['event'], line: number): void {
    this.triggers.push({ event, line })
  }

  get onChange(): boolean {
    return this.triggers.some(({ event }) => event === 'push' || event === 'pull_request')
  }

  markDead(reason: string): void {
    this.dead ??= reason
  }

  cut(): void {
    this.isCut = true
  }

  /** As many as are read of a list. */
  first<T>(items: readonly T[], most: number): readonly T[] {
    if (items.length > most) this.cut()
    return items.slice(0, most)
  }

  /** Says why nothing of the file was read, when nothing was. */
  judge({ error, value }: Document, reason = `It can not be parsed: line ${error?.line ?? 1}.`): void {
    if (error?.isBound) this.cut()
    else if (error && !isTable(value)) this.markDead(reason)
  }

  addRemote(line: number, note: string): void {
    this.remote.push({ path: this.path, line, note })
  }

  addMissing(target: string, line: number): void {
    this.missing.set(target, { path: this.path, line, target })
  }

  job(name: string, options: JobOptions = {}): JobBuilder {
    return new JobBuilder(this, this.expander, name, options)
  }

  add(step: Omit<CiStep, 'path' | 'pipeline'>): void {
    const { job, line, command, uses, canFail, via, directory } = step
    const key = JSON.stringify([job, line, command, uses, canFail, via.at(-1)?.line ?? 0, directory])
    if (this.seen.has(key)) return
    if (this.steps.length >= MAX_STEPS) {
      this.cut()
      return
    }
    this.seen.add(key)
    this.steps.push({ ...step, path: this.path, pipeline: this.name })
  }

  finish(): PipelineReading {
    return {
      pipeline: {
        system: this.system,
        path: this.path,
        name: this.name,
        triggers: this.triggers,
        onChange: this.onChange,
        dead: this.dead,
        missing: [...this.missing.values()],
      },
      steps: this.steps,
      remote: this.remote,
      isCut: this.isCut,
    }
  }
}

export class JobBuilder {
  readonly history = new JobHistory()

  constructor(
    private readonly pipeline: PipelineBuilder,
    private readonly expander: Expander,
    private readonly name: string,
    private readonly options: JobOptions,
  ) {}

  /** Adds the commands of a script; in `line` of the options its text begins. */
  script(text: string, options: StepOptions): void {
    const canFail = (this.options.canFail ?? true) && (options.canFail ?? true)
    const directory = options.directory === undefined ? (this.options.directory ?? '') : options.directory
    const { leaves, missing, isCut } = this.expander.expand(
      {
        text,
        line: options.line,
        directory: this.options.directory === null ? null : directory,
        env: { ...this.options.env, ...options.env },
        canFail,
        ...(options.errexit === undefined ? {} : { errexit: options.errexit }),
        ...(options.pipefail === undefined ? {} : { pipefail: options.pipefail }),
      },
      this.history,
    )
    if (isCut) this.pipeline.cut()
    for (const { target, line } of missing) this.pipeline.addMissing(target, line)
    for (const leaf of leaves) {
      this.pipeline.add({
        line: leaf.line,
        job: this.name,
        name: options.name ?? null,
        command: leaf.words,
        uses: null,
        inputs: {},
        via: leaf.via,
        canFail: leaf.canFail,
        onChange: this.onChange(options),
        directory: leaf.directory ?? '',
      })
    }
  }

  action(uses: string, inputs: Readonly<Record<string, string>>, options: StepOptions): void {
    this.pipeline.add({
      line: options.line,
      job: this.name,
      name: options.name ?? null,
      command: [],
      uses,
      inputs,
      via: [],
      canFail: (this.options.canFail ?? true) && (options.canFail ?? true),
      onChange: this.onChange(options),
      directory: options.directory ?? '',
    })
  }

  private onChange(options: StepOptions): boolean {
    return this.options.onChange ?? options.onChange ?? this.pipeline.onChange
  }
}

/** Where the text of a scalar begins: one line below its key for a block (`run: |`). */
export function textLine(lines: readonly string[], document: Document, path: readonly (string | number)[]): number {
  const line = document.lineOf(path) ?? 1
  return /(?::|-)\s*(?:&\S{1,100}\s+)?[|>][-+\d]*\s*(?:#.*)?$/.test((lines[line - 1] ?? '').slice(0, 1000))
    ? line + 1
    : line
}

/** Scalars of a table as text, of as many entries as may be copied for each command. */
export function textTable(data: Data | undefined): Record<string, string> {
  const found: Record<string, string> = {}
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return found
  for (const [key, value] of Object.entries(data).slice(0, MAX_ENTRIES)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') found[key] = String(value)
  }
  return found
}
