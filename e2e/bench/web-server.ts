import { type ChildProcess, spawn } from 'node:child_process'
import { encode } from 'next-auth/jwt'
import { identityOf } from '@/lib/setup/github-identity.js'
import { freePort } from '@/lib/setup/ports.js'

/** What a web server is started with besides where it listens. */
export interface WebEnvironment extends Readonly<Record<string, string>> {
  readonly DATABASE_URL: string
  readonly GITHUB_URL: string
  readonly NEXTAUTH_SECRET: string
}

/** The built application, in a process of its own. */
export interface WebServer {
  readonly origin: string
  readonly child: ChildProcess
  /** Of a browser in which this person is signed in; one that runs scripts says so, and pages are streamed to it. */
  cookieOf(viewerId: bigint, runsScripts: boolean): Promise<string>
  close(): Promise<void>
}

interface WebOptions {
  /** For Node. */
  readonly flags?: readonly string[]
  /** Leaves what it says of errors out, where they are meant to be. */
  readonly isQuiet?: boolean
}

/** Runs `server.js` of a production build until it answers. */
export async function startWebServer(
  server: string,
  environment: WebEnvironment,
  { flags = [], isQuiet = false }: WebOptions = {},
): Promise<WebServer> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [...flags, server], {
    stdio: ['ignore', 'ignore', isQuiet ? 'ignore' : 'inherit', 'ipc'],
    env: {
      ...process.env,
      LOG_LEVEL: 'error',
      ...environment,
      NODE_ENV: 'production',
      NEXTAUTH_URL: origin,
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
    },
  })
  await untilReady(child, origin)
  return {
    origin,
    child,
    async cookieOf(viewerId, runsScripts) {
      const token = await encode({
        secret: environment.NEXTAUTH_SECRET,
        token: { sub: String(viewerId), github: identityOf(environment.GITHUB_URL) },
      })
      return `next-auth.session-token=${token}${runsScripts ? '; scripts=1' : ''}`
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.removeAllListeners('message')
      child.kill()
      await ended
    },
  }
}

async function untilReady(child: ChildProcess, origin: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the web server ended with code ${child.exitCode}`)
    const answer = await fetch(`${origin}/api/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
