import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Where all that workers log is kept, to look for what went wrong. */
const LOG_FILE = process.env.AIRWORTHY_FAULTS_LOG

/** One worker as `npm run worker` starts it. */
export class WorkerProcess {
  readonly #child: ChildProcess
  readonly #listeners = new Map<string, (() => void)[]>()
  /** What it and others logged as an error, which is told when something is wrong at the end. */
  static readonly errors: string[] = []
  /** What it said where people look. */
  readonly told: string[] = []
  /** Settles when it has gone. */
  readonly ended: Promise<void>

  constructor(environment: Readonly<Record<string, string>>) {
    const bundle = fileURLToPath(new URL('worker.js', import.meta.url))
    const followParent = new URL('../lib/setup/follow-parent.js', import.meta.url).href
    this.#child = spawn(process.execPath, ['--import', followParent, bundle], {
      env: { ...process.env, ...environment, NODE_ENV: 'production', LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.ended = new Promise((resolve) => this.#child.once('exit', () => resolve()))
    if (!this.#child.stdout || !this.#child.stderr) return
    createInterface(this.#child.stderr).on('line', (line) => {
      this.told.push(line)
      WorkerProcess.errors.push(line.slice(0, 500))
    })
    createInterface(this.#child.stdout).on('line', (line) => {
      if (LOG_FILE) appendFileSync(LOG_FILE, `${this.#child.pid} ${line}\n`)
      if (/"level":(50|60|"error"|"fatal")/.test(line)) WorkerProcess.errors.push(line.slice(0, 1500))
      for (const [text, waiting] of this.#listeners) {
        if (!line.includes(text)) continue
        this.#listeners.delete(text)
        for (const resolve of waiting) resolve()
      }
    })
  }

  get exitCode(): number | null {
    return this.#child.exitCode
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Resolves with the next line of its log that has this text, or when it has gone. */
  said(text: string): Promise<void> {
    const said = new Promise<void>((resolve) => {
      this.#listeners.set(text, [...(this.#listeners.get(text) ?? []), resolve])
    })
    return Promise.race([said, this.ended])
  }

  /** As the kernel does when memory is short: nothing of it gets a word. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM')
    await this.ended
  }
}
