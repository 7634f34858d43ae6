import { type ShellToken, tokenizeShell } from './shell-tokens'

/** One simple command of a shell text. */
export interface ShellCommand {
  /** Words without quotes; variables stay as written (`$X`, `${X}`, `${{ x }}`). Assignments before it are in `env`. */
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly line: number
  /** What stands before it: '' for the first, ';' also for a new line. */
  readonly op: '' | ';' | '&&' | '||' | '|' | '&'
  /** Its failure does not fail the text: `|| true`, a pipe's early member, `set +e`, a condition, the background. */
  readonly swallowed: boolean
  /** Nesting in `( )` and `{ }`: a subshell's `cd` ends with it. */
  readonly depth: number
}

export interface ShellOptions {
  /** Line of the file on which the text begins. */
  readonly line?: number
  /** The shell stops at the first failure (`bash -e`); CI systems run steps so. Default true. */
  readonly errexit?: boolean
  readonly pipefail?: boolean
}

interface Draft {
  words: string[]
  env: Record<string, string>
  line: number
  op: ShellCommand['op']
  swallowed: boolean
  /** Commands joined by `&&`, `||` and `|` share one. */
  list: number
  /** Nesting in `( )` and `{ }`. */
  depth: number
  errexit: boolean
  pipefail: boolean
}

const OPENERS = new Set(['if', 'while', 'until', 'elif', 'then', 'else', 'do', '{', '(', '!', 'time', 'function'])
const CLOSERS = new Set(['fi', 'done', 'esac', '}', ')', ';;'])
const MAX_COMMANDS = 5000

/** Splits a shell text into simple commands. Linear; never throws; unknown syntax yields fewer or odder words. */
export function splitCommands(text: string, options: ShellOptions = {}): readonly ShellCommand[] {
  const commands = readCommands(tokenizeShell(text, options.line ?? 1), options)
  markRecovered(commands)
  markIgnored(commands)
  return commands.map(({ words, env, line, op, swallowed, depth }) => ({ words, env, line, op, swallowed, depth }))
}

function readCommands(tokens: readonly ShellToken[], options: ShellOptions): Draft[] {
  const commands: Draft[] = []
  const state = { errexit: options.errexit ?? true, pipefail: options.pipefail ?? false }
  let list = 0
  let depth = 0
  let op: Draft['op'] = ''
  let condition = false
  let skipping: 'for' | 'case' | 'pattern' | 'name' | null = null
  let current: Draft | null = null

  const finish = () => {
    if (current && (current.words.length > 0 || Object.keys(current.env).length > 0)) {
      applySet(current.words, state)
      if (commands.length < MAX_COMMANDS) commands.push(current)
    }
    current = null
  }

  for (const token of tokens) {
    if (token.kind === 'op') {
      if (skipping === 'pattern' && token.text === ')') {
        skipping = null
        continue
      }
      finish()
      if (token.text === '(' || token.text === ')') {
        depth += token.text === '(' ? 1 : -1
        continue
      }
      if (token.text === ';;') {
        skipping = 'pattern'
        op = ';'
        list++
        continue
      }
      if (token.text === '&') for (const command of commands) if (command.list === list) command.swallowed = true
      if (skipping === 'for' && token.text === ';') skipping = null
      if (token.text === ';' || token.text === '&') {
        list++
        op = token.text === '&' ? '&' : commands.length === 0 ? '' : ';'
      } else op = token.text as Draft['op']
      continue
    }
    const word = token.text
    if (!current || current.words.length === 0) {
      if (skipping === 'case') {
        if (word === 'in') skipping = 'pattern'
        continue
      }
      if (skipping === 'pattern') {
        if (word === 'esac') skipping = null
        continue
      }
      if (skipping === 'name') {
        skipping = null
        continue
      }
      if (skipping === 'for') {
        if (word === 'do') skipping = null
        continue
      }
      if (!token.quoted && word === 'for') {
        skipping = 'for'
        continue
      }
      if (!token.quoted && word === 'case') {
        skipping = 'case'
        continue
      }
      if (!token.quoted && OPENERS.has(word)) {
        if (word === '{') depth++
        if (word === 'function') skipping = 'name'
        if (word === 'if' || word === 'elif' || word === 'while' || word === 'until') condition = true
        if (word === 'then' || word === 'do') condition = false
        continue
      }
      if (!token.quoted && CLOSERS.has(word)) {
        if (word === '}') depth--
        continue
      }
    }
    current ??= { words: [], env: {}, line: token.line, op, swallowed: condition, list, depth, ...state }
    const assignment = current.words.length === 0 ? /^([A-Za-z_]\w*)\+?=/.exec(word) : null
    if (assignment?.[1]) current.env[assignment[1]] = word.slice(assignment[0].length)
    else current.words.push(word)
  }
  finish()
  return commands
}

function applySet(words: readonly string[], state: { errexit: boolean; pipefail: boolean }): void {
  if (words[0] !== 'set') return
  for (const [at, word] of words.entries()) {
    if (/^-[a-z]*e/.test(word)) state.errexit = true
    if (/^\+[a-z]*e/.test(word)) state.errexit = false
    if (word === 'pipefail') state.pipefail = (words[at - 1] ?? '').startsWith('-')
    if (word === 'errexit') state.errexit = (words[at - 1] ?? '').startsWith('-')
  }
}

/** `a && b || true`: a and b are recovered. `a || exit 1` is not. */
function markRecovered(commands: readonly Draft[]): void {
  for (const [at, command] of commands.entries()) {
    if (command.op !== '||' || !recovers(commands, at)) continue
    for (let before = at - 1; before >= 0; before--) {
      const earlier = commands[before]
      if (!earlier || earlier.list !== command.list) break
      earlier.swallowed = true
    }
  }
}

const RECOVERING = new Set(['true', ':', 'echo', 'printf', 'exit', 'return', 'continue', 'break', 'test'])

function recovers(commands: readonly Draft[], at: number): boolean {
  const first = commands[at]
  const before = commands[at - 1]
  if (!first || !before || !RECOVERING.has(first.words[0] ?? '')) return false
  const grouped = first.depth > before.depth
  for (const command of commands.slice(at, at + 20)) {
    if (grouped ? command.depth < first.depth : command.list !== first.list) break
    const [program, status] = command.words
    if (program === 'false') return false
    if ((program === 'exit' || program === 'return') && status !== '0') return false
  }
  return true
}

/**
 * Failures that the shell passes over: without `-e` all lists but the last, without pipefail all but a pipe's end. A
 * status that is kept (`status=$?`) is not passed over when the text exits by one later.
 */
function markIgnored(commands: readonly Draft[]): void {
  const lastList = commands.at(-1)?.list
  const lastExit = commands.findLastIndex(
    ({ words }) => words[0] === 'exit' && words[1] !== undefined && words[1] !== '0',
  )
  for (const [at, command] of commands.entries()) {
    const next = commands[at + 1]
    const isKept = lastExit > at && next?.words.length === 0 && Object.values(next.env).includes('$?')
    if (!command.errexit && command.list !== lastList && !isKept) command.swallowed = true
    if (next?.op === '|' && next.list === command.list && !command.pipefail) command.swallowed = true
  }
}
