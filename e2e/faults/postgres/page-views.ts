import { setTimeout as pause } from 'node:timers/promises'
import type { WebServer } from '@/e2e/bench/web-server'

const LOOK_MS = 100
/** A person waits no longer; and an answer this late is none. */
const PATIENCE_MS = 30_000
/** After the database is back, by when the first page is right again. */
const RETURN_MS = 20_000
const SORRY = /This page could not be shown/
/** What tells how it is made, where it runs or what it said to itself. */
const INTERNALS = /prisma|postgres|ECONN|terminating connection|node_modules|\bat [\w.<>]+ \(|\.js:\d+:\d+/i

export interface PageView {
  readonly path: string
  readonly status: number
  readonly html: string
}

/** People who look at the pages of a built web server all the time, with scripts and without, and what they were shown. */
export class PageViews {
  shown = 0
  /** Pages of which a part said that it could not be read. */
  inParts = 0
  refused = 0
  slowestReturn = 0
  readonly wrong = new Set<string>()
  #isAway = false
  #returnedAt: number | undefined

  /** `pages` is what to ask for, with what is on the page when it is right. */
  constructor(
    private readonly web: WebServer,
    private readonly viewerId: bigint,
    private readonly pages: Readonly<Record<string, readonly string[]>>,
  ) {}

  databaseLeft(): void {
    this.#isAway = true
    this.#returnedAt = undefined
  }

  databaseReturned(): void {
    this.#isAway = false
    this.#returnedAt = performance.now()
  }

  async lookUntil(signal: AbortSignal): Promise<void> {
    const cookies = await Promise.all([true, false].map((scripts) => this.web.cookieOf(this.viewerId, scripts)))
    await Promise.all(
      cookies.map(async (cookie, at) => {
        while (!signal.aborted) {
          for (const path of Object.keys(this.pages)) await this.#look(path, cookie, at === 0)
          await pause(LOOK_MS)
        }
      }),
    )
  }

  async #look(path: string, cookie: string, runsScripts: boolean): Promise<void> {
    const wasAway = this.#isAway
    const view = await ask(this.web.origin, path, cookie).catch((error: unknown) => String(error))
    const how = `${path} ${runsScripts ? 'with' : 'without'} scripts`
    if (typeof view === 'string') {
      this.wrong.add(`${how}: ${view}`)
      return
    }
    const { status, html } = view
    const leak = INTERNALS.exec(html)
    if (leak) this.wrong.add(`${how}: HTTP ${status} told ${html.slice(Math.max(0, leak.index - 60), leak.index + 80)}`)
    if (status >= 500) {
      this.refused += 1
      // With scripts the boundary of the page writes it.
      if (!(runsScripts ? /<script\b/ : SORRY).test(runsScripts ? html : textOf(html)))
        this.wrong.add(`${how}: HTTP ${status} has no readable sentence: ${textOf(html)}`)
      if (!wasAway && !this.#isAway && this.#sinceReturn() > RETURN_MS)
        this.wrong.add(`${how}: HTTP ${status} with the database there`)
      return
    }
    const missing = this.pages[path]?.find((each) => !html.includes(each))
    const hasBrokenPart = html.includes('data-dgst=')
    if (status !== 200) this.wrong.add(`${how}: HTTP ${status}`)
    else if (hasBrokenPart && runsScripts) this.inParts += 1
    else if (hasBrokenPart) this.wrong.add(`${how}: a part is missing where nothing can say so`)
    else if (missing !== undefined) this.wrong.add(`${how}: ${missing} was not on it`)
    else {
      this.shown += 1
      if (this.#returnedAt === undefined) return
      this.slowestReturn = Math.max(this.slowestReturn, this.#sinceReturn())
      this.#returnedAt = undefined
    }
  }

  #sinceReturn(): number {
    return this.#returnedAt === undefined ? Number.POSITIVE_INFINITY : performance.now() - this.#returnedAt
  }
}

export async function ask(origin: string, path: string, cookie: string): Promise<PageView> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const response = await fetch(origin + path, { headers: { cookie, accept: 'text/html' }, redirect: 'manual', signal })
  return { path, status: response.status, html: await response.text() }
}

/** What a person without scripts reads, but how long ago something was. */
export function textOf(html: string): string {
  const body = html.replace(/^[\s\S]*<body[^>]*>/, '').replace(/<(script|style|template|time)[\s\S]*?<\/\1>/g, ' ')
  return body
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
