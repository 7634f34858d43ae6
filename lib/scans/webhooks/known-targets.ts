import 'server-only'
import { readScannedOrganisations } from '@/lib/data/scanned-organisations'
import { wayIn } from '@/lib/env'
import { log } from '@/lib/log'

const LOOK_AGAIN_MS = 60_000

/** The organisations of which webhooks are expected; looked up once a minute, whatever comes. */
export class KnownTargets {
  #known: ReadonlySet<string> = new Set()
  #lookedAt = Number.NEGATIVE_INFINITY
  #looking: Promise<void> | undefined

  constructor(private readonly read: () => Promise<ReadonlySet<string>>) {}

  /** Only the first one waits. */
  async get(now = Date.now()): Promise<ReadonlySet<string>> {
    const isFirst = this.#lookedAt === Number.NEGATIVE_INFINITY
    if (now - this.#lookedAt >= LOOK_AGAIN_MS) {
      this.#lookedAt = now
      this.#looking = this.#look()
    }
    if (isFirst || this.#known.size === 0) await this.#looking
    return this.#known
  }

  async #look(): Promise<void> {
    try {
      this.#known = await this.read()
    } catch (error) {
      log().warn({ error }, 'the organisations that send webhooks could not be looked up')
    }
  }
}

const store = globalThis as typeof globalThis & { airworthyKnownTargets?: KnownTargets }

/** With an App there is one target, which its own number tells. */
export async function knownTargets(): Promise<ReadonlySet<string>> {
  if (wayIn() === 'app') return new Set()
  store.airworthyKnownTargets ??= new KnownTargets(readScannedOrganisations)
  return store.airworthyKnownTargets.get()
}
