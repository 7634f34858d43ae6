import type { FilesFact, PythonFact } from '../facts'
import { type ShellCommand, splitCommands } from '../shell'
import { classifyCommand } from './commands'
import { enterDirectory } from './directory'
import type { JobHistory } from './history'
import { missingManifest } from './manifest-needed'
import { missingTarget } from './missing'
import { type Unwrapped, unwrapCommand } from './prefixes'
import { runCompose } from './runners/compose'
import { runJust } from './runners/just'
import { runMake } from './runners/make'
import { runBareTask, runProjectTask } from './runners/pyproject-tasks'
import { runInvoke, runNox, runPythonScript } from './runners/python-tasks'
import type { Runner, TaskScript } from './runners/runner'
import { runNpm, runScript } from './runners/scripts'
import { runSkaffold } from './runners/skaffold'
import { runTask } from './runners/taskfile'
import { runTox } from './runners/tox'
import { exported, fillAssignments, fillVariables } from './variables'

/** A simple command at the end of the expansion. */
export interface Leaf {
  readonly words: readonly string[]
  readonly canFail: boolean
  readonly directory: string | null
  readonly via: readonly { readonly path: string; readonly line: number; readonly note: string }[]
  readonly line: number
}

export interface ScriptInput {
  readonly text: string
  /** Line of the pipeline's file on which the text begins. */
  readonly line: number
  readonly directory: string | null
  readonly env: Readonly<Record<string, string>>
  readonly canFail: boolean
  readonly errexit?: boolean
  readonly pipefail?: boolean
  /** Inside a container, where the repository may lie elsewhere. */
  readonly container?: boolean
}

export interface Missing {
  readonly target: string
  readonly line: number
}

const RUNNERS: readonly Runner[] = [
  runMake,
  runTox,
  runNox,
  runInvoke,
  runJust,
  runTask,
  runProjectTask,
  runNpm,
  runCompose,
  runSkaffold,
  runPythonScript,
  runScript,
  runBareTask,
]
const MAX_DEPTH = 8
/** Of one step, and of all steps of a repository. */
const MAX_LEAVES_PER_STEP = 2_000
const MAX_LEAVES = 20_000

/** Follows commands through task runners and scripts, bounded in depth and number. */
export class Expander {
  private leavesLeft = MAX_LEAVES
  private stepLeavesLeft = MAX_LEAVES_PER_STEP
  private isCut = false

  constructor(
    private readonly files: FilesFact,
    private readonly python: PythonFact,
    /** Console scripts that can not start, with the file that they lack. */
    private readonly brokenScripts: ReadonlyMap<string, string> = new Map(),
  ) {}

  expand(
    script: ScriptInput,
    history: JobHistory,
  ): { readonly leaves: readonly Leaf[]; readonly missing: readonly Missing[]; readonly isCut: boolean } {
    const leaves: Leaf[] = []
    const missing: Missing[] = []
    this.stepLeavesLeft = MAX_LEAVES_PER_STEP
    this.isCut = false
    this.walk(script, { leaves, missing, history, via: [], seen: new Set(), line: null })
    return { leaves, missing, isCut: this.isCut }
  }

  private walk(script: ScriptInput, walk: Walk): void {
    if (this.leavesLeft <= 0) {
      this.cut()
      return
    }
    let { directory } = script
    const pushed: (string | null)[] = []
    walk.history.add(script.text)
    const env: Record<string, string> = { ...script.env }
    const commands = splitCommands(script.text, {
      line: script.line,
      ...(script.errexit === undefined ? {} : { errexit: script.errexit }),
      ...(script.pipefail === undefined ? {} : { pipefail: script.pipefail }),
    })
    const folders: (string | null)[] = []
    let depth = 0
    for (const command of commands) {
      if (this.leavesLeft-- <= 0 || this.stepLeavesLeft-- <= 0) {
        this.cut()
        return
      }
      for (; depth < command.depth; depth++) folders.push(directory)
      for (; depth > command.depth; depth--) directory = folders.pop() ?? directory
      const words = fillVariables(command.words, env)
      const assigned = fillAssignments({ ...command.env, ...exported(words) }, env)
      if (words.length === 0 || words[0] === 'export') {
        Object.assign(env, assigned)
        continue
      }
      if (words[0] === 'cd' || words[0] === 'pushd' || words[0] === 'popd') {
        if (words[0] === 'pushd') pushed.push(directory)
        directory = words[0] === 'popd' ? (pushed.pop() ?? null) : enterDirectory(directory, words[1])
        continue
      }
      this.command(
        words,
        { ...env, ...assigned },
        command,
        { script, directory, line: walk.line ?? command.line },
        walk,
      )
    }
  }

  private cut(): void {
    this.isCut = true
  }

