import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs git apart from the user's own configuration and resolves to its output; rejects with what git said. */
export async function git(args: readonly string[], input?: Buffer): Promise<string> {
  const child = spawn('git', args, { env: isolatedEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  let complaint = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaint += chunk
  })
  // A git that dies early closes the pipe; its exit code says more than EPIPE.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`git ${args.slice(0, 4).join(' ')} ended with ${code}: ${complaint.trim()}`)
  return output
}

function isolatedEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env }
  for (const name of Object.keys(environment)) if (name.startsWith('GIT_')) delete environment[name]
  return Object.assign(environment, {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
    TZ: 'UTC',
  })
}
