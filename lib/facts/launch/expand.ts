import type { Evidence, Facts, LaunchCommand } from '../facts'
import { splitCommands } from '../shell'
import { Visits } from '../visits'
import { codeServerFinder, pickServer, type ServerFinder } from './code-server'
import { debuggingDefault } from './default-debug'
import { type EntryResolver, entryResolver } from './entry'
import { type HardDebugFinder, hardDebugFinder } from './hard-debug'
import { makeTarget } from './make-target'
import { flaskDebug } from './options'
import { type Origin, processByName } from './origin'
import { type Program, readProgram } from './programs'
import { startSentence } from './sentence'
import { developmentLines } from './shell-arms'
import { restartsOnChange, type Stripped, stripWrappers } from './strip'

const MAX_DEPTH = 6
const MAX_COMMANDS = 400
const MAX_RECIPES = 2_000
const NOT_PROGRAMS = new Set([
  '.',
  'source',
  'npm',
  'npx',
  'yarn',
  'pnpm',
  'node',
  'cd',
  'echo',
  'export',
  'set',
  'test',
  '[',
])
const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z|k)?sh$/

/** Follows commands to what they start: through shells, scripts, task runners and console scripts. */
export class Launcher {
  readonly commands: LaunchCommand[] = []
  readonly missing: Evidence[] = []
  readonly entries: EntryResolver
  readonly findServers: ServerFinder
  private readonly targets = new Map<string, ReturnType<typeof makeTarget>>()
  private readonly visits = new Visits(MAX_RECIPES)
  private readonly debugVariable: string | null
  private readonly findHardDebug: HardDebugFinder
  /** Configurations of supervisord that some command names. */
  readonly supervisorFiles = new Set<string>()
  /** Shell scripts that some command runs. */
  readonly scriptsSeen = new Set<string>()

  constructor(
    private readonly facts: Pick<Facts, 'files' | 'python' | 'dependencies'>,
    private readonly everything: Facts['files'] = facts.files,
  ) {
    this.entries = entryResolver(facts.files, facts.python)
    this.findServers = codeServerFinder(facts)
    this.debugVariable = debuggingDefault(facts.python)
    this.findHardDebug = hardDebugFinder(facts.python)
  }

  /** Adds every command that a shell text starts. */
  addText(text: string, origin: Origin, depth = 0): void {
    for (const { words, env, line } of splitCommands(text, { line: origin.line })) {
      this.add(
        words,
        {
          ...origin,
          line: depth === 0 && origin.source !== 'readme' ? origin.line : line,
          env: { ...origin.env, ...env },
        },
        depth,
      )
    }
  }

  /** Adds what one command starts. */
  add(words: readonly string[], origin: Origin, depth = 0): void {
    if (depth > MAX_DEPTH || this.commands.length >= MAX_COMMANDS) return
    const stripped = stripWrappers(words.slice(0, 200))
    const [first = '', ...rest] = stripped.words
    const env = { ...origin.env, ...stripped.env }
    const inner = { ...origin, env }
    const script = this.shellScript(first, origin)
    if (/^"?\$(?:@|\*|\{@\})"?$/.test(first)) {
      if (origin.arguments?.length) this.add(origin.arguments, { ...inner, arguments: [] }, depth + 1)
    } else if (SHELLS.test(first)) this.addShell(rest, inner, depth)
    else if (first === 'make') this.addMake(rest, inner, depth)
    else if (first === 'supervisord') this.noteSupervisor(rest, inner)
    else if (first === 'watchfiles') {
      this.addText(rest.find((word) => /\s/.test(word)) ?? rest.join(' '), { ...inner, development: true }, depth + 1)
    } else if (script) this.addScript(script, rest, inner, depth)
    else if (!NOT_PROGRAMS.has(first)) {
      const program = readProgram(stripped.words, env)
      if (program) this.addProgram(program, words, stripped, inner)
    }
  }

  private addShell(words: readonly string[], origin: Origin, depth: number): void {
    const at = words.findIndex((word) => /^-\w*c$/.test(word))
    if (at >= 0) {
      this.addText(words[at + 1] ?? '', origin, depth + 1)
      return
    }
    const [path = '', ...rest] = words.filter((word) => !/^[-+]/.test(word))
    const script = this.entries.script(path, origin.path, origin.copied)
    if (script) this.addScript(script, rest, origin, depth)
    else if (isPlainPath(path)) this.noteMissing(path, origin)
  }

  private noteSupervisor(words: readonly string[], origin: Origin): void {
    const named = words.find(
      (word, at) => /^-(?:c|-configuration)$/.test(words[at - 1] ?? '') || /\.(?:conf|ini)$/.test(word),
    )
    const path = named ? this.entries.script(named, origin.path, origin.copied) : null
    if (path) this.supervisorFiles.add(path)
  }

  private addScript(path: string, words: readonly string[], origin: Origin, depth: number): void {
    const text = this.facts.files.text(path)
    if (text === null) return
    const key = `${path}\0${origin.source}\0${origin.path}\0${origin.name ?? ''}`
    if (this.scriptsSeen.has(key)) return
    this.scriptsSeen.add(key).add(path)
    const development = developmentLines(text)
    const passed = words.length > 0 ? words : origin.arguments
    for (const { words: command, env, line } of splitCommands(text)) {
      this.add(
        command,
        {
          ...origin,
          path,
          line,
          env: { ...origin.env, ...env },
          development: origin.development || development.has(line),
          ...(passed ? { arguments: passed } : {}),
        },
        depth + 1,
      )
    }
  }

