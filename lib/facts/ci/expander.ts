import type { FilesFact, PythonFact } from '../facts'
import { resolveIn } from '../paths'
import { splitCommands } from '../shell'
import { missingTarget } from './missing'
import { unwrapCommand } from './prefixes'
import { runCompose } from './runners/compose'
import { runJust } from './runners/just'
import { runMake } from './runners/make'
import { runBareTask, runProjectTask } from './runners/pyproject-tasks'
import { runInvoke, runNox, runPythonScript } from './runners/python-tasks'
import type { Runner, TaskScript } from './runners/runner'
import { runNpm, runScript } from './runners/scripts'
import { runTask } from './runners/taskfile'
import { runTox } from './runners/tox'

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
}

export interface Missing {
  readonly target: string
  readonly line: number
}

/** Files that earlier commands of a job may have made or fetched. */
export interface JobHistory {
  text: string
  /** Other code is checked out beside this repository's. */
  foreign: boolean
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
  runPythonScript,
  runScript,
  runBareTask,
]
const MAX_DEPTH = 8
const MAX_LEAVES = 4000
const MAX_HISTORY = 200_000

/** Follows commands through task runners and scripts, bounded in depth and number. */
export class Expander {
  private leavesLeft = MAX_LEAVES

  constructor(
    private readonly files: FilesFact,
    private readonly python: PythonFact,
  ) {}

  expand(
    script: ScriptInput,
    history: JobHistory,
  ): { readonly leaves: readonly Leaf[]; readonly missing: readonly Missing[] } {
    const leaves: Leaf[] = []
    const missing: Missing[] = []
    this.walk(script, { leaves, missing, history, via: [], seen: new Set(), line: null })
    return { leaves, missing }
  }

  private walk(script: ScriptInput, walk: Walk): void {
    let { directory } = script
    walk.history.text = `${walk.history.text}\n${script.text}`.slice(-MAX_HISTORY)
    const env: Record<string, string> = { ...script.env }
    const commands = splitCommands(script.text, {
      line: script.line,
      ...(script.errexit === undefined ? {} : { errexit: script.errexit }),
      ...(script.pipefail === undefined ? {} : { pipefail: script.pipefail }),
    })
    for (const command of commands) {
      if (this.leavesLeft-- <= 0) return
      const line = walk.line ?? command.line
      const unwrapped = unwrapCommand(command.words, { ...env, ...command.env })
      const canFail = script.canFail && !command.swallowed
      if (command.words[0] === 'cd' || command.words[0] === 'pushd') {
        directory = enter(directory, command.words[1])
        continue
      }
      if (command.words.length === 0 || command.words[0] === 'export') {
        Object.assign(env, command.env, exported(command.words))
        continue
      }
      const place = unwrapped.folder === null ? directory : enter(directory, unwrapped.folder)
      const inside = unwrapped.container && place === null ? '' : place
      if (unwrapped.script !== null) {
        this.nested(
          { text: unwrapped.script, path: null, line: command.line, directory: inside, note: '', canFail },
          unwrapped.env,
          walk,
          line,
        )
        continue
      }
      walk.leaves.push({ words: unwrapped.words, canFail, directory: inside, via: walk.via, line })
      this.follow(
        unwrapped.words,
        unwrapped.env,
        {
          canFail,
          directory: inside,
          line,
          guarded: !canFail || unwrapped.container,
          swallowed: command.swallowed,
          container: unwrapped.container,
        },
        walk,
      )
      if (unwrapped.container) this.followCompose(command.words, { canFail, directory: place, line }, walk)
    }
  }

  private follow(
    words: readonly string[],
    env: Readonly<Record<string, string>>,
    at: {
      canFail: boolean
      directory: string | null
      line: number
      guarded: boolean
      swallowed: boolean
      container: boolean
    },
    walk: Walk,
  ): void {
    if (at.directory === null) return
    const target = at.guarded || at.swallowed ? null : missingTarget(words, at.directory, this.files, walk.history)
    if (target !== null) walk.missing.push({ target, line: at.line })
    for (const runner of RUNNERS) {
      const result = runner({
        words,
        env,
        directory: at.directory,
        container: at.container,
        files: this.files,
        python: this.python,
      })
      if (result === null) continue
      if (
        result.missing !== undefined &&
        !at.guarded &&
        !walk.history.foreign &&
        !walk.history.text.includes(result.missing)
      ) {
        walk.missing.push({ target: result.missing, line: at.line })
      }
      for (const script of result.scripts) {
        this.nested(
          { ...script, canFail: at.canFail && script.canFail !== false },
          { ...env, ...script.env },
          walk,
          at.line,
        )
      }
      return
    }
  }

  /** `docker compose run tests` without a command runs the service's own. */
  private followCompose(
    words: readonly string[],
    at: { canFail: boolean; directory: string | null; line: number },
    walk: Walk,
  ): void {
    const result =
      at.directory === null
        ? null
        : runCompose({ words, env: {}, directory: at.directory, files: this.files, python: this.python })
    for (const script of result?.scripts ?? []) this.nested({ ...script, canFail: at.canFail }, {}, walk, at.line)
  }

  private nested(
    script: Omit<TaskScript, 'path'> & { readonly path: string | null },
    env: Readonly<Record<string, string>>,
    walk: Walk,
    line: number,
  ): void {
    const key = `${script.path}:${script.line}:${script.text.slice(0, 500)}`
    if (walk.seen.has(key) || walk.via.length >= MAX_DEPTH) return
    const via =
      script.path === null ? walk.via : [...walk.via, { path: script.path, line: script.line, note: script.note }]
    this.walk(
      {
        text: script.text,
        line: script.line,
        directory: script.directory,
        env,
        canFail: script.canFail !== false,
        ...(script.errexit === undefined ? {} : { errexit: script.errexit }),
      },
      { ...walk, via: via.slice(0, MAX_DEPTH), seen: new Set([...walk.seen, key]), line },
    )
  }
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

function enter(directory: string | null, target: string | undefined): string | null {
  if (directory === null || target === undefined || /[$*`~]/.test(target) || target === '-') {
    return target !== undefined &&
      /^\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR|BUILD_SOURCESDIRECTORY|WORKSPACE|CIRCLE_WORKING_DIRECTORY)\}?$/.test(
        target,
      )
      ? ''
      : null
  }
  return resolveIn(directory, target)
}

function exported(words: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const word of words.slice(1)) {
    const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word)
    if (match?.[1]) found[match[1]] = match[2] ?? ''
  }
  return found
}
