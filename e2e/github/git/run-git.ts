import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

const CONCURRENT = 8
const DEFAULT_MAX_BYTES = 256 * 1024 * 1024

export class GitFailed extends Error {
  constructor(
    readonly exitCode: number | null,
    readonly stderr: string,
  ) {
    super(`git ended with ${exitCode}: ${stderr.trim() || 'no message'}`)
  }
}

interface RunOptions {
  input?: string | Buffer
  env?: Record<string, string>
  maxBytes?: number
}

/** Runs git on a bare repository and returns what it printed; throws GitFailed when it does not end with 0. */
export async function runGit(directory: string, args: readonly string[], options: RunOptions = {}): Promise<Buffer> {
  await takeSlot()
  try {
    return await collect(spawnGit(directory, args, options.env), options)
  } finally {
    freeSlot()
  }
}

/** How many processes were started so far, for tests that they stay few. */
export function startedProcesses(): number {
  return started
}

let started = 0

/** Starts git without waiting; the caller reads its output and minds its end. */
export function spawnGit(
  directory: string,
  args: readonly string[],
  env: Record<string, string> = {},
): ChildProcessByStdio<Writable, Readable, Readable> {
  started += 1
  const fixed = ['-c', 'safe.directory=*', '-c', 'core.quotePath=false', '--literal-pathspecs', '--no-pager']
  return spawn('git', [...fixed, `--git-dir=${directory}`, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...environment, ...env },
  })
}

const environment = cleanEnvironment()

function cleanEnvironment(): NodeJS.ProcessEnv {
  const inherited = { ...process.env }
  for (const name of Object.keys(inherited)) if (name.startsWith('GIT_')) delete inherited[name]
  return {
    ...inherited,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    LC_ALL: 'C',
    TZ: 'UTC',
  }
}

function collect(child: ReturnType<typeof spawnGit>, { input, maxBytes = DEFAULT_MAX_BYTES }: RunOptions) {
  return new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      else child.kill()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk).slice(0, 4096)
    })
    // Git may end before it has read everything; its exit code says what happened.
    child.stdin.on('error', () => {})
    child.on('error', reject)
    child.on('close', (code) => {
      if (size > maxBytes) reject(new GitFailed(code, `more than ${maxBytes} bytes`))
      else if (code === 0) resolve(Buffer.concat(chunks))
      else reject(new GitFailed(code, stderr))
    })
    child.stdin.end(input)
  })
}

let running = 0
const waiting: (() => void)[] = []

async function takeSlot(): Promise<void> {
  if (running >= CONCURRENT) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
}

function freeSlot(): void {
  running -= 1
  waiting.shift()?.()
}
