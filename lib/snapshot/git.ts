import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { AppError } from '@/lib/errors'

/** Options that keep git from running what a repository names: no hooks, no monitor, no replacement objects, no locks. */
const SAFE = [
  '--no-optional-locks',
  '--no-replace-objects',
  '--no-pager',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.untrackedCache=false',
  '-c',
  'safe.directory=*',
  '-c',
  'core.quotePath=false',
]

/**
 * A partial clone that lacks an object fetches it, by whatever command the repository's settings name for its protocol.
 * Only the environment wins over `protocol.NAME.allow` of a repository; git before 2.44 does not know the second one.
 */
const NO_TRANSPORT = ['GIT_ALLOW_PROTOCOL=none', 'GIT_NO_LAZY_FETCH=1', 'GIT_TERMINAL_PROMPT=0']
/** What `env` ends with where there is no git. */
const NO_SUCH_PROGRAM = 127

const MAX_OUTPUT = 64 * 1024 * 1024
/** Without a word: it waits for a pipe, perhaps, that lies where it looks for its rules. */
const SILENCE_MS = 60_000

export function spawnGit(root: string, args: readonly string[]): ChildProcessByStdio<Writable, Readable, Readable> {
  // The core reads no environment: `env` adds to it, and becomes git.
  return spawn('env', [...NO_TRANSPORT, 'git', '-C', root, ...SAFE, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
}

/**
 * Output of a short git command, with further settings for it. Throws AppError `unreadable` when git is missing, fails, or
 * says too much or nothing.
 */
export async function runGit(
  root: string,
  args: readonly string[],
  {
    silenceMs = SILENCE_MS,
    settings = [],
  }: { readonly silenceMs?: number; readonly settings?: readonly string[] } = {},
): Promise<Buffer> {
  const child = spawnGit(root, [...settings.flatMap((setting) => ['-c', setting]), ...args])
  child.stdin.end()
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  ended.catch(() => undefined)
  let isSilent = false
  const silence = setTimeout(() => {
    isSilent = true
    child.kill('SIGKILL')
  }, silenceMs)
  const errors = collect(child.stderr, 64 * 1024)
  try {
    const output = await collect(child.stdout, MAX_OUTPUT, () => silence.refresh())
    const code = await ended
    if (code === 0) return output
    if (code === NO_SUCH_PROGRAM) throw new AppError('unreadable', 'git could not be run. Is it installed?')
    if (isSilent) throw new AppError('unreadable', `git ${args[0]} did not answer for ${silenceMs / 1000} seconds.`)
    const said = (await errors).toString('utf8').trim().split('\n')[0] ?? ''
    throw new AppError('unreadable', `git ${args[0]} failed: ${said.slice(0, 300)}`)
  } catch (error) {
    child.kill()
    if (error instanceof AppError) throw error
    throw new AppError('unreadable', 'git could not be run. Is it installed?', { cause: error })
  } finally {
    clearTimeout(silence)
  }
}

async function collect(stream: Readable, limit: number, onChunk = () => undefined as unknown): Promise<Buffer> {
  const chunks: Buffer[] = []
  let total = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    total += chunk.length
    onChunk()
    if (total > limit) throw new AppError('unreadable', 'git lists more than can be read.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Items of a `-z` listing. */
export function* nulSeparated(output: Buffer): Generator<string> {
  let from = 0
  for (let to = output.indexOf(0); to !== -1; to = output.indexOf(0, from)) {
    yield output.toString('utf8', from, to)
    from = to + 1
  }
}
