import 'server-only'
import pg from 'pg'
import { z } from 'zod'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { inLogContext } from '@/lib/log-context'

const Notice = z.object({
  /**
   * audit: a repository has another latest audit; repository: something else of it; added: there are new ones; scan: one
   * began or ended; settings: those of an organisation, and with them perhaps what counts; access: somebody, everybody
   * in an organisation, or somebody there may see something else; lost: some may be missing.
   */
  kind: z.enum(['audit', 'repository', 'added', 'scan', 'settings', 'access', 'lost']),
  organisation: z.coerce.bigint().optional(),
  repository: z.coerce.bigint().optional(),
  name: z.string().optional(),
  person: z.coerce.bigint().optional(),
})

/** What the database told of a change; whoever passes it on decides who may know. */
export type ChangeNotice = z.output<typeof Notice>

type Listener = (notice: ChangeNotice) => void

const CHANNEL = 'airworthy_changes'
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 30_000

/** One connection for all pages of this process, open while there is one. */
class ChangeFeed {
  readonly #listeners = new Set<Listener>()
  #client: pg.Client | undefined
  #opening: Promise<void> | undefined
  #retryMs = FIRST_RETRY_MS

  /** Resolves when notices arrive, or could not be asked for yet; then a `lost` follows once they do. */
  async follow(listener: Listener): Promise<() => void> {
    this.#listeners.add(listener)
    await this.#open()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#close()
    }
  }

  #open(): Promise<void> {
    if (this.#client) return Promise.resolve()
    // It outlasts the request that happens to open it.
    this.#opening ??= inLogContext({}, () => this.#connect()).finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: 'airworthy pages',
      keepAlive: true,
    })
    client.on('notification', ({ payload }) => this.#pass(payload))
    client.on('error', () => this.#reopen(client))
    client.on('end', () => this.#reopen(client))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
    } catch (error) {
      log().warn({ error }, 'changes can not be followed for a moment')
      this.#reopen(client)
      return
    }
    this.#client = client
    this.#retryMs = FIRST_RETRY_MS
    if (this.#listeners.size === 0) this.#close()
  }

  #reopen(client: pg.Client): void {
    client.removeAllListeners('end')
    client.end().catch(() => undefined)
    if (this.#client === client) this.#client = undefined
    if (this.#listeners.size === 0) return
    setTimeout(() => {
      if (this.#listeners.size === 0 || this.#client) return
      this.#open().then(() => {
        if (this.#client) this.#tell({ kind: 'lost' })
      })
    }, this.#retryMs).unref()
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS)
  }

  #close(): void {
    const client = this.#client
    this.#client = undefined
    client?.removeAllListeners('end')
    client?.end().catch(() => undefined)
  }

  #pass(payload: string | undefined): void {
    const notice = Notice.safeParse(parseJson(payload ?? ''))
    if (notice.success) this.#tell(notice.data)
  }

  #tell(notice: ChangeNotice): void {
    for (const listener of this.#listeners) listener(notice)
  }
}

const store = globalThis as typeof globalThis & { airworthyChanges?: ChangeFeed }

/** Hears of every change in the database from now on, in this process's one connection; answers how to stop. */
export function followChanges(listener: Listener): Promise<() => void> {
  store.airworthyChanges ??= new ChangeFeed()
  return store.airworthyChanges.follow(listener)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
