import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { encode } from 'next-auth/jwt'
import { identityOf } from '@/lib/setup/github-identity.js'
import type { RequestTimes } from './request-timer'

const SECRET = 'a secret of at least thirty-two characters'
/** Nobody answers there: what viewers may see is stored, and fresh. */
const GITHUB = 'http://127.0.0.1:9'

/** What one answer was. */
export interface PageAnswer extends RequestTimes {
  readonly html: string
}

/** The built application as one person's browser sees it, with its clock inside. */
export interface ServedPages {
  readonly origin: string
  readonly cookie: string
  get(path: string): Promise<PageAnswer>
  close(): Promise<void>
}

/** Runs `server.js` of a production build on this database, signed in as this person. */
export async function servePages(server: string, databaseUrl: string, viewerId: bigint): Promise<ServedPages> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const timer = pathToFileURL(fileURLToPath(new URL('bench-request-timer.js', import.meta.url))).href
  const child = spawn(process.execPath, ['--import', timer, ...flags(), server], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      GITHUB_URL: GITHUB,
      GITHUB_CLIENT_ID: 'bench',
      GITHUB_CLIENT_SECRET: 'bench-secret',
      NEXTAUTH_URL: origin,
      NEXTAUTH_SECRET: SECRET,
      AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      LOG_LEVEL: 'error',
    },
  })
  const token = await encode({ secret: SECRET, token: { sub: String(viewerId), github: identityOf(GITHUB) } })
  // The second is what a browser that runs scripts sends, to which pages are streamed.
  const cookie = `next-auth.session-token=${token}; scripts=1`
  await untilReady(child, origin)
  return {
    origin,
    cookie,
    async get(path) {
      const times = nextTimes(child, path)
      const response = await fetch(origin + path, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' })
      const html = await response.text()
      if (response.status !== 200) throw new Error(`${path} answered with HTTP ${response.status}`)
      return { ...(await times), html }
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.removeAllListeners('message')
      child.kill()
      await ended
    },
  }
}

/** AIRWORTHY_BENCH_NODE: what Node is told besides, such as `--cpu-prof`. */
function flags(): string[] {
  return process.env.AIRWORTHY_BENCH_NODE?.split(' ').filter(Boolean) ?? []
}

function nextTimes(child: ChildProcess, path: string): Promise<RequestTimes> {
  return new Promise((resolve) => {
    const hear = (message: unknown) => {
      const times = message as RequestTimes
      if (times.path !== path) return
      child.off('message', hear)
      resolve(times)
    }
    child.on('message', hear)
  })
}

async function untilReady(child: ChildProcess, origin: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the web server ended with code ${child.exitCode}`)
    const answer = await fetch(`${origin}/api/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