  private command(
    words: readonly string[],
    env: Readonly<Record<string, string>>,
    { swallowed, line: own }: ShellCommand,
    { script, directory, line }: { script: ScriptInput; directory: string | null; line: number },
    walk: Walk,
  ): void {
    const unwrapped = unwrapCommand(words, env)
    const canFail = script.canFail && !swallowed
    const container = unwrapped.container || script.container === true
    const place = unwrapped.folder === null ? directory : enterDirectory(directory, unwrapped.folder)
    const inside = container && place === null ? '' : place
    const at = { canFail, directory: inside, line, guarded: !canFail || container, container }
    const lacking = container || place === null ? null : this.missingManifest(unwrapped, place, walk.history)
    if (lacking !== null) {
      if (canFail) walk.missing.push({ target: lacking, line })
      return
    }
    if (unwrapped.script !== null) {
      const nested = { text: unwrapped.script, path: null, line: own, directory: inside, note: '', canFail }
      this.nested(nested, unwrapped.env, walk, at)
      return
    }
    const add = (leaf: readonly string[]) =>
      walk.leaves.push({ words: leaf, canFail, directory: inside, via: walk.via, line })
    add(unwrapped.words)
    const followed = this.follow(unwrapped.words, unwrapped.env, at, walk)
    if (!unwrapped.container) return
    const compose = place === null ? null : this.run(runCompose, words, {}, { ...at, directory: place })
    for (const found of compose?.scripts ?? []) this.nested({ ...found, canFail }, {}, walk, at)
    // The entry point of an image may take a word of its own before the command.
    if (!followed && unwrapped.words.length > 1 && classifyCommand(unwrapped.words).length === 0) {
      const rest = unwrapCommand(unwrapped.words.slice(1), unwrapped.env).words
      add(rest)
      this.follow(rest, unwrapped.env, at, walk)
    }
  }

  /** The manifest without which an unwrapped command has no environment to run in. */
  missingManifest(command: Pick<Unwrapped, 'manager' | 'env'>, directory: string, history: JobHistory): string | null {
    return missingManifest(command, directory, this.files, history)
  }

  private follow(words: readonly string[], env: Readonly<Record<string, string>>, at: Place, walk: Walk): boolean {
    const { directory } = at
    if (directory === null) return false
    const target = at.guarded
      ? null
      : (missingTarget(words, directory, this.files, walk.history) ?? this.brokenScripts.get(words[0] ?? '') ?? null)
    if (target !== null) walk.missing.push({ target, line: at.line })
    for (const runner of RUNNERS) {
      const result = this.run(runner, words, env, { ...at, directory })
      if (result === null) continue
      const { missing } = result
      if (missing !== undefined && !at.guarded && !walk.history.isForeign && !walk.history.text.includes(missing)) {
        walk.missing.push({ target: missing, line: at.line })
      }
      for (const script of result.scripts) {
        const canFail = at.canFail && script.canFail !== false
        this.nested({ ...script, canFail }, { ...env, ...script.env }, walk, at)
      }
      return true
    }
    return false
  }

  private run(
    runner: Runner,
    words: readonly string[],
    env: Readonly<Record<string, string>>,
    at: Place & { directory: string },
  ) {
    const { directory, container } = at
    return runner({ words, env, directory, container, files: this.files, python: this.python })
  }

  private nested(
    script: Omit<TaskScript, 'path'> & { readonly path: string | null },
    env: Readonly<Record<string, string>>,
    walk: Walk,
    at: Place,
  ): void {
    const key = `${script.path}:${script.line}:${script.text.slice(0, 500)}`
    if (walk.seen.has(key)) return
    if (walk.via.length >= MAX_DEPTH) {
      this.cut()
      return
    }
    const via =
      script.path === null ? walk.via : [...walk.via, { path: script.path, line: script.line, note: script.note }]
    this.walk(
      {
        text: script.text,
        line: script.line,
        directory: script.directory,
        env,
        canFail: script.canFail !== false,
        container: at.container || script.container === true,
        ...(script.errexit === undefined ? {} : { errexit: script.errexit }),
      },
      { ...walk, via: via.slice(0, MAX_DEPTH), seen: new Set([...walk.seen, key]), line: at.line },
    )
  }
}

interface Place {
  readonly canFail: boolean
  readonly directory: string | null
  readonly line: number
  /** Its failure, or a file that it misses, proves nothing. */
  readonly guarded: boolean
  readonly container: boolean
}

interface Walk {
  readonly leaves: Leaf[]
  readonly missing: Missing[]
  readonly history: JobHistory
  readonly via: Leaf['via']
  readonly seen: ReadonlySet<string>
  /** Line of the pipeline's file that stands for everything below it. */
  readonly line: number | null
}
