import { type Readable, Transform } from 'node:stream'
import { spawnGit } from './run-git'

export type GitService = 'git-upload-pack' | 'git-receive-pack'

interface Exchange {
  service: GitService
  /** What `Git-Protocol` asked for, such as `version=2`. */
  protocol?: string
}

/** What a repository offers to a client that wants to fetch or push, as a stream. */
export function advertiseRefs(directory: string, exchange: Exchange): Readable {
  const child = startService(directory, exchange, ['--advertise-refs'])
  child.stdin.end()
  const heading = `# service=${exchange.service}\n`
  const line = (heading.length + 4).toString(16).padStart(4, '0') + heading
  let isFirst = true
  const headed = new Transform({
    transform(chunk, _, done) {
      done(null, isFirst ? Buffer.concat([Buffer.from(`${line}0000`), chunk]) : chunk)
      isFirst = false
    },
  })
  child.once('error', (error) => headed.destroy(error))
  return child.stdout.pipe(headed)
}

/** One fetch or push; `finished` resolves when git has ended, with its exit code. */
export function exchangePacks(
  directory: string,
  exchange: Exchange,
  input: Readable,
): { output: Readable; finished: Promise<number | null> } {
  const child = startService(directory, exchange, [])
  // Git may end before it has read everything; its answer says why.
  child.stdin.on('error', () => {})
  input.on('error', () => child.kill())
  input.pipe(child.stdin)
  const finished = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { output: child.stdout, finished }
}

function startService(directory: string, { service, protocol }: Exchange, args: readonly string[]) {
  const environment = protocol && /^version=\d$/.test(protocol) ? { GIT_PROTOCOL: protocol } : undefined
  // A housekeeping process would outlive the request.
  const quiet = [
    '-c',
    'receive.autogc=false',
    '-c',
    'uploadpack.allowAnySHA1InWant=true',
    '-c',
    'uploadpack.allowFilter=true',
  ]
  const command = service.replace(/^git-/, '')
  const child = spawnGit(directory, [...quiet, command, '--stateless-rpc', ...args, directory], environment)
  child.stderr.resume()
  return child
}