  private addMake(words: readonly string[], origin: Origin, depth: number): void {
    const target = words.find((word) => !word.startsWith('-') && !word.includes('='))
    const found = target ? this.makeTarget(target) : null
    if (found && this.visits.next(found.text.length))
      this.addText(found.text, { ...origin, path: 'Makefile', line: found.line }, depth + 1)
  }

  private makeTarget(target: string): ReturnType<typeof makeTarget> {
    const known = this.targets.get(target)
    if (known !== undefined) return known
    const found = makeTarget(this.facts.files.text('Makefile') ?? '', target)
    this.targets.set(target, found)
    return found
  }

  private shellScript(word: string, origin: Origin): string | null {
    if (word === '' || /\.(?:py|js|ts|rb|jar|exe)$/.test(word) || /\s/.test(word)) return null
    const looksLikePath = word.includes('/') || /\.(?:sh|bash)$/.test(word) || origin.copied?.has(word)
    if (!looksLikePath) return null
    const path = this.entries.script(word, origin.path, origin.copied)
    if (path === null) {
      if (/\.(?:sh|bash)$/.test(word)) this.noteMissing(word, origin)
      return null
    }
    const start = this.facts.files.text(path)?.slice(0, 200) ?? ''
    return /\.(?:sh|bash)$/.test(path) ||
      /^#!.*\b(?:ba|da|a|z|k)?sh\b/.test(start) ||
      /^#!.*(?:with-contenv|execlineb)/.test(start)
      ? path
      : null
  }

  private addProgram(program: Program, words: readonly string[], stripped: Stripped, origin: Origin): void {
    const entry = this.resolveEntry(program, origin)
    if (origin.source === 'readme' && /(?:^|\/)test_\w+\.py$/.test(entry ?? '')) return
    if (program.target?.kind === 'name' && entry === null) return
    if (origin.foreign && entry === null) return
    if (program.program === 'python' && entry === null && program.process === 'other') return
    const isOpen = program.server === null && program.process === 'other'
    const code = isOpen && entry ? pickServer(this.findServers(entry), stripped.words.slice(1)) : null
    const named = processByName(origin.name)
    const server = program.server ?? code?.server ?? null
    const hard = server === 'production' ? this.findHardDebug(entry, origin.env ?? {}) : null
    const process = program.process !== 'other' ? program.process : code && named !== 'worker' ? 'web' : named
    this.commands.push({
      process,
      words,
      program: code?.program ?? program.program,
      entry,
      server: process === 'worker' || process === 'scheduler' ? null : server,
      debug:
        program.debug ||
        hard !== null ||
        (code?.debug ?? false) ||
        (code?.debugBySettings === true && this.debugsWithout(origin.env ?? {})) ||
        restartsOnChange(stripped.wrappers) ||
        (server === 'development' && flaskDebug(origin.env ?? {})),
      source: origin.source,
      development: origin.development,
      evidence: { path: origin.path, line: origin.line, note: startSentence(words, code, origin, hard) },
    })
  }

  /** Nothing here chooses other settings than those that debug. */
  private debugsWithout(env: Readonly<Record<string, string>>): boolean {
    return this.debugVariable !== null && env[this.debugVariable] === undefined
  }

  private resolveEntry({ target }: Program, origin: Origin): string | null {
    if (!target || target.value === '') return null
    if (target.kind === 'module') return this.entries.module(target.value, origin.path)
    if (target.kind === 'script') {
      const path = this.entries.script(target.value, origin.path, origin.copied)
      if (path === null && isPlainPath(target.value)) this.noteMissing(target.value, origin)
      return path
    }
    const script = this.facts.dependencies.scripts.find(({ name }) => name === target.value)
    if (script) return this.entries.module(script.target.split(/[:\s[]/)[0] ?? '', script.path)
    if (!target.value.includes('/') && !origin.copied?.has(target.value)) return null
    const file = this.entries.script(target.value, origin.path, origin.copied)
    return file && /^#!.*python/.test(this.facts.files.text(file)?.slice(0, 100) ?? '') ? file : null
  }

  /** Only for what ships: a README's command may mean a file of the reader. */
  private noteMissing(target: string, origin: Origin): void {
    if (origin.source === 'readme' || origin.development || origin.foreign || this.missing.length >= 50) return
    const plain = target.replace(/^(?:\.{0,2}\/)+/, '')
    if (this.facts.files.ignoredByGit(plain)) return
    if (this.everything !== this.facts.files && this.everything.all.some(({ path }) => isAt(path, plain))) return
    this.missing.push({
      path: origin.path,
      line: origin.line,
      note: `It starts ${target}, which is not in the repository.`,
    })
  }
}

/** The path as written, below whatever folder. */
function isAt(path: string, written: string): boolean {
  return path === written || path.endsWith(`/${written}`) || written.endsWith(`/${path}`)
}

function isPlainPath(path: string): boolean {
  return /^[\w./-]+\.(?:py|sh)$/.test(path) && !/^\/(?:usr|opt|bin|sbin|lib|etc)\//.test(path)
}
