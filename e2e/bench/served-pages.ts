import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { encode } from 'next-auth/jwt'
import { identityOf } from '@/lib/setup/github-identity.js'
import { quantile } from './bench-report'
import type { RequestTimes } from './request-timer'

const SECRET = 'a secret of at least thirty-two characters'
/** Nobody answers there: what viewers may see is stored, and fresh. */
const GITHUB = 'http://127.0.0.1:9'

/** What one answer was. */
export interface PageAnswer extends RequestTimes {
  readonly html: string
}

/** What many viewers got who looked at one page at once, in milliseconds from asking to the last byte. */
export interface Together {
  readonly viewers: number
  readonly p50: number
  readonly p95: number
  readonly perSecond: number
}

/** The built application as one person's browser sees it, with its clock inside. */
export interface ServedPages {
  readonly origin: string
  readonly cookie: string
  get(path: string): Promise<PageAnswer>
  /** Each viewer is another member, and looks so many times, one after the other. */
  getTogether(path: string, how: { readonly viewers: number; readonly looks: number }): Promise<Together>
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
  const cookie = await cookieOf(viewerId)
  await untilReady(child, origin)
  return {
    origin,
    cookie,
    async get(path) {
      const times = nextTimes(child, path)
      const html = await read(origin + path, cookie)
      return { ...(await times), html }
    },
    async getTogether(path, { viewers, looks }) {
      const cookies = await Promise.all(Array.from({ length: viewers }, (_, at) => cookieOf(viewerId + BigInt(at))))
      const times: number[] = []
      const started = performance.now()
      await Promise.all(
        cookies.map(async (of) => {
          for (let look = 0; look < looks; look += 1) {
            const asked = performance.now()
            await read(origin + path, of)
            times.push(performance.now() - asked)
          }
        }),
      )
      const perSecond = (times.length * 1000) / (performance.now() - started)
      return { viewers, p50: quantile(times, 0.5), p95: quantile(times, 0.95), perSecond }
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.removeAllListeners('message')
      child.kill()
      await ended
    },
  }
}

/** The second cookie is what a browser that runs scripts sends, to which pages are streamed. */
async function cookieOf(viewerId: bigint): Promise<string> {
  const token = await encode({ secret: SECRET, token: { sub: String(viewerId), github: identityOf(GITHUB) } })
  return `next-auth.session-token=${token}; scripts=1`
}

async function read(address: string, cookie: string): Promise<string> {
  const response = await fetch(address, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' })
  const html = await response.text()
  if (response.status !== 200) throw new Error(`${address} answered with HTTP ${response.status}`)
  return html
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
