import type { ChildProcess } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { benchEnvironment } from './bench-environment'
import { quantile } from './bench-report'
import type { RequestTimes } from './request-timer'
import { startWebServer } from './web-server'

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
  const timer = pathToFileURL(fileURLToPath(new URL('bench-request-timer.js', import.meta.url))).href
  const environment = { ...benchEnvironment(databaseUrl), GITHUB_URL: GITHUB, LOG_LEVEL: 'error' }
  const { origin, child, ...web } = await startWebServer(server, environment, {
    flags: ['--import', timer, ...flags()],
  })
  const cookie = await web.cookieOf(viewerId, true)
  return {
    origin,
    cookie,
    async get(path) {
      const times = nextTimes(child, path)
      const html = await read(origin + path, cookie)
      return { ...(await times), html }
    },
    async getTogether(path, { viewers, looks }) {
      const cookies = await Promise.all(
        Array.from({ length: viewers }, (_, at) => web.cookieOf(viewerId + BigInt(at), true)),
      )
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
    close: web.close,
  }
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
